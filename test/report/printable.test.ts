// What a file holds must not speak for us: to a terminal, to the log of a build, or as Markdown.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { hover } from '../../server/src/features/hover.ts';
import { block, code, codes, plain, strong } from '../../server/src/features/markdown.ts';
import { symbols } from '../../server/src/features/symbols.ts';
import { filesOf } from '../../server/src/project/analyze.ts';
import { judgedOf, tree } from '../../server/src/features/tree.ts';
import { printable, printableJson, visible } from '../../server/src/report/printable.ts';
import type { TreeNode } from '../../server/src/protocol.ts';
import { run } from '../cli/terminal.ts';
import { file, roundOf, uriOf } from '../features/project.ts';

const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\n';
/** ESC, a C1 control, a line separator, and marks that turn writing round. */
const tricks = '\u001b]0;t\u0007\u009b31m\u2028\u202eabc\u2066\ufeff';
// oxlint-disable-next-line no-control-regex
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

describe('what a terminal and a log get', () => {
  const escaped = JSON.stringify(`a\n::error::pwn\r::warning::pwn${tricks}`);
  const texts = new Map([
    [file, `${good.replace('shop', escaped)}servers: {${escaped}: [192.0.2.1]}\n${escaped}: 1\n`],
    [`config/deploy.x\n::error::${tricks}.yml`, 'nonsense: 1\n'],
  ]);
  for (const format of ['text', 'github', 'json', 'sarif']) {
    it(`holds no control character and no command: ${format}`, () => {
      const { out, err } = run(['check', '--format', format, '.'], texts);
      assert.ok(out.includes('pwn'));
      assert.doesNotMatch(out + err, hidden);
      assert.doesNotMatch(format === 'github' ? out.replace(/^::(error|warning|notice) file=/gm, '') : out, /^::/m);
    });
  }

  it('is told what cannot be read on one line', () => {
    assert.equal(run(['check', 'no\n::error::where']).err, 'kamal-check: no\\n::error::where: no such file or folder\n');
    assert.equal(run(['check', '-\u001b.']).err.includes('\u001b'), false);
  });

  it('means the same as JSON', () => {
    const value = { text: `a${tricks}b`, more: ['\u2028'] };
    assert.deepEqual(JSON.parse(printableJson(JSON.stringify(value))), value);
  });

  it('is one line, or several where it may be', () => {
    assert.equal(printable('a\r\nb\tc\u202e'), 'a\\nb\tc\ufffd');
    assert.equal(visible('a\r\nb\u0000'), 'a\nb\ufffd');
  });
});

describe('Markdown', () => {
  const names = ['![x](https://evil.example/p.png)', '[x](command:evil)', '$(alert)', '<img src=x>', '# x', '``` x', '`a` ``b`` `', '**'];
  for (const name of names) {
    it(`takes ${JSON.stringify(name)} for a name`, () => {
      const texts = new Map([
        [
          file,
          `${good}servers: {${JSON.stringify(name)}: {hosts: [${JSON.stringify(name)}], cmd: ${JSON.stringify(name)}}, web: [a]}\nprimary_role: ${JSON.stringify(name)}\naccessories: {${JSON.stringify(name)}: {image: ${JSON.stringify(name)}, host: h}}\n`,
        ],
      ]);
      const { analysis, shown } = roundOf(texts);
      const judged = judgedOf(analysis, file, undefined)!;
      const asked = { analyses: [analysis], files: filesOf(texts), uriOf };
      const tips = (nodes: readonly TreeNode[]): string[] => nodes.flatMap((node) => [node.tooltip ?? '', ...tips(node.children ?? [])]);
      const said = tips(tree(analysis, judged, shown, { uri: '', version: 1, uriOf }).nodes);
      for (const [line, text] of texts.get(file)!.split('\n').entries()) {
        for (let character = 0; character <= text.length; character++) {
          const contents = hover(asked, judged, file, { line, character }, [])?.contents;
          if (contents && typeof contents === 'object' && 'value' in contents) said.push(contents.value);
        }
      }
      assert.ok(said.some((one) => one.includes(name.trim())));
      for (const one of said) assert.doesNotMatch(withoutCode(one), /!\[|evil|\$\(|<img|^#/m, one);
    });
  }

  /** What is left when fences and code spans are taken out as CommonMark does. */
  const withoutCode = (text: string): string =>
    text.replace(/^(`{3,})[^`\n]*\n[^]*?\n\1$/gm, '').replace(/(?<!`)(`+)(?!`)[^]*?(?<!`)\1(?!`)/g, '');

  it('has code that nothing ends', () => {
    assert.equal(code('a'), '`a`');
    assert.equal(code('a `b` c'), '`` a `b` c ``');
    assert.equal(code('a ``b`` c'), '``` a ``b`` c ```');
    assert.equal(code('a\u202eb'), '`a\ufffdb`');
    assert.equal(block('text', '````'), '`````text\n````\n`````');
    assert.equal(plain('[a](b)'), '\\[a\\](b)');
    assert.equal(strong('web'), '**web**');
    assert.equal(strong('we*b'), '**`we*b`**');
    assert.match(codes(Array(1_000).fill('a')), / and 950 more$/);
  });
});

it('diagnostics, outline and tree show what is hidden in a name', () => {
  const name = printableJson(JSON.stringify(`web${tricks}`));
  const { analysis, shown } = roundOf(new Map([[file, `${good}servers: {${name}: [${name}]}\n${name}: 1\n`]]));
  const said = [
    diagnostics(analysis, shown.get(file) ?? [], uriOf).map(({ message }) => message),
    symbols(analysis.base),
    tree(analysis, judgedOf(analysis, file, undefined)!, shown, { uri: '', version: 1, uriOf }).nodes.map(({ label, description }) => [
      label,
      description,
    ]),
  ];
  JSON.stringify(said, (_, value: unknown) => {
    if (typeof value === 'string') assert.doesNotMatch(value, hidden);
    return value;
  });
});

it('what is written twice has two ids among its siblings', () => {
  const text = `${good}servers: {web: {hosts: [a, a, a]}}\nproxy: {hosts: [a.example, a.example]}\n`;
  const { analysis, shown } = roundOf(new Map([[file, text]]));
  const unique = (nodes: readonly TreeNode[]): void => {
    assert.equal(new Set(nodes.map(({ id }) => id)).size, nodes.length);
    for (const node of nodes) unique(node.children ?? []);
  };
  unique(tree(analysis, judgedOf(analysis, file, undefined)!, shown, { uri: '', version: 1, uriOf }).nodes);
});
