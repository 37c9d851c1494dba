import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { CodeAction, Diagnostic, TextDocumentEdit, TextEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { treeText } from '../scenarios/scenario.ts';
import { Client } from './client.ts';

const file = 'config/deploy.yml';

const good = `service: shop
image: shop/app
registry:
  server: localhost:5000
builder:
  arch: amd64
servers:
  web:
    - 192.0.2.10
  job:
    hosts:
      - 192.0.2.11
    cmd: bin/jobs
proxy:
  host: shop.example
`;

/** What people's files look like between two good states, and what machines make of them. */
const bad: Readonly<Record<string, string>> = {
  'an empty file': '',
  'comments only': '# service: shop\n# image: shop/app\n',
  'a list at the top': '- service: shop\n- image: shop/app\n',
  'a word': 'shop\n',
  'tabs for indentation': good.replace('  web:', '\tweb:').replace('    - 192.0.2.10', '\t\t- 192.0.2.10'),
  'conflict markers': good.replace(
    '  host: shop.example\n',
    '<<<<<<< HEAD\n  host: shop.example\n=======\n  host: shop.test\n>>>>>>> other\n',
  ),
  'an unclosed double quote': good.replace('image: shop/app', 'image: "shop/app'),
  'an unclosed single quote': good.replace('192.0.2.10', "'192.0.2.10"),
  'an unclosed list': good.replace('builder:', 'x-a: [1, 2\nbuilder:'),
  'a half-typed key': good.replace('proxy:', 'prox\nproxy:'),
  'ERB loops': good.replace('    - 192.0.2.10\n', '<% hosts.each do |host| %>\n    - <%= host %>\n<% end %>\n'),
  'ERB without an end': good.replace('192.0.2.10', '<%= host'),
  'null bytes': good.replace('shop/app', 'shop\0app'),
  'what invalid UTF-8 becomes': good.replace('shop/app', 'shop\uFFFDapp'),
  'a lone surrogate': good.replace('shop/app', 'shop\uD800app'),
  'CR-only line ends': good.replaceAll('\n', '\r'),
  'CRLF line ends': good.replaceAll('\n', '\r\n'),
  'a byte order mark': `\uFEFF${good}`,
  'two documents': `${good}---\n${good}`,
  'only a document end': '...\n',
  'an alias to nothing': good.replace('shop.example', '*nowhere'),
  'a map that contains itself': `${good}x-a: &a\n  b: *a\n`,
  'deep nesting': `${good}x-a: ${'['.repeat(5_000)}\n`,
  'names of Object': good.replace('  job:', '  __proto__:').replace('proxy:', 'constructor:'),
  '20,000 lines': `${good}labels:\n${Array.from({ length: 20_000 }, (_, line) => `  label-${line}: value\n`).join('')}`,
};

/** The text after an action, as an editor would make it. */
function applied(text: string, action: CodeAction | undefined): string {
  const edits = (action?.edit?.documentChanges as TextDocumentEdit[] | undefined)?.flatMap((change) => change.edits as TextEdit[]) ?? [];
  return TextDocument.applyEdits(TextDocument.create('file:///x', 'kamal', 1, text), edits);
}

/** Every position is in the text, and every range runs forward. */
function assertInside(text: string, diagnostics: readonly Diagnostic[]): void {
  const document = TextDocument.create('file:///x', 'kamal', 1, text);
  for (const { range, code } of diagnostics) {
    assert.ok(document.offsetAt(range.start) <= document.offsetAt(range.end), String(code));
    assert.ok(range.end.line < document.lineCount, String(code));
  }
}

suite('hostile text', { timeout: 60_000 }, () => {
  let client: Client;
  let picture = '';
  before(async () => {
    client = await Client.start();
    assert.deepEqual(await client.open(file, good), []);
    picture = treeText(await client.tree(file));
  });
  after(() => client.stop());

  for (const [name, text] of Object.entries(bad)) {
    test(name, async () => {
      const diagnostics = await client.type(file, text);
      assertInside(text, diagnostics);
      const { lineCount } = TextDocument.create('file:///x', 'kamal', 1, text);
      const whole = { start: { line: 0, character: 0 }, end: { line: lineCount, character: 0 } };
      const [tree, [repair]] = await Promise.all([
        client.tree(file),
        client.actions(file, whole, ['source.fixAll']),
        client.symbols(file),
        client.folds(file),
        ...[0, 1, 8, 10, 12].map((line) => client.hover(file, { line: Math.min(line, lineCount - 1), character: 3 })),
      ]);
      if (tree?.stale) assert.equal(treeText({ ...tree, stale: undefined } as never), picture, 'the last good picture stays');
      const refused = diagnostics.filter(({ severity }) => severity === 1).length;
      const left = (await client.type(file, applied(text, repair))).filter(({ severity }) => severity === 1);
      assert.ok(left.length <= refused, `repairs do harm: ${JSON.stringify(left)}`);
      assert.deepEqual(await client.type(file, good), [], 'all is well again');
      assert.equal(treeText(await client.tree(file)), picture);
      assert.deepEqual(client.logs, [], 'nothing broke');
    });
  }

  test('bytes on the disk that are no UTF-8', async () => {
    const broken = Buffer.concat([Buffer.from('x-note: "'), Buffer.from([0xff, 0xfe]), Buffer.from('"\n')]);
    const other = await Client.start({ files: { [file]: good, 'config/deploy.staging.yml': broken } });
    other.show(file, good);
    const { diagnostics } = await other.published(({ uri }) => uri === other.uri('config/deploy.staging.yml'));
    assert.deepEqual(
      diagnostics.map(({ code, range }) => [code, range.start]),
      [['yaml-syntax', { line: 0, character: 9 }]],
    );
    await other.stop();
  });

  test('while the text cannot be read the tree stays, and says so', async () => {
    await client.type(file, bad['conflict markers']!);
    const tree = await client.tree(file);
    assert.ok(tree?.stale);
    assert.ok(tree.nodes.length > 0);
    await client.type(file, good);
  });
});
