// The quick reader of simple lines gives what the parser gives, or leaves them to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, test } from 'node:test';
import fc from 'fast-check';
import type { BlockContext } from '../../server/src/source/blockContext.ts';
import { parseChunk, parseYaml } from '../../server/src/source/parsedChunk.ts';
import { simpleBlock } from '../../server/src/source/simpleBlock.ts';
import { generate } from '../bench/generate.ts';
import { cases } from '../kamal/cases.ts';
import { seed } from '../support/seed.ts';

const file = 'config/deploy.yml';

/** Compares what both say, and tells whether the quick one said anything. */
function compare(text: string, place: BlockContext): boolean {
  const chunk = { file, text };
  if (!simpleBlock(chunk, place)) return false;
  assert.deepEqual(parseChunk(file, text, text, undefined, place), parseYaml(chunk, text, undefined, place), JSON.stringify(text));
  return true;
}

const keys = { kind: 'keys', indent: 0 } as const;
const items = { kind: 'items', indent: 0 } as const;

describe('what is simple', () => {
  const texts: readonly (readonly [string, BlockContext])[] = [
    ['service: shop\n', keys],
    ['a: 1\nb: yes # why\n\n# note\nc: "x # y" # z\nd: \'a: b\'\n', keys],
    ['env:\n  clear:\n    A: b c  d\n    B_2: 10.0.0.1:80\n  secret:\n    - TOKEN\nboot:\n  limit: 50%\n', keys],
    ['servers:\n- 192.0.2.1\n- web-1.example.com # first\nproxy:\n  ssl: true\n', keys],
    ['- a\n# note\n- "b"\n- -5\n', items],
    ['cmd: echo "x" && it\'s | wc -l; a=b\n', keys],
    ['volumes:\n  - data:/data\n  - /a:/b:ro\n', keys],
    ['a: null\nb: ~\nc: 012\nd: 1e3\ne: 2020-01-01\nf: ""\nyes: off\n', keys],
    ['servers:\n  - 192.0.2.1: [a, b]\n  - web.test: a # c\n  - db: [ a,"b c" , \'d\' ]\n  - plain\nx: y\n', keys],
    ['password: [KAMAL_REGISTRY_PASSWORD]\n1: [1, 0x1F, null, yes, 1e3]\n', keys],
    ['- a: b\n- c: [d]\n', items],
    ['a:\n', keys],
    ['a: # c\n', keys],
    ['a:  # c\nb:\n  c: \n  d:\n\n\ne:', keys],
    ['- a:\n- b\n', items],
    ['# only\n\n   # comments\n', keys],
    ['', { kind: 'any', indent: 0 }],
    ['# head\n', { kind: 'any', indent: 0 }],
  ];
  for (const [text, place] of texts) it(JSON.stringify(text), () => assert.ok(compare(text, place)));
});

describe('what is not', () => {
  const texts: readonly string[] = [
    'a: b: c\n', 'a: b:\n', 'a: {b: c}\n', 'a: *b\n', 'a: &b c\n', 'a: !t b\n', 'a: |\n  b\n', 'a: >\n  b\n',
    'a: b\n  c\n', 'a: "b\n  c"\n', 'a: "b\\n"\n', "a: 'b''c'\n", 'a: "b"c\n', 'a: "b"#c\n', 'a : b\n', '"a": b\n', '? a\n', '<<: b\n',
    'a\tb: c\n', 'a: b\t\n', 'a: b\r\n', 'ä: b\n', 'a: ü\n', '---\na: b\n', 'a: b\n...\n', '- a: b\n  c: d\n', '- a:\n  - b\n', 'a: []\n', 'a: [b,]\n', 'a: [b: c]\n', 'a: [b:c]\n', 'a: [-]\n', 'a: [b c]\n', 'a: [[b]]\n', 'a: [b] c\n', 'a: [b]c\n', 'a: [b] # c\n  d\n', 'a: [b\n', 'a: [b]: c\n', '[a]: b\n', '- [a]: b\n', 'a: ["b\\n"]\n', 'a: [*b]\n', 'a: [b, # c\n', '- - a\n', '-\n  a\n', 'a:\n  - b\n - c\n',
    'a:\n    b: c\n  d: e\n', ' a: b\nc: d\n', 'a: - b\n', 'a: ? b\n', 'a: @b\n', 'a: `b\n', 'a: %b\n', 'a: , b\n', 'a: b\n- c\n',
    `a: ${'x'.repeat(600)}\n`,
  ]; // prettier-ignore
  for (const text of texts) {
    it(JSON.stringify(text.slice(0, 40)), () => {
      for (const place of [keys, items]) assert.equal(simpleBlock({ file, text }, place), undefined);
    });
  }
});

test('the sections of many files, whole and line by line', () => {
  const texts = cases().flatMap(({ files }) => Object.values(files).filter((text) => typeof text === 'string'));
  let quick = 0;
  for (const text of [...texts, readFileSync(new URL('./deploy.yml', import.meta.url), 'utf8'), generate(400)]) {
    const sections = text.split(/^(?=\S)/m);
    for (const section of [...sections, ...text.split(/^(?= *\S)/m), text]) {
      const indent = /^ */.exec(section)![0].length;
      for (const kind of ['keys', 'items', 'any'] as const) if (compare(section, { kind, indent })) quick++;
    }
  }
  assert.ok(quick > 5000, String(quick));
});

const word = fc.constantFrom('a', 'web', 'A_B', 'x.y', '1', '-5', '0x1F', '10.0.0.1', 'a b', 'a  b', 'a#b', 'a #b', 'a: b', 'a:', ':a', '"a"', '"a\\"', "'a'", "''", '""', '"a: #b"', "it's", '~', 'null', 'on', '22:22', '-', '- a', '?', '<<', '*a', '&a', '!a', '[a]', '{a}', '|', '>', '%', '@', '`', ',', '$X', '${X}', '(a)', '[a, b]', '["a", 1]', '[a,]', '[a: b]', '[a:b]', '[ ]', '[~, null]', '[a]b', '/a', '=', '\\', '...', '---', '', ' ', 'ä', '\t', '\u0085', '\0', '\r'); // prettier-ignore
const line = fc
  .tuple(fc.constantFrom('', '', '  ', '  ', '    ', ' '), fc.constantFrom('', '', '', '- ', '-  ', '-', '# '), word, fc.constantFrom(': ', ': ', ':', ':  ', ' : ', ''), word, fc.constantFrom('', '', '', ' # c', '#c', ' ', ' #'))
  .map((parts) => parts.join('')); // prettier-ignore

test('whatever lines stand together', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 7 }), fc.boolean(), (lines, ends) => {
      const text = lines.join('\n') + (ends ? '\n' : '');
      const indent = /^(?: *#.*\n|\s*\n)* */.exec(text)![0].split('\n').at(-1)!.length;
      for (const kind of ['keys', 'items', 'any'] as const) compare(text, { kind, indent });
    }),
    { numRuns: Number(process.env['FUZZ_RUNS'] ?? 3000), seed },
  );
});
