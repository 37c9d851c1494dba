/**
 * "Fix all" takes nothing away: whatever a deployment served before, it serves after, unless Kamal refused it before. What it serves is read
 * off the commands that Kamal would run: containers by host, routes with their hosts, paths and TLS, volumes and secrets.
 */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Argument } from '../../server/src/commands/argument.ts';
import { commandsOf } from '../../server/src/commands/commands.ts';
import type { Container, Route } from '../../server/src/commands/container.ts';
import type { DeploymentResult } from '../../server/src/project/analysis.ts';
import { fixAll } from '../../server/src/report/fixAll.ts';
import { roundOf } from '../features/project.ts';
import { cases, textsOf } from '../kamal/cases.ts';
import { completion } from '../support/complete.ts';
import { seed } from '../support/seed.ts';
import { readPage } from './page.ts';
import { projects } from './projects.ts';
import { half, runs } from '../support/share.ts';

type Texts = ReadonlyMap<string, string>;

const text = ({ value }: Argument): string => (typeof value === 'string' ? value : '?');

/** Everything that a deployment serves, a line each. */
function served({ deployment }: DeploymentResult): Set<string> {
  const { app, deploy, accessories, accessoryDeploy } = commandsOf(deployment);
  const lines = new Set<string>();
  const container = (one: Container): void => {
    const who = `${one.kind} ${one.of} on ${one.host}`;
    lines.add(who);
    for (const volume of one.volumes) lines.add(`${who}: volume ${text(volume)}`);
    for (const secret of one.secrets) lines.add(`${who}: secret ${secret.name} of ${secret.key}`);
  };
  const route = (one: Route): void => {
    for (const host of one.hosts) lines.add(`route of ${one.of}: ${text(host)}`);
    for (const prefix of one.pathPrefixes) lines.add(`route of ${one.of}: below ${text(prefix)}`);
    if (one.tls) lines.add(`route of ${one.of}: TLS`);
    lines.add(`route of ${one.of}`);
  };
  for (const list of [...app.values(), ...accessories.values()]) list.forEach(container);
  for (const one of [...deploy.values(), ...accessoryDeploy.values()]) route(one);
  return lines;
}

/** Names that nothing reaches as they are: writing them right is what the fix is for. */
const unreachable = /\p{Lu}|[\s/:,"'?]|[^\0-\x7f]|^\.|\.$/u;

function check(texts: Texts): void {
  const before = roundOf(texts);
  const scope = { repairs: () => true, mayChange: (file: string) => texts.has(file) };
  const repair = fixAll(before, scope, (changed) => roundOf(new Map([...texts, ...changed])));
  if (!repair) return;
  const after = roundOf(new Map([...texts, ...repair.texts]));
  for (const one of before.analysis.deployments) {
    if (one.accepted === false) continue;
    const { destination } = one.deployment;
    const same = after.analysis.deployments.find(({ deployment }) => deployment.destination === destination);
    const where = (): string =>
      `${destination ?? 'alone'}: ${repair.made.map(({ fix }) => fix.title).join(', ')}\n${[...repair.texts.values()].join('\n')}`;
    assert(same, where());
    assert.notEqual(same.accepted, false, `Kamal refuses now ${where()}`);
    const now = served(same);
    const lost = [...served(one)].filter((line) => !now.has(line) && !unreachable.test(line.replace(/^.*?: /, '')));
    assert.deepEqual(lost, [], where());
  }
}

describe('what is served before "fix all" is served after', () => {
  for (const one of half(cases(), 1)) {
    if (!one.kamal.accepts) continue;
    const texts = textsOf(one);
    if ([...texts.values()].every((content) => typeof content === 'string')) it(one.name, () => check(texts as Map<string, string>));
  }

  const folder = new URL('../../docs/rules/', import.meta.url);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.md') && file !== 'README.md')) {
    it(`page ${name}`, () => {
      const { examples, silent } = readPage(readFileSync(new URL(name, folder), 'utf8'));
      for (const { texts } of [...examples.map(({ project }) => project), ...silent]) {
        const base = texts.get('config/deploy.yml');
        if (base !== undefined) check(new Map([...texts, ['config/deploy.yml', completion(base) + base]]));
      }
    });
  }

  const real = path.join(import.meta.dirname, '../real');
  for (const project of readdirSync(real, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    it(`the project ${project.name}`, () => {
      const root = path.join(real, project.name);
      const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(path.join(root, name)).isFile());
      check(new Map(names.map((name) => [name.split(path.sep).join('/'), readFileSync(path.join(root, name), 'utf8')])));
    });
  }

  it('on generated projects', () => {
    fc.assert(fc.property(projects, check), { numRuns: runs(100, 20), seed });
  });
});
