// What must be so for the plan of any two projects.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import { planOf, type Deployable } from '../../server/src/plan/plan.ts';
import { cases as kamalCases, textsOf } from '../kamal/cases.ts';
import { cases, deployableOf } from './cases.ts';
import { share, thorough } from '../support/share.ts';

const projects: { readonly name: string; readonly deployable: Deployable }[] = [
  ...kamalCases().map((one) => {
    const texts = new Map([...textsOf(one)].map(([path, content]) => [path, typeof content === 'string' ? content : content.text]));
    const analysis = analyzeTexts(texts);
    const result = analysis.deployments.find(({ deployment }) => deployment.destination === (one.destination ?? null));
    return { name: one.name, deployable: { analysis, files: filesOf(texts), result: result ?? analysis.deployments[0]! } };
  }),
  ...cases().flatMap(({ name, before, after }) => [
    { name: `${name} before`, deployable: deployableOf(before) },
    { name: `${name} after`, deployable: deployableOf(after) },
  ]),
];

test('against itself, a project has nothing but what fails at every deploy', () => {
  for (const { name, deployable } of share(projects, 3)) {
    const { fails, consequences, issues } = planOf(deployable, deployable);
    if (fails === null)
      assert.deepEqual({ name, said: consequences.map(({ message }) => message), issues }, { name, said: [], issues: [] });
    else assert.equal(consequences[0]?.severity, 'fails', name);
  }
});

test('a plan is made of any two projects', () => {
  for (const [index, one] of projects.entries()) {
    if (index % (thorough ? 3 : 9) !== 0) continue;
    const other = projects[(index * 7 + 3) % projects.length]!;
    for (const [before, after] of [
      [one, other],
      [other, one],
    ] as const) {
      const plan = planOf(before.deployable, after.deployable);
      for (const { place, message } of plan.consequences) {
        const at = `${before.name} → ${after.name}: ${message}`;
        assert.ok(message !== '' && !message.includes('\u0000') && !message.includes('undefined'), at);
        assert.ok(place.range.start.line <= place.range.end.line, at);
      }
    }
  }
});
