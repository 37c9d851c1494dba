import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { array, assert as assertFor, nat, property, string, tuple } from 'fast-check';
import { codeActions } from '../../server/src/features/codeActions.ts';
import { workspaceEdit, type EditHost } from '../../server/src/features/edit.ts';
import { fixAll, type Round } from '../../server/src/report/fixAll.ts';
import { ComposedEdit } from '../../server/src/edit/composedEdit.ts';
import type { TextChange } from '../../server/src/edit/change.ts';
import { cases, textsOf } from '../kamal/cases.ts';
import { deployments } from '../rules/deployments.ts';
import { edited } from '../support/findings.ts';
import { apply } from '../features/apply.ts';
import { file, roundOf, uriOf } from '../features/project.ts';
import { seed } from '../support/seed.ts';
import { runs } from '../support/share.ts';

const head = `service: shop
image: shop/app
registry: {server: "localhost:5000"}
builder: {arch: amd64}
`;

const scope = { repairs: (path: string) => path === file, mayChange: () => true };
const reread = (texts: ReadonlyMap<string, string>) => roundOf(texts);

function repaired(text: string): string {
  const repair = fixAll(roundOf(new Map([[file, text]])), scope, reread);
  return repair ? apply(text, repair.edits.get(file)!) : text;
}

