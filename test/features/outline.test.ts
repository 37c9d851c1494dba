import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { DocumentSymbol } from 'vscode-languageserver';
import { folding } from '../../server/src/features/folding.ts';
import { symbols } from '../../server/src/features/symbols.ts';
import { read } from '../../server/src/source/read.ts';
import { file } from './project.ts';

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

  test('a value of sixty characters is shown whole, and of a longer one the beginning', () => {
    const detail = (length: number): string | undefined => symbols(read(file, `service: ${'x'.repeat(length)}\n`))[0]?.detail;
    assert.equal(detail(60), 'x'.repeat(60));
    assert.equal(detail(61), `${'x'.repeat(59)}…`);
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
