// What stands between the table of requests and the client: a request that fails costs its own answer, and a rule that fails its own findings.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CodeActionRequest, HoverRequest, ResponseError, type CodeAction } from 'vscode-languageserver';
import type { ProjectHost } from '../../server/src/project/projectHost.ts';
import { rules } from '../../server/src/rules/index.ts';
import { rule, type Rule } from '../../server/src/rules/rule.ts';
import { answer, type Answering } from '../../server/src/server/answering.ts';
import * as late from '../../server/src/features/late.ts';
import { LateCode } from '../../server/src/server/lateCode.ts';
import { clientOf } from '../../server/src/server/client.ts';
import { Guard } from '../../server/src/server/guard.ts';
import { OpenProject } from '../../server/src/server/openProject.ts';
import type { About, Request } from '../../server/src/server/request.ts';
import { requests } from '../../server/src/server/requests.ts';

const path = 'config/deploy.yml';
const uri = `file:///shop/${path}`;
const text = 'service: shop\nimage: shop/app\nservers:\n  - 192.0.2.10\nregistry:\n  server: localhost:5000\nbuilder:\n  archh: amd64\n';

/** What is needed to answer about one file, and what was logged. */
function around(host: Partial<ProjectHost> = {}): Answering & { readonly logged: string[] } {
  const logged: string[] = [];
  const project = new OpenProject('file:///shop', { read: () => 'absent', list: () => 'absent', ...host });
  return {
    logged,
    code: new LateCode(() => late),
    guard: new Guard((line) => logged.push(line)),
    say: () => {},
    client: () => clientOf({ capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } }),
    document: (asked) => (asked === uri ? { text, version: 1 } : undefined),
    // What was typed is taken in where it is asked about.
    find(asked) {
      project.edit(path, text);
      return asked === uri ? { project, path } : undefined;
    },
  };
}

const rowOf = (method: string): Request<About, unknown> => requests.find(({ type }) => type.method === method)!;
const position = { line: 0, character: 1 };

test('a feature that throws is answered with an error, and logged once, without a word of the file', () => {
  const broken: Request<About, unknown> = {
    ...rowOf(HoverRequest.method),
    about: 'text',
    answer: () => {
      throw new TypeError('cannot read "hunter2"');
    },
  };
  const asked = around();
  const answers = [1, 2].map(() => answer(asked, broken, { textDocument: { uri } }));
  for (const one of answers) {
    assert.ok(one instanceof ResponseError);
    assert.match(one.message, /^textDocument\/hover failed \(TypeError\)/);
  }
  assert.equal(asked.logged.length, 1);
  assert.ok(!asked.logged.join().includes('hunter2'));
});

test('a file that is none of ours has the answer of the row', () => {
  for (const row of requests) assert.deepEqual(answer(around(), row, { textDocument: { uri: 'file:///other' } }), row.otherwise);
});

test('a project that cannot be read has the answer of the row', () => {
  const asked = around({
    list: () => {
      throw new TypeError('hunter2');
    },
  });
  assert.equal(answer(asked, rowOf(HoverRequest.method), { textDocument: { uri }, position } as About), null);
  assert.match(asked.logged.join(), /^textDocument\/hover failed \(TypeError\)/);
});

test('a rule that throws does not empty the answer of "fix all"', (t) => {
  const broken = rule({
    id: 'broken',
    severity: 'error',
    kind: 'deployment',
    summary: '',
    check: () => {
      throw new Error('broken');
    },
  });
  (rules as Rule[]).push(broken);
  t.after(() => (rules as Rule[]).pop());
  const failed: string[] = [];
  const asked = around({ onBroken: ({ id }) => void failed.push(id) });
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const params = { textDocument: { uri }, range, context: { diagnostics: [], only: ['source.fixAll'] } };
  const actions = answer(asked, rowOf(CodeActionRequest.method), params) as CodeAction[];
  assert.deepEqual(
    actions.map(({ title }) => title),
    ['Repair everything that has one sure fix'],
  );
  assert.ok(failed.includes('broken'));
});
