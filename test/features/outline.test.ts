import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver';
import { definition } from '../../server/src/features/definition.ts';
import { folding } from '../../server/src/features/folding.ts';
import { symbols } from '../../server/src/features/symbols.ts';
import { judgedOf } from '../../server/src/features/tree.ts';
import { read } from '../../server/src/source/read.ts';
import { atCursor } from './cursor.ts';
import { file, roundOf, uriOf } from './project.ts';

function outline(list: readonly DocumentSymbol[], indent = ''): string[] {
  return list.flatMap(({ name, detail, range, children = [] }) => [
    `${indent}${name}${detail ? ` = ${detail}` : ''} ${range.start.line}-${range.end.line}`,
    ...outline(children, `${indent}  `),
  ]);
}

suite('outline', () => {
  test('sections, roles, hosts and settings, with the lines that they take', () => {
    const text =
      'service: shop\nservers:\n  web:\n    - 192.0.2.10\n    - 192.0.2.11: [eu, us]\n  job:\n    hosts:\n      - 192.0.2.12\n    cmd: bin/jobs\nimage: <%= image %>\n';
    assert.deepEqual(outline(symbols(read(file, text))), [
      'service = shop 0-0',
      'servers 1-8',
      '  web = 192.0.2.10, … 2-4',
      '    192.0.2.10 3-3',
      '    192.0.2.11 = eu, us 4-4',
      '  job 5-8',
      '    hosts = 192.0.2.12 6-7',
      '      192.0.2.12 7-7',
      '    cmd = bin/jobs 8-8',
      'image = ERB 9-9',
    ]);
  });

  test('what is selected lies within what is shown, also in chunks of their own', () => {
    const text = `env:\n  clear:\n${Array.from({ length: 200 }, (_, index) => `    NAME_${index}: value ${index}\n`).join('')}`;
    const check = (list: readonly DocumentSymbol[]): void => {
      for (const { range, selectionRange, children = [] } of list) {
        assert.ok(range.start.line <= selectionRange.start.line && range.end.line >= selectionRange.end.line);
        check(children);
      }
    };
    const list = symbols(read(file, text));
    check(list);
    assert.deepEqual(list[0]?.range.end.line, 201);
  });
});

suite('folding', () => {
  test('by indentation, lists at the column of their key, and comments', () => {
    const text = '# one\n# two\nservers:\n- a\n- b\n\nproxy:\n  host: x\n  # three\n  ssl: true\nimage: x\n';
    assert.deepEqual(
      folding(text).map(({ startLine, endLine, kind }) => `${startLine}-${endLine}${kind ? ` ${kind}` : ''}`),
      ['0-1 comment', '2-4', '6-9'],
    );
  });
});

suite('definition', () => {
  const target = (marked: string): string => {
    const { texts, file: from, position } = atCursor(marked);
    const { analysis } = roundOf(texts);
    const found = definition(analysis, judgedOf(analysis, from, undefined)!, from, position, uriOf);
    return found ? `${found.uri}:${found.range.start.line + 1}` : '(nothing)';
  };

  test('leads from a name to its role, and from an alias to its anchor', () => {
    assert.equal(target('primary_role: a|pp\nservers:\n  app: [a]\n'), `${uriOf(file)}:3`);
    assert.equal(target('servers:\n  app: [a]\naccessories:\n  db:\n    roles: [a|pp]\n'), `${uriOf(file)}:2`);
    assert.equal(target('x-a: &a 1\nx-b: &a 2\nservice: *|a\nx-c: &a 3\n'), `${uriOf(file)}:2`);
    assert.equal(target('ser|vice: a\n'), '(nothing)');
  });

  test("leads from a destination's file into the base", () => {
    const text = `//- ${file}\nservers:\n  app: [a]\n//- config/deploy.x.yml\nprimary_role: ap|p\n`;
    assert.equal(target(text), `${uriOf(file)}:2`);
  });
});
