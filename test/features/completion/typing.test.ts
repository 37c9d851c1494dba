// Whoever types on and ignores what is offered gets what was typed: at the end of a line, where Enter comes next, nothing is offered.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { triggerCharacters } from '../../../server/src/features/completion.ts';
import { root } from '../../../scripts/run.mjs';
import { cases, textsOf } from '../../kamal/cases.ts';
import { completionsOf, vscode } from './cell.ts';

const wordPattern = new RegExp(
  `^(?:${(JSON.parse(readFileSync(path.join(root, 'language-configuration.json'), 'utf8')) as { wordPattern: string }).wordPattern})$`,
);

/**
 * What an editor shows once a character is typed: it asks behind letters, and behind the server's trigger characters; anything else closes
 * what is open.
 */
function shownBehind(texts: ReadonlyMap<string, string>, file: string, typed: string): string[] {
  const last = typed.at(-1) ?? '';
  const trigger = triggerCharacters.includes(last) ? last : undefined;
  if (trigger === undefined && !wordPattern.test(last)) return [];
  const typing = { texts: new Map([...texts, [file, typed]]), file, offset: typed.length };
  return completionsOf(typing, vscode, trigger).items.map(({ label }) => label);
}

/** How many letters ago the list was made that is still on the screen where a machine is slow: the last that anything is offered at. */
const late = 3;

/** One name begins with another, and no letter of it was typed when the list was made. */
const unavoidable: Readonly<Record<string, readonly string[]>> = { node: ['  username: AWS → AWS_ECR_PASSWORD'] };

/** What an editor would put in on Enter at the end of a line, from a list that is late: it keeps what has the letters of the word in their order. */
function takenLate(texts: ReadonlyMap<string, string>, file: string): string[] {
  const text = texts.get(file)!;
  return [...text.matchAll(/\r?\n|$/g)].flatMap(({ index }) => {
    const line = text.slice(text.lastIndexOf('\n', index - 1) + 1, index);
    if (line.trimStart().startsWith('#') || !/[\w./*-]{3}$/.test(line)) return [];
    const before = text.slice(0, index - late);
    const { items } = completionsOf({ texts: new Map([...texts, [file, before]]), file, offset: before.length }, vscode);
    const left = items.find(({ label, filterText = label, textEdit }) => {
      const { start } = 'range' in textEdit! ? textEdit.range : textEdit!.insert;
      const word = line.slice(start.character).toLowerCase();
      return [...word].reduce((at, letter) => (at < 0 ? at : filterText.toLowerCase().indexOf(letter, at) + 1 || -1), 0) >= 0;
    });
    return left ? [`${line} → ${left.label}`] : [];
  });
}

const seen = new Set<string>();

/** Lines of a file at whose end something is offered, typed from the top. Beginnings that many files share are tried once. */
function disturbed(texts: ReadonlyMap<string, string>, file: string): string[] {
  const text = texts.get(file)!;
  const others = JSON.stringify([...texts].filter(([name]) => name !== file));
  return [...text.matchAll(/\r?\n|$/g)].flatMap(({ index }) => {
    const beginning = `${others}${text.slice(0, index)}`;
    if (seen.has(beginning)) return [];
    seen.add(beginning);
    const shown = shownBehind(texts, file, text.slice(0, index));
    return shown.length > 0 ? [`${text.slice(text.lastIndexOf('\n', index - 1) + 1, index)} → ${shown[0]}`] : [];
  });
}

function project(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).split(path.sep).join('/'), readFileSync(file, 'utf8')];
    }),
  );
}

suite('typing on', () => {
  for (const folder of ['examples', 'test/real'])
    for (const name of readdirSync(path.join(root, folder), { withFileTypes: true }).filter((entry) => entry.isDirectory()))
      test(`${folder}/${name.name}`, () => {
        const texts = project(path.join(root, folder, name.name));
        const configs = [...texts.keys()].filter((file) => /^config\/deploy[^/]*\.yml$/.test(file));
        assert.deepEqual(
          configs.flatMap((file) => disturbed(texts, file)),
          [],
        );
        assert.deepEqual(
          configs.flatMap((file) => takenLate(texts, file)),
          unavoidable[name.name] ?? [],
        );
      });

  test('what Kamal accepts', () => {
    const found = cases()
      .filter(({ kamal }) => kamal.accepts)
      .flatMap((one) => {
        const texts = new Map([...textsOf(one)].flatMap(([file, text]) => (typeof text === 'string' ? [[file, text] as const] : [])));
        const file = 'config/deploy.yml';
        return texts.has(file) && texts.get(file)!.length < 20_000 ? disturbed(texts, file).map((line) => `${one.name}: ${line}`) : [];
      });
    // What these two try is the beginning of a tag, in the place of a tag.
    assert.deepEqual(found, ['acc-tag-substring:     tag: monitor → monitoring', 'acc-tag-list-no-substring:     tag: prim → primary']);
  });
});
