// The settings for editors that the tests do not run: what stands in them starts the server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type InitializeResult } from 'vscode-languageserver/node';
import { root } from '../../scripts/run.mjs';
import server from '../../server/package.json' with { type: 'json' };

const read = (name: string): unknown =>
  JSON.parse(readFileSync(path.join(root, 'docs/editors', name), 'utf8').replaceAll('/path/to/vscode-kamal', root));

/** The name that the started program gives itself. */
async function nameOf([program = '', ...args]: readonly string[]): Promise<string | undefined> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  try {
    connection.listen();
    const params = { processId: null, rootUri: null, capabilities: {} };
    return (await connection.sendRequest<InitializeResult>('initialize', params)).serverInfo?.name;
  } finally {
    connection.dispose();
    child.kill();
  }
}

test('Sublime Text', { timeout: 30_000 }, async () => {
  const { clients } = read('sublime.json') as { clients: Record<string, { enabled: boolean; command: string[]; selector: string }> };
  assert.deepEqual(Object.keys(clients), ['kamal']);
  const { enabled, command, selector } = clients['kamal']!;
  assert.deepEqual([enabled, selector], [true, 'source.yaml']);
  assert.equal(await nameOf(command), 'kamal');
});

test('Zed', { timeout: 30_000 }, async () => {
  const { lsp } = read('zed.json') as { lsp: Record<string, { binary: { path: string; arguments: string[] } }> };
  assert.deepEqual(Object.keys(lsp), ['yaml-language-server']);
  const { binary } = lsp['yaml-language-server']!;
  assert.equal(await nameOf([binary.path, ...binary.arguments]), 'kamal');
});

test('JetBrains with LSP4IJ', () => {
  interface Template {
    readonly id: string;
    readonly name: string;
    readonly programArgs: Readonly<Record<'default' | 'windows', string>>;
    readonly fileTypeMappings: readonly { readonly fileType: { readonly patterns: readonly string[] }; readonly languageId: string }[];
  }
  const { id, name, programArgs, fileTypeMappings } = read('lsp4ij/template.json') as Template;
  assert.deepEqual([id, name], ['kamal-language-server', 'Kamal']);
  for (const [system, npx] of [
    ['default', 'npx'],
    ['windows', 'npx.cmd'],
  ] as const) {
    const [program, yes, option, packed, bin, way] = programArgs[system].split(' ');
    assert.deepEqual([program, yes, option, packed, way], [npx, '--yes', '--package', server.name, '--stdio']);
    assert.ok(Object.hasOwn(server.bin, bin!), bin);
  }
  const matches = (file: string): boolean =>
    fileTypeMappings.some(({ fileType }) =>
      fileType.patterns.some((pattern) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(file)),
    );
  assert.deepEqual(['deploy.yml', 'deploy.staging.yml', 'compose.yml', 'deploy.yaml', 'redeploy.yml'].map(matches), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
