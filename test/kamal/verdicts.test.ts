// What real Kamal 2.12 says about 1,080 projects, held against what the command line says. README.md here explains the cases.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cases, type Case } from './cases.ts';
import { difference, hasErb, verdictOn, type Verdict } from './verdict.ts';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** By name of the case, why we say something else than Kamal, or nothing (`open`: `accepted` is null, since it hangs on ERB). */
const listed = JSON.parse(read('disagreements.json')) as Record<'wrong' | 'open', Record<string, string>>;

const all: readonly (Case & { readonly ours: Verdict })[] = cases().map((one) => ({ ...one, ours: verdictOn(one) }));

const percent = (part: number, whole: number): string => `${part} of ${whole} (${((100 * part) / whole).toFixed(2)} %)`;

const open = all.filter(({ ours }) => ours.accepted === null);
const decided = all.filter(({ ours }) => ours.accepted !== null);
const judgedWrong = decided.filter(({ kamal, ours }) => ours.accepted !== kamal.accepts);
const told = decided.filter(({ ours }) => ours.told !== undefined);
const resolved = decided.filter(({ kamal }) => kamal.resolved);
const resolvedEqual = resolved.filter(({ ours }) => ours.differs === null);

test('there are 1,080 cases', () => {
  assert.equal(all.length, 1080);
  assert.equal(new Set(all.map(({ name }) => name)).size, 1080);
});

test('the figures', (t) => {
  t.diagnostic(
    `accepted as Kamal does: ${percent(decided.length - judgedWrong.length, decided.length)}; left open because of ERB: ${open.length}`,
  );
  t.diagnostic(`Kamal's line among the findings: ${percent(told.filter(({ ours }) => ours.told).length, told.length)}`);
  t.diagnostic(`resolved as Kamal does: ${percent(resolvedEqual.length, resolved.length)}`);
  assert.ok(judgedWrong.length <= 0.005 * all.length, `${judgedWrong.length} judged wrongly`);
  assert.ok(told.filter(({ ours }) => ours.told).length >= 0.99 * told.length);
  assert.ok(resolvedEqual.length >= 0.99 * resolved.length);
});

test('nothing that Kamal loads is refused', () => {
  const refused = all.filter(({ kamal, ours }) => kamal.accepts && ours.accepted === false);
  assert.deepEqual(
    refused.map(({ name, ours }) => ({ name, findings: ours.findings })),
    [],
  );
});

test('only ERB leaves a verdict open', () => {
  assert.deepEqual(
    open.filter((one) => !hasErb(one)).map(({ name }) => name),
    [],
  );
});

test('what ERB leaves open is listed, and nothing else', () => {
  assert.deepEqual(open.map(({ name }) => name).sort(), Object.keys(listed.open).sort());
});

test('each disagreement is listed with its reason, and each that is listed still is one', () => {
  const found = decided.flatMap(({ name, kamal, ours }) => {
    if (ours.accepted !== kamal.accepts)
      return [[name, `Kamal: ${kamal.accepts ? 'loads it' : (kamal.message ?? kamal.error)}; ours: ${ours.accepted}`] as const];
    if (ours.told === false) return [[name, `Kamal prints: ${kamal.message}; ours: ${ours.findings.join(' | ')}`] as const];
    return typeof ours.differs === 'string' ? [[name, ours.differs] as const] : [];
  });
  const unlisted = found.filter(([name]) => !(name in listed.wrong));
  assert.deepEqual(Object.fromEntries(unlisted), {}, 'not listed in disagreements.json');
  const names = new Set(found.map(([name]) => name));
  assert.deepEqual(
    Object.keys(listed.wrong).filter((name) => !names.has(name)),
    [],
    'listed in disagreements.json, and right by now',
  );
});

test('the README tells about every case that is listed', () => {
  const readme = read('README.md');
  for (const name of Object.keys({ ...listed.wrong, ...listed.open })) assert.ok(readme.includes(`\`${name}\``), name);
});

test('a comparison sees values, the order of keys, and leaves out what Kamal cannot say', () => {
  assert.equal(difference({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }), null);
  assert.equal(difference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }), '/a/1/b: 2, Kamal has 3');
  assert.equal(difference({ a: 1, b: 2 }, { b: 2, a: 1 }), '/: keys a, b, Kamal has b, a');
  assert.equal(difference({ a: 1 }, { a: { crash: 'NoMethodError' } }), null);
  assert.equal(difference({ a: null }, { a: [] }), '/a: null, Kamal has []');
});
