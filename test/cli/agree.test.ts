// The text that people read, the JSON that programs read and the exit status are three tellings of one judgement.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cases, textsOf } from '../kamal/cases.ts';
import { readPage } from '../rules/page.ts';
import { projects } from '../rules/projects.ts';
import { completion } from '../support/complete.ts';
import { seed } from '../support/seed.ts';
import { run, type Content } from './terminal.ts';
import { runs } from '../support/share.ts';

interface DeploymentJson {
  readonly destination: string | null;
  readonly accepted: boolean | null;
  readonly findings: readonly { readonly severity: string }[];
}

/** How the text says that Kamal refuses the base alone, where that is no error. */
const saysRefused = /without `-d` would refuse|This file alone is not deployed|Kamal refuses it/;

function agree(files: ReadonlyMap<string, Content>): void {
  const json = run(['check', '.', '--format', 'json'], files);
  const { out, status } = run(['check', '.'], files);
  assert.equal(json.status, status, 'one exit status');
  const { deployments } = JSON.parse(json.out) as { deployments: DeploymentJson[] };
  assert.equal(/: error: /.test(out), status === 1, `the status goes by the text:\n${out}`);
  const refused = deployments.filter(({ accepted }) => accepted === false);
  if (status === 1) assert(deployments.some(({ findings }) => findings.some(({ severity }) => severity === 'error')), out); // prettier-ignore
  if (refused.length > 0 && status === 0) assert.match(out, saysRefused);
  for (const { destination } of refused) {
    if (destination !== null && status === 0) assert.match(out, new RegExp(`Kamal refuses it .*${destination}`));
  }
  const [, fine] = /: nothing to report([^;\n]*)/.exec(out) ?? [];
  if (fine === undefined || deployments.length < 2) return;
  for (const { destination, accepted } of deployments) {
    const named: boolean = destination === null ? fine.includes('alone') : fine.includes(destination);
    assert.equal(named, accepted !== false, `${destination ?? 'alone'}: ${out}`);
  }
}

describe('text, JSON and exit status agree', () => {
  it('on projects of all kinds', () => {
    fc.assert(fc.property(projects, agree), { numRuns: runs(150, 20), seed });
  });

  it('on projects of all kinds with rules switched off', () => {
    const lint = fc.subarray(['unknown-key', 'missing-key', 'wrong-type', 'duplicate-proxy-host', 'host-and-hosts', 'service-name']);
    const switched = fc.tuple(projects, lint).map(([files, rules]) => {
      const text = `rules:\n${rules.map((rule) => `  ${rule}: off\n`).join('')}`;
      return new Map([...files, ['.kamal/lint.yml', text]]);
    });
    fc.assert(fc.property(switched, agree), { numRuns: runs(150, 20), seed });
  });

  it('on the cases of real Kamal, with the destination beside the base', () => {
    for (const one of cases()) if (one.destination !== undefined || one.name.startsWith('required')) agree(textsOf(one));
  });

  const folder = new URL('../../docs/rules/', import.meta.url);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md')) {
    it(`on the page ${name}`, () => {
      const { examples, silent } = readPage(readFileSync(new URL(name, folder), 'utf8'));
      for (const { texts } of [...examples.map(({ project }) => project), ...silent]) {
        const base = texts.get('config/deploy.yml');
        if (base !== undefined) agree(new Map([...texts, ['config/deploy.yml', completion(base) + base]]));
      }
    });
  }
});
