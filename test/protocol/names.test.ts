// Requests about names, over the wire: from open documents and the disk, with the versions that the edit is meant for.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Location, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import { Client } from './client.ts';

const base = 'config/deploy.yml';
const staging = 'config/deploy.staging.yml';
const files = {
  [staging]: 'servers:\n  job: [192.0.2.3]\n',
  '.kamal/secrets.staging': 'TOKEN=$TOKEN\n',
};
const text = 'service: shop\nservers:\n  web: [192.0.2.1]\n  job: [192.0.2.2]\nenv:\n  secret: [TOKEN]\n';
const job = { line: 3, character: 3 };
const capabilities = {
  workspace: {
    workspaceFolders: true,
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

for (const over of ['stdio', 'worker'] as const)
  suite(`names, over ${over}`, { timeout: 30_000 }, () => {
    test('a role and a secret are renamed in open documents and on the disk, in the newest text', async () => {
      const client = await Client.start({ over, files, capabilities });
      client.show(base, text.replace('job', 'jo'));
      client.change(base, text);
      const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
        textDocument: { uri: client.uri(base) },
        position: job,
        newName: 'work',
      });
      const told = (edit.documentChanges as TextDocumentEdit[]).map(({ textDocument: { uri, version }, edits }) => [
        uri.replace(`${client.folder}/`, ''),
        version,
        ...edits.map((one) => ('newText' in one ? `${one.range.start.line}:${one.range.start.character} ${one.newText}` : one)),
      ]);
      assert.deepEqual(told, [
        [base, 2, '3:2 work'],
        [staging, null, '1:2 work'],
      ]);
      assert.match(edit.changeAnnotations?.['note']?.description ?? '', /go on running beside those of `work`/);
      assert.deepEqual(client.messages, [edit.changeAnnotations?.['note']?.description]);

      const found = await client.request<Location[]>('textDocument/references', {
        textDocument: { uri: client.uri(base) },
        position: { line: 5, character: 14 },
        context: { includeDeclaration: true },
      });
      assert.deepEqual(
        found.map(({ uri, range }) => `${uri.replace(`${client.folder}/`, '')}:${range.start.line}`),
        [`${base}:5`, '.kamal/secrets.staging:0'],
      );
      await client.stop();
    });

    test('a refusal comes as an error with its reason', async () => {
      const client = await Client.start({ over, files, capabilities });
      client.show(base, text);
      const asked = client.request('textDocument/rename', { textDocument: { uri: client.uri(base) }, position: job, newName: 'web' });
      await assert.rejects(asked, /A role `web` is there already/);
      assert.equal(
        await client.request('textDocument/prepareRename', {
          textDocument: { uri: client.uri(base) },
          position: { line: 0, character: 2 },
        }),
        null,
      );
      assert.deepEqual(client.logs, []);
      await client.stop();
    });
  });
