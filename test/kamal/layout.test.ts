// Kamal's verdict does not hang on how a file is laid out, so neither may ours: the same cases, written otherwise.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases } from './cases.ts';
import { verdictOn } from './verdict.ts';
import { leavesToCI, share, thorough } from '../support/share.ts';

const base = 'config/deploy.yml';

/** These cases are about the layout itself. */
const aboutText = new Set(['yaml', 'encoding', 'garbage', 'erb']);

const block = /[|>][-+\d]*$/m;
const ofLines = (write: (lines: string[]) => string[]) => (text: string) => (block.test(text) ? text : write(text.split('\n')).join('\n'));

const layouts: Record<string, (text: string) => string> = {
  'with CRLF': (text) => text.replace(/\r?\n/g, '\r\n'),
  'with a comment above every line': ofLines((lines) => lines.flatMap((line) => (line.trim() === '' ? [line] : ['# about this', line]))),
  'with an empty line before every root key': ofLines((lines) => lines.flatMap((line) => (/^\w/.test(line) ? ['', line] : [line]))),
  'with blanks at the end of lines': ofLines((lines) => lines.map((line) => (line === '' ? line : `${line}  `))),
  'after a document mark': (text) => (/^(---|%)/m.test(text) ? text : `---\n${text}`),
  'with an extension at its end': (text) => (/^([[{]|---|\.\.\.)/m.test(text) ? text : `${text.trimEnd()}\nx-more: {a: [1, 2]}\n`),
  'without a line break at its end': (text) => text.replace(/\n+$/, ''),
};

for (const [turn, [name, write]] of Object.entries(layouts).entries()) {
  test(`a file ${name} is judged as it was`, () => {
    let rewritten = 0;
    const other: string[] = [];
    for (const one of share(cases(), 4, turn)) {
      const text = one.files[base];
      if (aboutText.has(one.subject) || typeof text !== 'string' || text.trim() === '' || write(text) === text) continue;
      rewritten++;
      const ours = verdictOn({ ...one, files: { ...one.files, [base]: write(text) } });
      const same =
        ours.accepted === null || (ours.accepted === one.kamal.accepts && ours.told !== false && typeof ours.differs !== 'string');
      if (!same) other.push(`${one.name}: ${ours.accepted} ${ours.differs ?? ''} ${ours.findings.join(' | ')}`);
    }
    assert.ok(rewritten > (thorough ? 800 : leavesToCI ? 100 : 200), `only ${rewritten} cases`);
    assert.deepEqual(other, []);
  });
}
