// What clients send, whatever they send, and what they can do, however little.
import assert from 'node:assert/strict';
import { afterEach, suite, test } from 'node:test';
import { Client, type Options } from './client.ts';

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
`;
const bad = `${good}nonsense: true\n`;

suite('URIs', { timeout: 30_000 }, () => {
  let client: Client;
  const start = async (options?: Options): Promise<Client> => (client = await Client.start(options));
  afterEach(() => client.stop());

  const odd = [
    'file:////server/share/config/deploy.yml',
    'file:///p/\ud800/config/deploy.yml',
    'a b:/config/deploy.yml',
    'not a uri/config/deploy.yml',
    '//host/config/deploy.yml',
    'file:///p/%/config/deploy.yml',
    'file:///p/%ff%00/config/deploy.yml',
    'file:///config/deploy.yml',
    'x:config/deploy.yml',
    '',
  ];
  for (const over of ['streams', 'stdio'] as const) {
    test(`that are none do no harm, over ${over}`, async () => {
      await start({ over });
      for (const uri of odd) {
        client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'kamal', version: 1, text: bad } });
        client.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text: good }] });
        client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
        await client.request('textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } });
        client.notify('textDocument/didClose', { textDocument: { uri } });
      }
      const [first] = await client.open(file, bad);
      assert.equal(first?.code, 'unknown-key');
      assert.deepEqual(client.logs, []);
    });
  }

  test('of the workspace that are none are left out', async () => {
    await start({ folders: ['file:////x', 'not a uri', ''] });
    assert.equal((await client.open('file:///p/config/deploy.yml', bad)).length, 1);
  });

  const pasts = ['git:/p/config/deploy.yml?HEAD', 'output:/config/deploy.yml', 'vscode-notebook-cell:/p/config/deploy.yml#W0s'];
  const files = ['untitled:/p/config/deploy.yml', 'vscode-vfs://github/a/b/config/deploy.yml'];
  test('that stand for no file are not judged', async () => {
    await start();
    for (const uri of pasts) client.show(uri, bad);
    for (const uri of files) assert.equal((await client.open(uri, bad)).length, 1, uri);
    assert.deepEqual([...new Set(client.publications.map(({ uri }) => uri))], files);
    assert.equal(await client.hover(pasts[0]!, { line: 0, character: 1 }), null);
  });
});

suite('projects', { timeout: 30_000 }, () => {
  const texts = { [file]: good, 'config/deploy.staging.yml': 'nonsense: true\n', '.kamal/secrets': '' };
  for (const [where, options] of [
    ['the root is `config/`', { within: 'config' }],
    ['there is no root', { folders: [] }],
  ] as const) {
    test(`of a document that somebody opened are read also where ${where}`, async () => {
      const client = await Client.start({ files: texts, ...options });
      const root = client.folder.replace(/\/config$/, '');
      client.show(`${root}/${file}`, good);
      const { uri } = await client.published(({ diagnostics }) => diagnostics.length > 0);
      assert.equal(uri, `${root}/config/deploy.staging.yml`);
      await client.stop();
    });
  }
});
