import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ListNode } from '../../server/src/source/node.ts';
import type { Source } from '../../server/src/source/source.ts';
import { read } from '../../server/src/source/read.ts';
import * as edit from '../../server/src/edit/index.ts';
import type { TextChange } from '../../server/src/edit/change.ts';
import { dedent } from '../support/files.ts';

type Edit = (source: Source) => readonly TextChange[];

/** Applies the edit to `before` with LF and with CRLF, and compares with `after`. */
function edits(before: string, apply: Edit, after: string): void {
  for (const crlf of before.includes('\n') ? [false, true] : [false]) {
    const breaks = (text: string) => (crlf ? dedent(text).replaceAll('\n', '\r\n') : dedent(text));
    const source = read('config/deploy.yml', breaks(before));
    const result = edit.applyChanges(source.text, apply(source));
    assert.equal(result, breaks(after));
    assert.deepEqual(read('config/deploy.yml', result).problems, []);
  }
}

const at = (source: Source, ...path: string[]) => edit.placeAt(source, ...path) ?? assert.fail(`no ${path.join('/')}`);
const list = (source: Source, ...path: string[]) => at(source, ...path).entry.value as ListNode;

describe('removeEntry', () => {
  it('takes the lines of an entry with all that is nested, and leaves the comments around it', () =>
    edits(
      `
      servers: # all of them
        # the web
        web:
          # inside
          hosts:
            - a # first
        # the jobs
        job: # runs
          - b # last
          # after
      proxy: {}
      `,
      (source) => edit.removeEntry(source, at(source, 'servers', 'job')),
      `
      servers: # all of them
        # the web
        web:
          # inside
          hosts:
            - a # first
        # the jobs
          # after
      proxy: {}
      `,
    ));

  it('does not leave two blank lines where there was one', () =>
    edits(`a: 1\n\nproxy:\n  ssl: true\n\nb: 2\n`, (source) => edit.removeEntry(source, at(source, 'proxy')), `a: 1\n\nb: 2\n`));

  it('leaves {} or takes the entry above when it was the only one', () => {
    const before = `
      a: 1
      proxy: # for all
        # TLS
        ssl: true # on
      `;
    edits(
      before,
      (source) => edit.removeEntry(source, at(source, 'proxy', 'ssl')),
      `
      a: 1
      proxy: {} # for all
        # TLS
      `,
    );
    edits(before, (source) => edit.removeEntry(source, at(source, 'proxy', 'ssl'), { emptied: 'parent' }), 'a: 1\n');
  });

  for (const [before, key, after] of [
    ['m: {a: 1, b: 2, c: 3} # x\n', 'a', 'm: {b: 2, c: 3} # x\n'],
    ['m: {a: 1, b: 2, c: 3} # x\n', 'b', 'm: {a: 1, c: 3} # x\n'],
    ['m: { a: 1, b: 2 }\n', 'b', 'm: { a: 1 }\n'],
    ['m: {a: 1}\n', 'a', 'm: {}\n'],
    ['m: {\n  a: 1, # one\n  # two\n  b: 2 }\n', 'a', 'm: {\n  # two\n  b: 2 }\n'],
    ['m: {\n  a: 1, # one\n  b: 2,\n}\n', 'b', 'm: {\n  a: 1, # one\n}\n'],
    ['m: {\n  a: 1, # one\n  b: 2\n}\n', 'b', 'm: {\n  a: 1, # one\n  \n}\n'],
  ] as const) {
    it(`takes ${key} out of ${JSON.stringify(before)}`, () =>
      edits(before, (source) => edit.removeEntry(source, at(source, 'm', key)), after));
  }

  it('keeps the dash of a list item whose first key goes', () => {
    const first: Edit = (source) => {
      const [item] = list(source, 'files').items;
      assert(item?.kind === 'map');
      return edit.removeEntry(source, edit.placeOf(source, item.entries[0]!.key)!);
    };
    edits('files:\n- local: a\n  remote: b\n- local: c\n', first, 'files:\n- remote: b\n- local: c\n');
    edits('files:\n- local: a\n  # b\n  remote: b\n', first, 'files:\n- \n  # b\n  remote: b\n');
  });
});

