// The model of servers against what real Kamal 2.12 did to them. README.md here explains the data.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issuesOf } from '../../server/src/plan/consequences/issues.ts';
import { hasTls } from '../../server/src/plan/model/kamalProxy.ts';
import type { Servers } from '../../server/src/plan/model/servers.ts';
import { runSteps } from '../../server/src/plan/simulation.ts';
import { cases, isDecidedByFiles, planOfCase, simulate, stepOf, type State } from './cases.ts';

const all = cases();

test('there are 116 cases, of which the two projects alone decide 95', () => {
  assert.equal(all.length, 116);
  assert.equal(all.filter(isDecidedByFiles).length, 95);
});

for (const one of all) {
  test(one.name, () => {
    const simulated = simulate(one);
    assert.equal(simulated.failed?.kind ?? null, one.truth.failed?.kind ?? null);
    assert.equal(simulated.halfDone, one.truth.halfDone ?? false);
    assert.deepEqual(simulated.issues.map(({ line }) => line).sort(), [...one.truth.issues].sort());
    assert.deepEqual(drawn(simulated.before), draw(one.truth.state1));
    assert.deepEqual(drawn(simulated.after), draw(one.truth.state2));
  });
}

test('commands afterwards solve and break what they did', () => {
  for (const one of all) {
    const simulated = simulate(one);
    const { before, after, versions, circumstances } = simulated;
    const then = new Set(simulated.issues.map(({ line }) => line));
    for (const { steps, solves, newTrouble = [] } of one.truth.tried) {
      const { servers } = runSteps(
        after,
        steps.map((step) => stepOf(step)),
        versions,
        circumstances,
      );
      const now = new Set(issuesOf({ before, after: servers, version: versions.after, circumstances }).map(({ line }) => line));
      const where = `${one.name}: ${JSON.stringify(steps)}`;
      assert.deepEqual([...then].filter((line) => !now.has(line)).sort(), [...solves].sort(), where);
      assert.deepEqual([...now].filter((line) => !then.has(line)).sort(), [...newTrouble].sort(), where);
    }
  }
});

/** The plan, from the texts alone: what the model's own tests take besides is not in it. */
test('plans name what the files alone decide', () => {
  const counts = { predicted: 0, right: 0, true: 0, fails: 0, cases: 0 };
  for (const one of all.filter(isDecidedByFiles)) {
    const plan = planOfCase(one);
    const predicted = plan.issues.map(({ line }) => line);
    counts.cases++;
    counts.predicted += predicted.length;
    counts.true += one.truth.issues.length;
    counts.right += predicted.filter((line) => one.truth.issues.includes(line)).length;
    counts.fails += Number(plan.fails === (one.truth.failed?.kind ?? null) && plan.halfDone === (one.truth.halfDone ?? false));
  }
  console.log(
    `# of ${counts.true} lines ${counts.right} are predicted, and ${counts.predicted - counts.right} that are not true; ${counts.fails} of ${counts.cases} fail as said`,
  );
  assert.equal(counts.right, counts.true);
  assert.equal(counts.right, counts.predicted);
  assert.equal(counts.fails, counts.cases);
});

/** What another destination of the same files has on a server is seen; what another application has, in no file. */
test('destinations on one server are planned together', () => {
  for (const name of ['two-destinations-share-accessory', 'destination-moves-server']) {
    const one = all.find((found) => found.name === name)!;
    assert.deepEqual(
      planOfCase(one)
        .issues.map(({ line }) => line)
        .sort(),
      [...one.truth.issues].sort(),
      name,
    );
  }
});

/** Servers as a person can read them: containers oldest first, then routes. */
function drawn(servers: Servers): string[] {
  return [...servers]
    .filter(([, { containers, routes }]) => containers.length + routes.size > 0)
    .map(([host, { containers, routes, files }]) => [
      host,
      ...containers.map(({ name, status }) => `${plain(name)} ${status}`),
      ...[...routes]
        .map(([service, held]) => route(service, names(held.hosts), `${held.target}:${held.port}`, hasTls(routes, held)))
        .sort(),
      ...[...files.keys()].filter((path) => path.endsWith('.env')).sort(),
    ])
    .map((lines) => lines.join('\n'))
    .sort();
}

function draw(states: Readonly<Record<string, State>>): string[] {
  return Object.entries(states ?? {})
    .map(([host, { containers, routes = {}, files = [] }]) => [
      host,
      ...containers.map(({ name, status }) => `${plain(name)} ${status}`),
      ...Object.entries(routes)
        .map(([service, { hosts, target, tls }]) => route(service, hosts, target, tls))
        .sort(),
      ...files.filter((path) => path.endsWith('.env')).sort(),
    ])
    .filter((lines) => lines.length > 1)
    .map((lines) => lines.join('\n'))
    .sort();
}

const names = (hosts: readonly string[]): string[] => hosts.map((name) => name || '*');

const route = (service: string, hosts: readonly string[], target: string, tls: boolean): string =>
  `${service}: ${hosts.join(' ')} → ${target}${tls ? ' (TLS)' : ''}`;

/** Kamal makes the end of a name at random where a version is deployed again. */
const plain = (name: string): string => name.replace(/_replaced_.*/, '_replaced');
