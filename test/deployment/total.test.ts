// Whatever stands in the files, there is a deployment to draw (DESIGN: total), and plain data to print.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { configOf } from '../../server/src/config/config.ts';
import { deploymentOf } from '../../server/src/deployment/build.ts';
import { environmentOf } from '../../server/src/deployment/environment.ts';
import { resolved } from '../../server/src/deployment/resolved.ts';
import { read } from '../../server/src/source/read.ts';
import { sections } from './fragments.ts';
import { seed } from '../support/seed.ts';
import { runs as times } from '../support/share.ts';

const runs = { numRuns: times(300, 100), seed };

const text = fc
  .array(fc.constantFrom(...Object.values(sections).flat()), { maxLength: 9 })
  .map((parts) => parts.map((part) => `${part}\n`).join(''));
/** A text with a hole in it. */
const broken = fc.tuple(text, fc.nat(400), fc.nat(6)).map(([whole, at, length]) => whole.slice(0, at) + whole.slice(at + length));

it('any text has a deployment', () => {
  fc.assert(
    fc.property(broken, fc.option(broken), (base, over) => {
      const source = read('config/deploy.yml', base);
      const destination = over === null ? null : { name: 'staging', source: read('config/deploy.staging.yml', over) };
      const deployment = deploymentOf(configOf(source, destination));
      for (const role of deployment.roles) for (const host of role.hosts) environmentOf(deployment, role, host);
      assert.ok(JSON.stringify(resolved(deployment)));
    }),
    runs,
  );
});
