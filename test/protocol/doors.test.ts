import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createProtocolConnection, IPCMessageReader, IPCMessageWriter, type InitializeResult } from 'vscode-languageserver/node';
import { Client } from './client.ts';

const server = fileURLToPath(new URL('../../dist/server.js', import.meta.url));

const exit = async (child: ChildProcess): Promise<number | null> => ((await once(child, 'exit')) as [number | null])[0];

suite('doors', { timeout: 30_000 }, () => {
  test('--node-ipc, as VS Code starts it', async () => {
    const child = fork(server, ['--node-ipc']);
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    const { serverInfo } = await connection.sendRequest<InitializeResult>('initialize', {
      processId: null,
      rootUri: null,
      capabilities: {},
    });
    assert.equal(serverInfo?.name, 'kamal');
    await connection.sendRequest('shutdown');
    void connection.sendNotification('exit');
    assert.equal(await exit(child), 0);
    connection.dispose();
  });

  test('a server whose editor is gone ends', async () => {
    const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    child.stdin.end();
    assert.equal(await exit(child), 1);
  });

  test('without a way to talk it says how it is meant', async () => {
    const child = spawn(process.execPath, [server], { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    assert.equal(await exit(child), 2);
    assert.match(said, /--stdio/);
  });

  test('an editor that can do little is served as well', async () => {
    const client = await Client.start({ over: 'stdio', capabilities: {} });
    const diagnostics = await client.open('config/deploy.yml', 'service: shop\nnonsense: 1\n', 'yaml');
    assert.ok(diagnostics.some(({ code }) => code === 'unknown-key'));
    await client.stop();
  });
});