describe('insertEntry', () => {
  it('stands at the column of its siblings, after the last one and its comment', () =>
    edits(
      `
      servers:
          web:
              hosts: [a] # one
              # more

      proxy:
          ssl: true
      `,
      (source) =>
        edit.insertEntry(source, at(source, 'servers', 'web'), 'proxy', {
          host: 'shop.example',
          healthcheck: { path: '/up' },
          hosts: ['a', 'b'],
        }),
      `
      servers:
          web:
              hosts: [a] # one
              proxy:
                  host: shop.example
                  healthcheck:
                      path: /up
                  hosts:
                      - a
                      - b
              # more

      proxy:
          ssl: true
      `,
    ));

  it('can stand first, above the comments of the first key, or after a given one', () => {
    const before = `
      proxy:
        # TLS
        ssl: true
        app_port: 3000
      `;
    edits(
      before,
      (source) => edit.insertEntry(source, at(source, 'proxy'), 'host', 'a', { first: true }),
      `
      proxy:
        host: a
        # TLS
        ssl: true
        app_port: 3000
      `,
    );
    edits(
      before,
      (source) => edit.insertEntry(source, at(source, 'proxy'), 'host', 'a', { after: at(source, 'proxy', 'ssl').entry }),
      `
      proxy:
        # TLS
        ssl: true
        host: a
        app_port: 3000
      `,
    );
  });

  for (const [before, after] of [
    ['m: {a: 1}\n', 'm: {a: 1, b: {c: 2}}\n'],
    ['m: { a: 1, } # x\n', 'm: { a: 1, b: {c: 2}, } # x\n'],
    ['m: {} # x\n', 'm: {b: {c: 2}} # x\n'],
    ['m: # x\n', 'm: # x\n  b:\n    c: 2\n'],
    ['m: ~ # x\n', 'm: # x\n  b:\n    c: 2\n'],
    ['m:\nn: 1\n', 'm:\n  b:\n    c: 2\nn: 1\n'],
    ['m:', 'm:\n  b:\n    c: 2'],
    ['m:\n  a: |\n    x\n    y\n\nn: 1\n', 'm:\n  a: |\n    x\n    y\n  b:\n    c: 2\n\nn: 1\n'],
    ['m:\n  - a: 1\n', undefined],
  ] as const) {
    if (after === undefined) {
      it('throws where there is no map', () =>
        assert.throws(() => edits(before, (source) => edit.insertEntry(source, at(source, 'm'), 'b', '1'), ''), edit.CannotEdit));
    } else
      it(`adds to ${JSON.stringify(before)}`, () =>
        edits(before, (source) => edit.insertEntry(source, at(source, 'm'), 'b', { c: '2' }), after));
  }
});

describe('insertRootEntry', () => {
  for (const [before, after] of [
    ['a: 1\nb: 2\n', 'a: 1\nb: 2\nc: 3\n'],
    ['a: 1\nb: 2', 'a: 1\nb: 2\nc: 3'],
    ['a: 1\n\nb: 2\n# end\n', 'a: 1\n\nb: 2\n# end\n\nc: 3\n'],
    ['a: 1\n\nb: 2\n\n\n', 'a: 1\n\nb: 2\n\nc: 3\n\n\n'],
    ['---\na: 1\n...\nx\n', '---\na: 1\nc: 3\n...\nx\n'],
    ['', 'c: 3\n'],
    ['# nothing\n', '# nothing\nc: 3\n'],
    ['{a: 1}\n', '{a: 1, c: 3}\n'],
  ] as const) {
    it(`adds to ${JSON.stringify(before)}`, () => {
      const source = read('config/deploy.yml', before);
      assert.equal(edit.applyChanges(before, edit.insertRootEntry(source, 'c', '3')), after);
    });
  }
});

describe('items of a list', () => {
  for (const [before, after] of [
    ['m: [a]\n', 'm: [a, b]\n'],
    ['m: []\n', 'm: [b]\n'],
    ['m:\n- a # x\nn: 1\n', 'm:\n- a # x\n- b\nn: 1\n'],
    ['m:\n    - a', 'm:\n    - a\n    - b'],
    ['m: # x\nn:\n- a\n', 'm: # x\n- b\nn:\n- a\n'],
  ] as const) {
    it(`adds to ${JSON.stringify(before)}`, () => edits(before, (source) => edit.insertItem(source, at(source, 'm'), 'b'), after));
  }
  it('adds several at once', () => {
    edits('m: []\n', (source) => edit.insertItem(source, at(source, 'm'), 'a', 'b'), 'm: [a, b]\n');
    edits('m:\n  - x # y\n', (source) => edit.insertItem(source, at(source, 'm'), 'a', 'b'), 'm:\n  - x # y\n  - a\n  - b\n');
  });
  for (const [before, after] of [
    ['m: [a, b]\n', 'm: [b]\n'],
    ['m:\n- a # x\n# y\n- b\n', 'm:\n# y\n- b\n'],
    ['m:\n  - a # x\n', 'm: []\n'],
    ['m:\n  - k: 1\n    l: 2\n  - b\n', 'm:\n  - b\n'],
    ['m:\n  - - a\n    - b\n  - c\n', 'm:\n  - c\n'],
  ] as const) {
    it(`takes the first out of ${JSON.stringify(before)}`, () =>
      edits(before, (source) => edit.removeItem(source, list(source, 'm'), list(source, 'm').items[0]!), after));
  }
});

