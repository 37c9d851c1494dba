// The effective configuration, read as a deploy.yml, is the same deployment: the same verdict, the same resolved values, the same commands.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { test } from 'node:test';
import { effective } from '../../server/src/config/effective.ts';
import { commandsOf } from '../../server/src/commands/commands.ts';
import { resolved } from '../../server/src/deployment/resolved.ts';
import type { DeploymentResult } from '../../server/src/project/analysis.ts';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { realProjects } from '../topology/projects.ts';
import { cases, textsOf } from './cases.ts';
import { difference } from './verdict.ts';
import { share } from '../support/share.ts';

const base = 'config/deploy.yml';

function of(texts: ReadonlyMap<string, string>, destination: string | null): DeploymentResult {
  const found = analyzeTexts(texts).deployments.find(({ deployment }) => deployment.destination === destination);
  assert.ok(found);
  return found;
}

const linesIn = ({ possible }: DeploymentResult): unknown => {
  const { app, deploy, proxyBoot, accessories, accessoryDeploy } = commandsOf(possible[0]!);
  const all = [
    ...[...app.values(), ...accessories.values()].flat(),
    ...deploy.values(),
    ...proxyBoot.values(),
    ...accessoryDeploy.values(),
  ];
  return all.map(({ command }) => command.arguments.map(({ text }) => text));
};

/** What is not the same when the effective configuration stands in the place of the files; null: nothing. */
function changed(texts: ReadonlyMap<string, string>, destination: string | null): string | null {
  const before = of(texts, destination);
  // With what ERB prints, where it can print one thing only.
  const shown = before.possible.length === 1 ? before.possible[0]! : before.deployment;
  const text = effective(shown.config)
    .map((line) => `${line.text}\n`)
    .join('');
  const after = of(
    new Map([...texts, [base, text], ...(destination === null ? [] : [[`config/deploy.${destination}.yml`, '{}\n'] as const])]),
    destination,
  );
  if (before.accepted !== true) return null;
  if (after.accepted !== true) return `${after.findings.find(({ refused }) => refused)?.message ?? 'open'}\n${text}`;
  const where = difference(resolved(after.possible[0]!), resolved(before.possible[0]!));
  if (where !== null) return `${where}\n${text}`;
  return isDeepStrictEqual(linesIn(after), linesIn(before)) ? null : `commands\n${text}`;
}

test('known cases', () => {
  const wrong: string[] = [];
  const accepted = cases().filter(({ kamal }) => kamal.accepts);
  assert.ok(accepted.length > 400, String(accepted.length));
  for (const one of share(accepted, 3)) {
    const texts = new Map([...textsOf(one)].map(([path, content]) => [path, typeof content === 'string' ? content : content.text]));
    const what = changed(texts, one.destination ?? null);
    if (what !== null) wrong.push(`${one.name}: ${what}`);
  }
  assert.deepEqual(wrong, []);
});

test('twenty projects, each destination', () => {
  for (const { name, texts } of realProjects()) {
    for (const { deployment } of analyzeTexts(texts).deployments)
      assert.equal(changed(texts, deployment.destination), null, `${name} ${deployment.destination}`);
  }
});
