// What clients send, whatever they send, and what they can do, however little.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type Command,
  type MarkupContent,
  type ProtocolConnection,
  type SymbolInformation,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { Client, type Options } from './client.ts';
import { bad, good } from './texts.ts';

const file = 'config/deploy.yml';

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
  for (const over of ['streams', 'stdio', 'worker'] as const) {
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
  const texts = { [file]: good, 'config/deploy.staging.yml': 'image: shop/app\nnonsense: true\n', '.kamal/secrets': '' };
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

suite('clients that can do less', { timeout: 60_000 }, () => {
  let client: Client;
  const start = async (options?: Options): Promise<Client> => (client = await Client.start(options));
  afterEach(() => client.stop());
  const needsSecret = `${good}env:\n  secret:\n    - DB_PASSWORD\n`;
  const rules = (list: readonly { code?: unknown }[]) => list.map(({ code }) => code);

  test('without watching files: secrets are read again when a file of the project is opened, saved or looked at', async () => {
    await start({ files: { [file]: needsSecret, '.kamal/secrets': '\n' }, capabilities: {} });
    assert.deepEqual(rules(await client.open(file, needsSecret)), ['secret-not-declared']);

    client.write('.kamal/secrets', 'DB_PASSWORD=$DB_PASSWORD\n');
    const saved = client.next(({ uri }) => uri === client.uri(file));
    client.notify('textDocument/didSave', { textDocument: { uri: client.uri(file) } });
    assert.deepEqual(rules((await saved).diagnostics), []);

    client.write('.kamal/secrets', 'OTHER=$OTHER\n');
    const opened = client.next(({ uri, diagnostics }) => uri === client.uri(file) && diagnostics.length > 0);
    client.show('README.md', '', 'markdown');
    assert.deepEqual(rules((await opened).diagnostics), ['secret-not-declared']);

    client.write('.kamal/secrets', 'DB_PASSWORD=$DB_PASSWORD\n');
    const focused = client.next(({ uri, diagnostics }) => uri === client.uri(file) && diagnostics.length === 0);
    await client.hover(file, { line: 0, character: 0 });
    assert.deepEqual(rules((await focused).diagnostics), []);

    client.write('config/deploy.eu.yml', 'image: shop/app\nnonsense: true\n');
    const found = client.next(({ uri }) => uri === client.uri('config/deploy.eu.yml'));
    client.notify('textDocument/didSave', { textDocument: { uri: client.uri(file) } });
    assert.deepEqual(rules((await found).diagnostics), ['unknown-key']);
  });

  test('a secrets file that is open and unsaved counts, whichever is opened first', async () => {
    await start({ files: { [file]: needsSecret, '.kamal/secrets': 'OTHER=$OTHER\n' } });
    client.show('.kamal/secrets', 'DB_PASSWORD=$DB_PASSWORD\n', 'dotenv');
    assert.deepEqual(rules(await client.open(file, needsSecret)), []);
    const judged = (count: number) => client.next(({ uri, diagnostics }) => uri === client.uri(file) && diagnostics.length === count);
    const changed = judged(1);
    client.change('.kamal/secrets', 'DB_PASSWORDS=$DB_PASSWORDS\nA=b');
    const [missing] = (await changed).diagnostics;
    assert.equal(missing?.code, 'secret-not-declared');
    const actions = await client.actions(file, missing!.range, ['quickfix']);
    const edits = actions.flatMap(({ edit }) => edit?.documentChanges ?? []) as TextDocumentEdit[];
    const own = edits.find(({ textDocument }) => textDocument.uri === client.uri('.kamal/secrets'));
    assert.deepEqual(own, {
      textDocument: { uri: client.uri('.kamal/secrets'), version: 2 },
      edits: [{ range: { start: { line: 1, character: 3 }, end: { line: 1, character: 3 } }, newText: '\nDB_PASSWORD=$DB_PASSWORD\n' }],
    });
    const mended = judged(0);
    client.change('.kamal/secrets', 'DB_PASSWORDS=$DB_PASSWORDS\nA=b\nDB_PASSWORD=$DB_PASSWORD\n');
    await mended;
    const closed = judged(1);
    client.close('.kamal/secrets');
    await closed;
  });

  const textDocument = {
    hover: { contentFormat: ['plaintext' as const] },
    documentSymbol: {},
    codeAction: {},
    publishDiagnostics: {},
    completion: { completionItem: { documentationFormat: ['plaintext' as const] } },
  };

  test('what a fix makes up is selected, where the client makes snippets of edits', async () => {
    const workspaceEdit = { documentChanges: true };
    const text = `${good.replace('builder:\n  arch: amd64\n', '')}proxy:\n  ssl: true\n`;
    const whole = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    const editsOf = async (snippetEditSupport: boolean): Promise<Record<string, unknown>> => {
      await start({ capabilities: { workspace: { workspaceEdit: { ...workspaceEdit, snippetEditSupport } } } });
      await client.open(file, text);
      const actions = await client.actions(file, whole);
      const found = actions.flatMap(({ title, edit }) => {
        const edits = (edit!.documentChanges as TextDocumentEdit[]).flatMap((one) => one.edits);
        return edits.map((one) => [title, 'snippet' in one ? one.snippet : one.newText] as const);
      });
      return Object.fromEntries(found);
    };
    const plain = await editsOf(false);
    await client.stop();
    const selected = await editsOf(true);
    assert.deepEqual(
      ['Add `builder.arch: amd64`', 'Add `host: shop.example.com`', 'Remove `ssl`: no TLS'].map((title) => [plain[title], selected[title]]),
      [
        ['builder:\n  arch: amd64\n', { kind: 'snippet', value: 'builder:\n  arch: ${1:amd64}\n' }],
        ['  host: shop.example.com\n', { kind: 'snippet', value: '  host: ${1:shop.example.com}\n' }],
        [plain['Remove `ssl`: no TLS'], plain['Remove `ssl`: no TLS']],
      ],
    );
  });

  test('plain text, a flat outline, commands, and diagnostics without what is not shown', async () => {
    let applied: WorkspaceEdit | undefined;
    await start({
      capabilities: { textDocument },
      answers: {
        'workspace/applyEdit': ({ edit }: { edit: WorkspaceEdit }) => {
          applied = edit;
          return { applied: true };
        },
      },
    });
    const twice = good.replace('image: shop/app', 'image: shop/app\nimage: shop/app\narchh: 1');
    const diagnostics = await client.open(file, twice);
    assert.ok(diagnostics.length > 1);
    for (const one of diagnostics) {
      assert.equal(one.relatedInformation ?? one.tags ?? one.codeDescription, undefined);
    }
    const hover = await client.hover(file, { line: 7, character: 3 });
    assert.deepEqual(Object.keys(hover!.contents), ['kind', 'value']);
    const { kind, value } = hover!.contents as MarkupContent;
    assert.equal(kind, 'plaintext');
    assert.doesNotMatch(value, /\*\*|`|\]\(/);
    const symbols = (await client.symbols(file)) as unknown as SymbolInformation[];
    assert.ok(symbols.every(({ location }) => location.uri === client.uri(file)));
    assert.deepEqual(
      symbols.filter(({ containerName }) => containerName === 'web').map(({ name }) => name),
      ['192.0.2.10'],
    );
    assert.deepEqual(client.initialized.capabilities.executeCommandProvider, { commands: ['kamal.applyEdit'] });
    const whole = { start: { line: 0, character: 0 }, end: { line: 20, character: 0 } };
    const [command] = (await client.actions(file, whole)) as unknown as Command[];
    assert.equal(command?.command, 'kamal.applyEdit');
    await client.request('workspace/executeCommand', { command: command.command, arguments: command.arguments });
    await client.folds(file);
    assert.deepEqual(Object.keys(applied?.changes ?? {}), [client.uri(file)]);
  });
});

suite('the life of the server', { timeout: 60_000 }, () => {
  const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));
  const initialize = { processId: null, rootUri: null, capabilities: {}, workspaceFolders: null };
  const begin = (): { child: ChildProcess; connection: ProtocolConnection } => {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
    connection.listen();
    return { child, connection };
  };
  const hover = { textDocument: { uri: 'file:///p/config/deploy.yml' }, position: { line: 0, character: 0 } };

  test('nothing is answered before it begins and after it has ended', async () => {
    const { child, connection } = begin();
    await assert.rejects(connection.sendRequest('textDocument/hover', hover), { code: -32_002 });
    await connection.sendRequest('initialize', initialize);
    await connection.sendNotification('initialized', {});
    assert.equal(await connection.sendRequest('textDocument/hover', hover), null);
    await connection.sendRequest('shutdown');
    await assert.rejects(connection.sendRequest('textDocument/hover', hover), { code: -32_600 });
    const ended = once(child, 'exit');
    await connection.sendNotification('exit');
    assert.deepEqual((await ended)[0], 0);
    connection.dispose();
  });

  test('an editor whose process is gone takes the server with it', async () => {
    const editor = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
    const { child, connection } = begin();
    await connection.sendRequest('initialize', { ...initialize, processId: editor.pid });
    const ended = once(child, 'exit');
    editor.stdin.end();
    assert.deepEqual((await ended)[0], 1);
    connection.dispose();
  });

  test('the number of a process in another world is not watched', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await once(gone, 'exit');
    const { child, connection } = begin();
    await connection.sendRequest('initialize', { ...initialize, processId: gone.pid });
    await connection.sendRequest('shutdown');
    const ended = once(child, 'exit');
    await connection.sendNotification('exit');
    assert.deepEqual((await ended)[0], 0);
    connection.dispose();
  });
});
