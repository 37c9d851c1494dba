// Whatever stands in the files, there are commands to ask for, and nothing throws.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { crashOf, lineOf, type Command } from '../../server/src/commands/argument.ts';
import { commandsOf } from '../../server/src/commands/commands.ts';
import { configOf } from '../../server/src/config/config.ts';
import { deploymentOf } from '../../server/src/deployment/build.ts';
import { read } from '../../server/src/source/read.ts';
import { sections } from '../deployment/fragments.ts';
import { cases, textsOf } from '../kamal/cases.ts';
import { seed } from '../support/seed.ts';
import { runs } from '../support/share.ts';

function commandsIn(base: string, over: string | null): Command[] {
  const source = read('config/deploy.yml', base);
  const destination = over === null ? null : { name: 'staging', source: read('config/deploy.staging.yml', over) };
  const { app, deploy, proxyBoot, accessories, accessoryDeploy } = commandsOf(deploymentOf(configOf(source, destination)));
  const all = [
    ...[...app.values(), ...accessories.values()].flat(),
    ...deploy.values(),
    ...proxyBoot.values(),
    ...accessoryDeploy.values(),
  ];
  return all.map(({ command }) => command);
}

function look(base: string, over: string | null): void {
  for (const command of commandsIn(base, over)) {
    const line = lineOf(command);
    assert.ok(line === null || line.includes('kamal') || line.includes('docker'));
    assert.ok(line === null || crashOf(command) === null);
  }
}

it('any text has commands', () => {
  const text = fc
    .array(fc.constantFrom(...Object.values(sections).flat()), { maxLength: 9 })
    .map((parts) => parts.map((part) => `${part}\n`).join(''));
  const broken = fc.tuple(text, fc.nat(400), fc.nat(6)).map(([whole, at, length]) => whole.slice(0, at) + whole.slice(at + length));
  fc.assert(fc.property(broken, fc.option(broken), look), { numRuns: runs(300, 100), seed });
});

it('so have all known cases, those too that Kamal refuses', () => {
  for (const one of cases()) {
    const base = textsOf(one).get('config/deploy.yml');
    look(typeof base === 'string' ? base : (base?.text ?? ''), null);
  }
});

it('aliases in aliases are not written out without end', { timeout: 20_000 }, () => {
  const wide = (name: string): string => Array.from({ length: 10 }, (_, key) => `k${key}: *${name}`).join(', ');
  const nested = Array.from({ length: 12 }, (_, depth) => `x-${depth + 1}: &a${depth + 1} {${wide(`a${depth}`)}}\n`).join('');
  look(`x-0: &a0 {k: v}\n${nested}servers: [192.0.2.1]\nenv: {clear: *a12}\nlabels: *a12\n`, null);
});
