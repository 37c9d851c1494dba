// The table of completions: `cells/*.txt`, place by place. `UPDATE=1` writes the answers anew; read the difference.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { answerOf, cellFiles, cellsIn, fileText, fileUrl } from './cells.ts';

for (const name of cellFiles()) {
  const { head, cells } = cellsIn(fileText(name));
  if (process.env.UPDATE) {
    const parts = cells.map((cell) => `=== ${cell.name}\n${cell.text.replace(/\n*$/, '\n')}--> ${answerOf(cell)}\n\n`);
    writeFileSync(fileUrl(name), `${head}${parts.join('')}`.replace(/\n+$/, '\n'));
  }
  suite(`completion, ${name.replace('.txt', '')}`, () => {
    for (const cell of cells) test(cell.name, () => assert.equal(answerOf(cell), cell.expected));
  });
}

test('the table has 250 cells and more', () => {
  const all = cellFiles().flatMap((name) => cellsIn(fileText(name)).cells);
  assert.ok(all.length >= 250, `${all.length} cells`);
});
