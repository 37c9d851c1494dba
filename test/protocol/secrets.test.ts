// Secrets files as documents of their own: what is typed there counts for the deployments that read them, before it is saved.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { CompletionList, Location, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { Client } from './client.ts';

const base = 'config/deploy.yml';
const secrets = '.kamal/secrets';
const language = 'kamal-secrets';
const text =
  'service: shop\nimage: shop/app\nservers: [192.0.2.1]\nregistry: {username: shop, password: [REGISTRY]}\nbuilder: {arch: amd64}\nenv:\n  secret: [TOKEN]\n';

for (const over of ['stdio', 'worker'] as const)
  suite(`secrets files, over ${over}`, { timeout: 30_000 }, () => {
    test('a name that is typed there is declared at once', async () => {
      const client = await Client.start({ over, files: { [secrets]: 'REGISTRY=$REGISTRY\n' } });
      const rules = (list: readonly { code?: unknown }[]) => list.map(({ code }) => code);
      client.show(base, text);
      // A browser's server has read the files beside it only after its first answer.
      const { diagnostics } = await client.published((one) => one.uri === client.uri(base) && one.diagnostics.length > 0);
      assert.deepEqual(rules(diagnostics), ['secret-not-declared']);
      client.show(secrets, 'REGISTRY=$REGISTRY\n', language);
      const mended = client.next(({ uri, diagnostics }) => uri === client.uri(base) && diagnostics.length === 0);
      client.change(secrets, 'REGISTRY=$REGISTRY\nTOKEN=$TOKEN\n');
      await mended;
      const broken = client.next(({ uri, diagnostics }) => uri === client.uri(base) && diagnostics.length === 1);
      client.close(secrets);
      await broken;
      await client.stop();
    });

    test('what is said of a base is taken back with the last file that is open, where only open files are told of', async () => {
      const files = { [base]: text, [secrets]: 'REGISTRY=$REGISTRY\n' };
      const client = await Client.start({ over, files, settings: { workspaceDiagnostics: false } });
      const told = client.next(({ uri, diagnostics }) => uri === client.uri(base) && diagnostics.length === 1);
      client.show(secrets, 'REGISTRY=$REGISTRY\n', language);
      await told;
      const gone = client.next(({ uri, diagnostics }) => uri === client.uri(base) && diagnostics.length === 0);
      client.close(secrets);
      await gone;
      await client.stop();
    });

    test('what is said of a base is by the disk again when the secrets file is closed', async () => {
      const client = await Client.start({ over, files: { [base]: text, [secrets]: 'REGISTRY=$REGISTRY\n' } });
      const told = (count: number) => client.next(({ uri, diagnostics }) => uri === client.uri(base) && diagnostics.length === count);
      const first = told(1);
      client.show(secrets, 'REGISTRY=$REGISTRY\n', language);
      await first;
      const mended = told(0);
      client.change(secrets, 'REGISTRY=$REGISTRY\nTOKEN=$TOKEN\n');
      await mended;
      const broken = told(1);
      client.close(secrets);
      await broken;
      await client.stop();
    });

    test('completion, definition, references and rename see what was typed last', async () => {
      const client = await Client.start({ over, files: { [base]: text } });
      client.show(secrets, 'REGISTRY=$X\n', language);
      client.change(secrets, 'TOKEN=$X\n\n');
      const at = (line: number, character: number) => ({ textDocument: { uri: client.uri(secrets) }, position: { line, character } });
      const offered = await client.request<CompletionList>('textDocument/completion', at(1, 0));
      assert.deepEqual(
        offered.items.map(({ label }) => label),
        ['REGISTRY'],
      );
      const found = await client.request<Location[]>('textDocument/definition', at(0, 2));
      assert.deepEqual(
        found.map(({ uri, range }) => `${uri.replace(`${client.folder}/`, '')}:${range.start.line}`),
        [`${base}:6`],
      );
      const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at(0, 2), newName: 'KEY' });
      assert.deepEqual(
        (edit.documentChanges as TextDocumentEdit[]).map(({ textDocument: { uri, version }, edits }) => [
          uri.replace(`${client.folder}/`, ''),
          version,
          edits.length,
        ]),
        [
          [base, null, 1],
          [secrets, 2, 1],
        ],
      );
      await client.stop();
    });

    test('what is wrong there is repaired there, and its names are its outline', async () => {
      const client = await Client.start({ over, files: { [base]: text } });
      const told = client.next(
        ({ uri, diagnostics }) => uri === client.uri(secrets) && diagnostics.some(({ code }) => code === 'secrets-line-dropped'),
      );
      client.show(secrets, 'TOKEN=$TOKEN\nREGISTRY $X\n', language);
      await told;
      const line = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
      const [fix] = await client.actions(secrets, line);
      assert.deepEqual(
        ((fix?.edit?.documentChanges ?? []) as TextDocumentEdit[]).map(({ textDocument: { version }, edits }) => [version, edits.length]),
        [[1, 1]],
      );
      assert.deepEqual(await client.actions(secrets, line, ['source.fixAll.kamal']), []);
      assert.deepEqual(
        (await client.symbols(secrets)).map(({ name }) => name),
        ['TOKEN'],
      );
      await client.stop();
    });

    test('a secrets file by another name is known by its language, where a project reads it', async () => {
      const client = await Client.start({ over, files: { 'ops/keys': '' } });
      await client.open(base, `secrets_path: ops/keys\n${text}`);
      client.show('ops/keys', '\n', language);
      client.show('ops/other', '\n', language);
      const offered = (file: string) =>
        client.request<CompletionList | null>('textDocument/completion', {
          textDocument: { uri: client.uri(file) },
          position: { line: 0, character: 0 },
        });
      assert.deepEqual(
        (await offered('ops/keys'))?.items.map(({ label }) => label),
        ['TOKEN', 'REGISTRY'],
      );
      assert.equal(await offered('ops/other'), null);
      await client.stop();
    });
  });