suite('fix all', () => {
  test('makes every preferred fix, round after round, and says so in one edit', () => {
    const text = `${head}primary_role: bakend # see wiki\nservers:\n  frontend:\n    hosts: [192.0.2.10]\n    proxy:\n      host: shop.example\n  backend:\n    hosts: [192.0.2.10]\n    proxy:\n      host: api.shop.example\nproxy:\n  ssl: true\n`;
    const whole = repaired(text);
    assert.deepEqual([...roundOf(new Map([[file, whole]])).shown.values()].flat(), []);
    assert.match(whole, /primary_role: backend # see wiki\n/, 'comments stay');
    assert.equal(repaired(whole), whole, 'a second call changes nothing');
  });

  test('changes nothing where nothing is sure', () => {
    const text = `${head}servers: [192.0.2.10]\n`;
    assert.equal(fixAll(roundOf(new Map([[file, text]])), scope, reread), undefined);
  });

  /** Judges as ever, but shows one finding, whose preferred fix is this. */
  const only = (text: string, find: string, put: string, round = roundOf(new Map([[file, text]]))): Round => {
    const { root } = round.analysis.base;
    const from = text.indexOf(find);
    if (!root || from < 0) return round;
    const edits = () => new Map([[file, [{ from, to: from + find.length, text: put }]]]);
    const fixes = [{ title: 'turn', safety: 'safe' as const, preferred: true, edits }];
    const finding = { rule: 'r', at: root.at, severity: 'hint', message: 'm', refused: false, related: [], fixes } as const;
    const shown = { finding, source: round.analysis.base, span: { from: 0, to: 1 }, severity: 'hint', message: 'm' } as const;
    return { ...round, shown: new Map([[file, [shown]]]) };
  };

  test('ends where two fixes undo each other', () => {
    const text = `${head}servers: [192.0.2.10]\nx-a: 1\n`;
    const round = (now: string) => (now.includes('x-a: 1') ? only(now, 'x-a: 1', 'x-a: 2') : only(now, 'x-a: 2', 'x-a: 1'));
    let rounds = 0;
    const repair = fixAll(round(text), scope, (texts) => {
      rounds++;
      return round(texts.get(file)!);
    });
    assert.equal(rounds, 10);
    assert.equal(repair, undefined, 'ten turns lead back to the start');
  });

  for (const [harm, find, put] of [
    ['what Kamal refuses', 'servers:', 'serverss:'],
    ['a text that cannot be read', 'servers:', '<<<<<<< HEAD\nservers:'],
    ['a comment that is part of a value', 'one ', 'one'],
    ['a comment that is part of a block of text', 'x-a: ', 'x-a: |\n  '],
  ] as const) {
    test(`does not make ${harm}`, () => {
      const text = `${head}servers: [192.0.2.10]\nx-a: one # one\n`;
      assert.equal(
        fixAll(only(text, find, put), scope, (texts) => only(texts.get(file)!, find, put)),
        undefined,
      );
    });
  }

  test('of fixes that do harm together makes those that do not', () => {
    const proxy = 'proxy: {ssl: true, hosts: [https://shop.example, Shop.Example, API.shop.example]}';
    const text = `${head}servers: [192.0.2.10]\n${proxy}\n`;
    const repair = fixAll(roundOf(new Map([[file, text]])), scope, reread);
    // Kamal refuses one name twice.
    assert.match(apply(text, repair!.edits.get(file)!), /hosts: \[shop\.example, Shop\.Example, api\.shop\.example\]/);
  });

  test('keeps the rounds before the one that would do harm', () => {
    const text = `${head}servers: [192.0.2.10]\nx-a: 1\n`;
    const round = (now: string) => (now.includes('x-a: 1') ? only(now, 'x-a: 1', 'x-a: 2') : only(now, 'servers', 'server'));
    const repair = fixAll(round(text), scope, (texts) => round(texts.get(file)!));
    assert.equal(apply(text, repair!.edits.get(file)!), text.replace('x-a: 1', 'x-a: 2'));
    assert.equal(repair!.made.length, 1);
  });

  test('leaves a fix out as a whole that would change a file it must not', () => {
    const text = `${head}servers: [192.0.2.10]\nx-a: 1\n`;
    const locked = { ...scope, mayChange: (path: string) => path !== file };
    assert.equal(fixAll(only(text, 'x-a: 1', 'x-a: 2'), locked, reread), undefined);
  });
});

/** Repairs a whole project; `again` is what a second call would do, `left` the rules whose sure fix is still there. */
function repairedWhole(texts: ReadonlyMap<string, string>): { fixes: number; again: string[]; left: string[] } {
  const all = { repairs: () => true, mayChange: () => true };
  const over = (below: ReadonlyMap<string, string>) => (above: ReadonlyMap<string, string>) => roundOf(new Map([...below, ...above]));
  const repair = fixAll(roundOf(texts), all, over(texts));
  const after = repair ? edited(texts, repair.edits) : texts;
  const now = roundOf(after);
  const again = fixAll(now, all, over(after));
  const sure = [...now.shown.values()]
    .flat()
    .filter(({ finding }) => finding.fixes.some((fix) => fix.preferred && fix.safety === 'safe' && fix.edits(now.texts)));
  return {
    fixes: repair?.made.length ?? 0,
    again: again?.made.map(({ fix }) => fix.title) ?? [],
    left: sure.map(({ finding }) => finding.rule),
  };
}

suite('fix all on many projects', () => {
  test('every case of real Kamal: no fix does harm, and none is left', () => {
    let fixes = 0;
    for (const one of cases()) {
      const texts = textsOf(one);
      // A file that is no UTF-8 has no text to edit.
      if ([...texts.values()].some((text) => typeof text !== 'string')) continue;
      const whole = repairedWhole(texts as Map<string, string>);
      assert.deepEqual([...whole.again, ...whole.left], [], one.name);
      fixes += whole.fixes;
    }
    assert.ok(fixes > 300, `${fixes} fixes`);
  });

  test('any deployment: a second call changes nothing', () => {
    assertFor(
      property(deployments, ({ text }) => assert.deepEqual(repairedWhole(new Map([[file, text]])).again, [])),
      { numRuns: runs(100, 15), seed },
    );
  });
});

suite('code actions', () => {
  const host = (texts: EditHost['texts'], able = true): EditHost => ({
    texts,
    uriOf,
    versionOf: () => 7,
    documentChanges: able,
    createFiles: able,
    annotations: false,
    snippets: false,
  });
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  test('the preferred one comes first, with the version that it is for', () => {
    const round = roundOf(new Map([[file, `${head}servers: [192.0.2.10]\nproxy:\n  ssl: true\n  healthcheck: {}\n`]]));
    const actions = codeActions(round, file, whole, {}, host(round.texts), reread);
    assert.ok(actions.length > 0);
    const firstOther = actions.findIndex((action) => !action.isPreferred);
    assert.ok(actions.every((action, index) => !action.isPreferred || firstOther < 0 || index < firstOther));
    assert.deepEqual(
      actions[0]!.edit?.documentChanges?.map((change) => 'textDocument' in change && change.textDocument),
      [{ uri: uriOf(file), version: 7 }],
    );
  });

  test('only what the range touches, only the kinds that are asked for', () => {
    const round = roundOf(new Map([[file, `${head}servers: [192.0.2.10]\nproxy:\n  ssl: true\n`]]));
    const at = (line: number, only?: string[]) =>
      codeActions(
        round,
        file,
        { start: { line, character: 2 }, end: { line, character: 2 } },
        only ? { only } : {},
        host(round.texts),
        reread,
      ).map(({ kind }) => kind);
    assert.deepEqual(at(0), []);
    assert.ok(at(6).includes('quickfix'));
    assert.ok(!at(6).includes('source.fixAll.kamal'), 'not in the light bulb');
    assert.ok(!at(6, ['refactor']).length);
  });

  test('an old client gets plain changes, and nothing that would need a new file', () => {
    const round = roundOf(new Map([[file, `${head}servers: [192.0.2.10]\nproxy:\n  ssl: true\n`]]));
    const actions = codeActions(round, file, whole, {}, host(round.texts, false), reread);
    assert.ok(actions.every(({ edit }) => edit?.changes && !edit.documentChanges));
  });
});

suite('pieces', () => {
  test('insertions at one place keep their order, as in an edit of the protocol', () => {
    const changes = ['a', 'b'].map((text) => ({ from: 1, to: 1, text }));
    assert.equal(ComposedEdit.of('xy').with(changes).text, 'xaby');
  });

  test('many rounds of changes become one list of changes of the original', () => {
    const change = tuple(nat(), nat(8), string({ maxLength: 4 }));
    assertFor(
      property(string({ maxLength: 40 }), array(change, { maxLength: 8 }), (original, changes) => {
        let pieces = ComposedEdit.of(original);
        let text = original;
        for (const [at, length, put] of changes) {
          const from = at % (text.length + 1);
          const one: TextChange = { from, to: Math.min(text.length, from + length), text: put };
          pieces = pieces.with([one]);
          text = apply(text, [one]);
          assert.equal(pieces.text, text);
        }
        const all = pieces.changes();
        assert.equal(apply(original, all), text);
        assert.ok(all.every(({ from }, index) => index === 0 || from > all[index - 1]!.to));
      }),
    );
  });
});

suite('an edit over several files', () => {
  const edits = new Map([
    [file, [{ from: 0, to: 7, text: 'image' }]],
    ['.kamal/secrets', [{ from: 0, to: 0, text: 'TOKEN=$TOKEN\n' }]],
  ]);
  const host = (able: boolean): EditHost => ({
    texts: roundOf(new Map([[file, 'service: shop\n']])).texts,
    uriOf,
    versionOf: (path) => (path === file ? 3 : null),
    documentChanges: able,
    createFiles: able,
    annotations: false,
    snippets: false,
  });

  test('creates the file that is not there yet', () => {
    const start = { line: 0, character: 0 };
    assert.deepEqual(workspaceEdit(edits, host(true)), {
      documentChanges: [
        { textDocument: { uri: uriOf(file), version: 3 }, edits: [{ range: { start, end: { line: 0, character: 7 } }, newText: 'image' }] },
        { kind: 'create', uri: uriOf('.kamal/secrets'), options: { ignoreIfExists: true } },
        {
          textDocument: { uri: uriOf('.kamal/secrets'), version: null },
          edits: [{ range: { start, end: start }, newText: 'TOKEN=$TOKEN\n' }],
        },
      ],
    });
  });

  test('is not offered to a client that cannot create files', () => {
    assert.equal(workspaceEdit(edits, host(false)), undefined);
  });
});
