// What a plan offers against what was tried with real Kamal 2.12: nothing useless, and something wherever something helped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOf } from '../../server/src/plan/consequences/told.ts';
import { remediesFor } from '../../server/src/plan/remedies/proven.ts';
import type { Remedy } from '../../server/src/plan/remedies/remedy.ts';
import { cases, isDecidedByFiles, planOfCase, simulate, type Tried, type TriedStep } from './cases.ts';
import { memoize } from '../../server/src/memoize.ts';

const all = cases();

const line = ({ kamal, file, sh, host }: TriedStep): string => (sh === undefined ? `${file}: kamal ${kamal}` : `${host}: ${sh}`);
const linesOf = ({ steps }: { readonly steps: readonly TriedStep[] }): string => steps.map(line).join('\n');

const isUseless = ({ solves, newTrouble = [] }: Tried): boolean => solves.length === 0 || newTrouble.length > 0;

const offered = memoize(
  (one: (typeof all)[number]): readonly { readonly lines: readonly string[]; readonly remedies: readonly Remedy[] }[] => {
    const simulated = simulate(one);
    const asked = { ...simulated.versions, deployed: simulated };
    return groupsOf(simulated.issues).map(({ issues }) => ({
      lines: issues.map((issue) => issue.line),
      remedies: remediesFor(issues, asked, simulated.circumstances),
    }));
  },
);

test('no remedy is offered that was tried and useless', () => {
  const wrong = all.flatMap((one) => {
    const useless = new Set(one.truth.tried.filter(isUseless).map(linesOf));
    const inPlan = isDecidedByFiles(one) ? planOfCase(one).consequences.flatMap(({ remedies }) => remedies) : [];
    const remedies = [...offered(one).flatMap((group) => group.remedies), ...inPlan];
    return remedies
      .map(linesOf)
      .filter((text) => useless.has(text))
      .map((text) => `${one.name}: ${text}`);
  });
  assert.deepEqual(wrong, []);
});

test('each was tried, and solves what it did then, or is like one that was', () => {
  for (const one of all) {
    const tried = new Map(one.truth.tried.map((steps) => [linesOf(steps), steps]));
    for (const remedy of offered(one).flatMap((group) => group.remedies)) {
      const same = tried.get(linesOf(remedy));
      if (!same) continue;
      assert.deepEqual([...remedy.solves].sort(), [...same.solves].sort(), `${one.name}: ${linesOf(remedy)}`);
      assert.deepEqual([...remedy.stops].sort(), [...(same.stops ?? [])].sort(), `${one.name}: ${linesOf(remedy)}`);
    }
  }
});

test('where something helped, something is offered', () => {
  const missing = all.flatMap((one) => {
    const useful = one.truth.tried.filter((tried) => !isUseless(tried) && !tried.steps.some(({ fails }) => fails !== undefined));
    return offered(one)
      .filter(({ lines, remedies }) => remedies.length === 0 && lines.every((text) => useful.some(({ solves }) => solves.includes(text))))
      .map(({ lines }) => `${one.name}: ${lines.join(', ')}`);
  });
  assert.deepEqual(missing, []);
});

test('nothing is stopped that is alone in serving', () => {
  for (const one of all.filter(isDecidedByFiles)) {
    const plan = planOfCase(one);
    if (!plan.issues.some(({ kind }) => kind === 'role not running')) continue;
    for (const { remedies } of plan.consequences) {
      for (const remedy of remedies) {
        const stops = remedy.stops.length > 0 && remedy.steps.every((step) => 'sh' in step || !step.kamal.startsWith('deploy'));
        const apps =
          stops &&
          remedy.stops.some((text) => plan.issues.some(({ kind, line: issue }) => kind === 'left running' && issue.endsWith(text)));
        assert.ok(!apps, `${one.name}: ${linesOf(remedy)}`);
      }
    }
  }
});
