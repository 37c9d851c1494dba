// Which values other places of a file use through an alias.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { danglingAliases, isUsedElsewhere } from '../../server/src/source/anchors.ts';
import type { Node } from '../../server/src/source/node.ts';
import { anchoredBefore, spotAt } from '../../server/src/source/locate.ts';
import { read } from '../../server/src/source/read.ts';

/** The value of the root's `x`. */
function valueOfX(root: Node | null): Node {
  assert.equal(root?.kind, 'map');
  return root.entries.find(({ key }) => key.kind === 'scalar' && key.text === 'x')!.value;
}

suite('anchors', () => {
  for (const [text, used, dangling] of [
    ['x: &a 1\ny: *a\n', true, 0],
    ['x: &a 1\ny: 1\n', false, 0],
    ['x: &a 1\ny: *b\n', false, 1],
    ['x: 1\ny: &a 1\nz: *a\n', false, 0],
    ['x: {k: [1, &a 2]}\ny: [*a]\n', true, 0],
    ['x: {&a k: 1}\ny: {*a : 2}\n', true, 0],
    ['x: [&a 1, *a]\n', false, 0],
    ['x: [&a 1, &b 2]\ny: {k: {l: *b}}\n', true, 0],
    ['y: *a\nx: &a 1\n', true, 1],
    ['y: [*a, *a]\nx: &b {k: *b}\n', false, 2],
    ['y: *a\nx: 1\n', false, 1],
  ] as const)
    test(text.trim().replaceAll('\n', ', '), () => {
      const source = read('config/deploy.yml', text);
      assert.deepEqual([isUsedElsewhere(source, valueOfX(source.root)), danglingAliases(source)], [used, dangling]);
    });

  test('a file that says nothing', () => {
    assert.equal(danglingAliases(read('config/deploy.yml', '')), 0);
  });

  // An anchor may be given again: the last one above counts.
  for (const [text, alias, wanted] of [
    ['x: &a 1\ny: *a\n', '*a', '1'],
    ['x: &a 1\ny: &a 2\nz: *a\nlast: &a 3\n', '*a', '2'],
    ['x: {k: [&a 1]}\ny: *a\n', '*a', '1'],
    ['x: {&a k: 1}\ny: *a\n', '*a', 'k'],
    ['y: *a\nx: &a 1\n', '*a', undefined],
    ['x: &b 1\ny: *a\n', '*a', undefined],
  ] as const)
    test(`what ${alias} stands for in ${text.trim().replaceAll('\n', ', ')}`, () => {
      const source = read('config/deploy.yml', text);
      const found = anchoredBefore(source, alias.slice(1), spotAt(source, text.indexOf(alias) + 1)!.node.at);
      assert.equal(found?.kind === 'scalar' ? found.text : found, wanted);
    });
});
