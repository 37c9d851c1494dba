import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { ClientCapabilities, CompletionItem, CompletionList, MarkupContent } from 'vscode-languageserver';
import { Client } from './client.ts';

const file = 'config/deploy.yml';
const snippets: ClientCapabilities = {
  textDocument: { completion: { completionItem: { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } } } },
};
const head = 'service: shop\nimage: me/shop\nservers: [192.0.2.10]\n';

/** Opens a text with `|` at the cursor and asks there. */
async function complete(client: Client, marked: string, triggerCharacter?: string): Promise<CompletionItem[]> {
  const before = marked.slice(0, marked.indexOf('|')).split('\n');
  client.show(file, marked.replace('|', ''));
  const list = await client.request<CompletionList | null>('textDocument/completion', {
    textDocument: { uri: client.uri(file) },
    position: { line: before.length - 1, character: before.at(-1)!.length },
    context: triggerCharacter === undefined ? { triggerKind: 1 } : { triggerKind: 2, triggerCharacter },
  });
  client.close(file);
  return list?.items ?? [];
}

const labels = (items: readonly CompletionItem[]): string[] => items.map(({ label }) => label);

for (const over of ['streams', 'stdio', 'worker'] as const)
  suite(`completion, over ${over}`, { timeout: 30_000 }, () => {
    test('keys, names from the files beside, and documentation once somebody looks', async () => {
      const client = await Client.start({
        over,
        capabilities: snippets,
        files: {
          '.kamal/secrets': 'DB_PASSWORD=$DB\n',
          'docker/web.Dockerfile': 'FROM a\n',
          'Gemfile.lock': 'GEM\n  specs:\n    kamal (2.5.0)\n',
        },
      });
      assert.deepEqual(client.initialized.capabilities.completionProvider, {
        triggerCharacters: [' ', '*', '/', '$'],
        resolveProvider: true,
      });
      const [host] = await complete(client, `${head}proxy:\n  ho|\n`);
      assert.equal(host?.label, 'host');
      assert.deepEqual(host.textEdit, { range: { start: { line: 4, character: 2 }, end: { line: 4, character: 4 } }, newText: 'host: ' });
      assert.equal(host.documentation, undefined);
      const resolved = await client.request<CompletionItem>('completionItem/resolve', host);
      assert.match((resolved.documentation as MarkupContent).value, /^\*\*proxy\.host\*\*[\s\S]*kamal-deploy\.org/);
      assert.deepEqual(labels(await complete(client, `${head}env:\n  secret:\n    - |\n`)), ['DB_PASSWORD']);
      assert.deepEqual(labels(await complete(client, `${head}builder:\n  dockerfile: |\n`)), ['docker/web.Dockerfile']);
      assert.deepEqual(labels(await complete(client, `${head}proxy:\n  path_pre|\n`)), [], 'path_prefix came with 2.7');
      await client.stop();
    });

    test('what is typed last is what is answered', async () => {
      const client = await Client.start({ over, capabilities: snippets });
      client.show(file, `${head}proxy:\n  \n`);
      client.change(file, `${head}builder:\n  \n`);
      const list = await client.request<CompletionList>('textDocument/completion', {
        textDocument: { uri: client.uri(file) },
        position: { line: 4, character: 2 },
      });
      assert.equal(list.items[0]?.label, 'arch');
      await client.stop();
    });

    test('placeholders only for clients that take them, and in an empty file a whole deployment', async () => {
      const plain = await Client.start({ over });
      const [text] = await complete(plain, '|');
      assert.equal(text?.insertTextFormat, 1);
      assert.match(text?.textEdit?.newText ?? '', /^service: shop$/m);
      await plain.stop();
      const client = await Client.start({ over, capabilities: snippets });
      const [snippet] = await complete(client, '|');
      assert.equal(snippet?.insertTextFormat, 2);
      assert.equal(snippet.insertTextMode, 1);
      assert.match(snippet.textEdit?.newText ?? '', /^service: \$\{1:shop\}$/m);
      await client.stop();
    });

    test('a blank asks for values, and not while a line is indented or where the value may begin on the next line', async () => {
      const client = await Client.start({ over, capabilities: snippets });
      assert.deepEqual(labels(await complete(client, `${head}require_destination: |`, ' ')), ['true', 'false']);
      assert.deepEqual(labels(await complete(client, `${head}hooks_output: |`, ' ')), []);
      assert.deepEqual(labels(await complete(client, `${head}proxy:\n  |`, ' ')), []);
      await client.stop();
    });

    test('nothing in a file that is not Kamal’s', async () => {
      const client = await Client.start({ over, capabilities: snippets });
      assert.deepEqual(await complete(client, 'name: CI\non: push\nserv|'), []);
      await client.stop();
    });
  });