describe('replaceValue', () => {
  for (const [before, value, after] of [
    ['m: true # x\n', 'false', 'm: false # x\n'],
    ['m: true # x\n', { a: '1' }, 'm: # x\n  a: 1\n'],
    ['m: # x\n  # y\n  a: 1\n  b: 2 # z\nn: 1\n', 'true', 'm: true # x\n  # y\nn: 1\n'],
    ['m:\n  a: 1\n', ['a', 'b'], 'm:\n  - a\n  - b\n'],
    ['m: {a: 1} # x\n', { b: '2' }, 'm: # x\n  b: 2\n'],
    ['m: # x\n', 'true', 'm: true # x\n'],
    ['o: {m: 1, n: 2}\n', { a: '1' }, undefined],
  ] as const) {
    if (after === undefined) continue;
    it(`replaces in ${JSON.stringify(before)}`, () => edits(before, (source) => edit.replaceValue(source, at(source, 'm'), value), after));
  }
  it('stays in flow style within a flow map', () =>
    edits('o: {m: 1, n: 2}\n', (source) => edit.replaceValue(source, at(source, 'o', 'm'), { a: '1' }), 'o: {m: {a: 1}, n: 2}\n'));
});

describe('moveEntry', () => {
  const into: Edit = (source) => edit.moveEntry(source, at(source, 'proxy', 'ssl'), at(source, 'role'), { emptied: 'parent' });
  for (const [before, after] of [
    ['role:\n    a: 1\nproxy:\n    ssl: "x" # on\n', 'role:\n    a: 1\n    ssl: "x" # on\n'],
    ['role: {a: 1}\nproxy:\n  ssl: x # on\n  b: 1\n', 'role: {a: 1, ssl: x}\nproxy:\n  # on\n  b: 1\n'],
    ['role:\nproxy: {ssl: x, b: 1}\n', 'role:\n  ssl: x\nproxy: {b: 1}\n'],
    [
      'role:\n  a:\n    b: 1\nproxy:\n      ssl:\n        # why\n        pem: |\n          a\n\n            b\n        key: b # c\n      c: 1\n',
      'role:\n  a:\n    b: 1\n  ssl:\n    # why\n    pem: |\n      a\n\n        b\n    key: b # c\nproxy:\n      c: 1\n',
    ],
    ['role: {}\nproxy:\n  ssl:\n    a: "1"\n    b: [c, d]\n  c: 1\n', 'role: {ssl: {a: "1", b: [c, d]}}\nproxy:\n  c: 1\n'],
    [
      'role: {}\nproxy:\n  ssl:\n    a: |\n    b: >-\n      c: d\n    e: |\n      f\n    g: x, y\n    h: 5\n  c: 1\n',
      'role: {ssl: {a: "", b: "c: d", e: "f\\n", g: "x, y", h: 5}}\nproxy:\n  c: 1\n',
    ],
  ] as const) {
    it(`moves ssl in ${JSON.stringify(before)}`, () => edits(before, into, after));
  }
});

describe('scalarText', () => {
  for (const value of [
    '',
    'a',
    'no',
    'yes',
    'y',
    '22:22',
    '3000',
    '1.5',
    '~',
    'null',
    ':a',
    '*',
    '*.shop.example',
    '- a',
    '-',
    'a: b',
    'a #b',
    'a,b',
    '[a]',
    '{a}',
    'a"b',
    "a'b",
    'a\\b',
    'ä',
    'a\nb',
    '\t',
    ' a',
    'a ',
    '2024-01-01',
    '#a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    '|',
    '>',
    '?',
    '? a',
    '=',
    '<<',
    '---',
    '...',
    '1_000',
    '0x1F',
    '\u2028',
    '\u0085',
    '\x7f',
    '😀',
    '::1',
    'a:',
    '://x',
    '<%= x %>',
  ]) {
    it(`writes ${JSON.stringify(value)} so that it is read as itself, in block and flow`, () => {
      if (value.includes('<%')) return assert.match(edit.scalarText(value), /<%/);
      for (const text of [`k: ${edit.scalarText(value)}\n`, `k: {a: ${edit.scalarText(value)}, b: 1}\n`]) {
        const source = read('f', text);
        const place = edit.placeAt(source, 'k', 'a') ?? at(source, 'k');
        assert.deepEqual(source.problems, []);
        assert(place.entry.value.kind === 'scalar', text);
        assert.equal(place.entry.value.type, 'string', text);
      }
    });
  }
  it('quotes only where it must', () => {
    for (const plain of ['shop.example', '10.0.0.1', 'bin/jobs -q default', 'web', '/up', '~/x', 'y', "it's"])
      assert.equal(edit.scalarText(plain), plain);
    assert.equal(edit.scalarText('*.shop.example'), '"*.shop.example"');
    assert.equal(edit.scalarText('say: "no"\\'), `'say: "no"\\'`);
  });
});

describe('applyChanges', () => {
  it('refuses changes that overlap or lie outside', () => {
    assert.throws(
      () =>
        edit.applyChanges('abc', [
          { from: 0, to: 2, text: '' },
          { from: 1, to: 3, text: 'x' },
        ]),
      edit.CannotEdit,
    );
    assert.throws(() => edit.applyChanges('abc', [{ from: 2, to: 9, text: '' }]), edit.CannotEdit);
    assert.equal(
      edit.applyChanges('abc', [
        { from: 2, to: 3, text: '' },
        { from: 2, to: 2, text: 'X' },
        { from: 0, to: 1, text: 'A' },
      ]),
      'AbX',
    );
  });
});
