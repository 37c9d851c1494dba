import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { array, assert as assertFor, nat, property, string, tuple } from 'fast-check';
import { codeActions } from '../../server/src/features/codeActions.ts';
import { workspaceEdit, type EditHost } from '../../server/src/features/edit.ts';
import { fixAll } from '../../server/src/features/fixAll.ts';
import { Pieces } from '../../server/src/features/pieces.ts';
import type { TextChange } from '../../server/src/rules/rule.ts';
import { apply } from './apply.ts';
import { file, roundOf, uriOf } from './project.ts';

const head = `service: shop
image: shop/app
registry: {server: "localhost:5000"}
builder: {arch: amd64}
`;

const reread = (texts: ReadonlyMap<string, string>) => roundOf(texts);

function repaired(text: string): string {
  const edits = fixAll(roundOf(new Map([[file, text]])), file, reread);
  return edits ? apply(text, edits.get(file)!) : text;
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
    assert.equal(fixAll(roundOf(new Map([[file, text]])), file, reread), undefined);
  });

  test('ends where two fixes undo each other', () => {
    const round = (text: string) => {
      const read = roundOf(new Map([[file, text]]));
      const on = text.includes('x-a: 1');
      const at = read.analysis.base.root!.at;
      const from = text.indexOf('x-a: ') + 5;
      const fix = { title: 'turn', preferred: true, edits: () => new Map([[file, [{ from, to: from + 1, text: on ? '2' : '1' }]]]) };
      const finding = { rule: 'r', at, severity: 'error' as const, message: 'm', refused: true, related: [], fixes: [fix] };
      const source = read.analysis.base;
      return {
        ...read,
        shown: new Map([[file, [{ finding, source, span: { from: 0, to: 1 }, severity: 'error' as const, message: 'm' }]]]),
      };
    };
    const text = `${head}servers: [192.0.2.10]\nx-a: 1\n`;
    let rounds = 0;
    const edits = fixAll(round(text), file, (texts) => {
      rounds++;
      return round(texts.get(file)!);
    });
    assert.equal(rounds, 10);
    assert.equal(edits, undefined, 'ten turns lead back to the start');
  });
});

suite('code actions', () => {
  const host = (texts: EditHost['texts'], able = true): EditHost => ({
    texts,
    uriOf,
    versionOf: () => 7,
    documentChanges: able,
    createFiles: able,
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
  test('many rounds of changes become one list of changes of the original', () => {
    const change = tuple(nat(), nat(8), string({ maxLength: 4 }));
    assertFor(
      property(string({ maxLength: 40 }), array(change, { maxLength: 8 }), (original, changes) => {
        const pieces = new Pieces(original);
        let text = original;
        for (const [at, length, put] of changes) {
          const from = at % (text.length + 1);
          const one: TextChange = { from, to: Math.min(text.length, from + length), text: put };
          pieces.apply([one]);
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
