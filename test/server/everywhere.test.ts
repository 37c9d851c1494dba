// Every request of the table, at every line end and every token's boundary of the real projects, in every beginning of ten of their files, and
// right after an edit: none throws, and none answers from an older text.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { requests } from '../../server/src/server/requests.ts';
import { plain } from '../../server/src/source/read.ts';
import { leavesToCI, share, thorough } from '../support/share.ts';
import { ask, placed, unasked } from './asking.ts';
import { serve } from './project.ts';

const folder = path.join(import.meta.dirname, '../real');

function texts(name: string): Map<string, string> {
  const root = path.join(folder, name);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(root, file)).isFile());
  return new Map(files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(root, file), 'utf8')]));
}

const projects = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

/** Deploy files and secrets files. */
function served(files: ReadonlyMap<string, string>): string[] {
  return [...files.keys()].filter((file) => /^config\/deploy(\.[\w-]+)?\.yml$|^\.kamal\/secrets/.test(file));
}

/** Line ends, and where a word begins or ends. */
function boundaries(text: string): number[] {
  return [...new Set([...text.matchAll(/$|\b/gm)].map(({ index }) => index))];
}

test('every request of the table is asked here', () => assert.deepEqual(unasked, []));

suite('every request, at every boundary', () => {
  for (const [turn, name] of projects.entries()) {
    test(name, () => {
      const files = texts(name);
      const project = serve(files);
      for (const file of served(files)) {
        const text = files.get(file)!;
        const source = plain(file, text);
        project.type(file, text);
        for (const request of requests) ask(project, request, file, { line: 0, character: 0 });
        for (const offset of share(boundaries(text), 6, turn)) {
          for (const request of placed) ask(project, request, file, source.position(offset));
        }
        // Beyond the end of a line, and of the file.
        for (const request of placed) ask(project, request, file, { line: 1, character: 10_000 });
        for (const request of placed) ask(project, request, file, { line: 10_000, character: 3 });
      }
      assert.deepEqual(project.logged, []);
    });
  }
});

suite('every request, at the end of every beginning', () => {
  const files = projects
    .flatMap((name) => {
      const all = texts(name);
      return served(all).map((file) => ({ name, file, all }));
    })
    .sort((a, b) => a.all.get(a.file)!.length - b.all.get(b.file)!.length);
  // Ten of them, short and long.
  const ten = Array.from({ length: 10 }, (_, index) => files[Math.floor((index * (files.length - 1)) / 9)]!);
  for (const { name, file, all } of ten) {
    test(`${name}, ${file}`, () => {
      const project = serve(all);
      const text = all.get(file)!;
      // The long ones by a stride that is no line's length.
      const stride = Math.ceil(text.length / (thorough ? 120 : leavesToCI ? 10 : 20));
      for (let length = 0; length <= text.length; length += stride) {
        const beginning = text.slice(0, length);
        project.type(file, beginning);
        const end = plain(file, beginning).position(length);
        for (const request of requests) ask(project, request, file, end);
      }
      assert.deepEqual(project.logged, []);
    });
  }
});

suite('every request, right after an edit', () => {
  for (const name of projects.slice(0, 8)) {
    test(name, () => {
      const files = texts(name);
      const file = served(files)[0]!;
      const after = `# one line more\n${files.get(file)!}`;
      const typed = serve(files);
      const fresh = serve(files);
      typed.type(file, files.get(file)!);
      for (const request of requests) ask(typed, request, file, { line: 0, character: 0 });
      typed.type(file, after);
      fresh.type(file, after);
      const source = plain(file, after);
      for (const offset of boundaries(after).filter((_, index) => index % 5 === 0)) {
        const position = source.position(offset);
        for (const request of requests)
          assert.deepEqual(
            versionless(ask(typed, request, file, position)),
            versionless(ask(fresh, request, file, position)),
            request.type.method,
          );
      }
    });
  }
});

/** The one text is the second version of its document, the other the first. */
function versionless(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === 'version' ? undefined : value)) ?? 'null');
}
