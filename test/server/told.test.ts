// What the server makes of what clients say, as data: `told.json` beside this file holds it, and UPDATE=1 writes it anew.
import type { Tree } from '../../server/src/protocol.ts';
import { clientOf } from '../../server/src/server/client.ts';
import { completionRequest } from '../../server/src/server/completing.ts';
import { OpenProject } from '../../server/src/server/openProject.ts';
import { pathIn, projectPathOf, schemeOf, secretsPathOf, uriIn } from '../../server/src/server/places.ts';
import { applyEditCommand, inWordsOf, plainDiagnostics } from '../../server/src/server/plainer.ts';
import { requests } from '../../server/src/server/requests.ts';
import { settingsOf, unlessSame } from '../../server/src/server/settings.ts';
import { Watching } from '../../server/src/server/watching.ts';
import { parse } from '../../server/src/server/uri.ts';
import { ask } from './asking.ts';
import { serve } from './project.ts';
import { tell } from './tell.ts';

const range = { start: { line: 0, character: 0 }, end: { line: 1, character: 2 } };
const edit = { changes: { 'file:///a': [{ range, newText: 'x' }] } };

const capabilities = {
  nothing: {},
  empty: {
    workspace: { didChangeConfiguration: {}, didChangeWatchedFiles: {}, workspaceEdit: {} },
    textDocument: { hover: {}, completion: { completionItem: {} }, documentSymbol: {}, codeAction: {}, publishDiagnostics: {} },
  },
  plain: {
    workspace: {
      configuration: false,
      workspaceFolders: false,
      workspaceEdit: { documentChanges: false, resourceOperations: ['rename' as const] },
    },
    textDocument: {
      hover: { contentFormat: ['plaintext' as const] },
      completion: { completionItem: { documentationFormat: ['plaintext' as const], insertTextModeSupport: { valueSet: [2 as const] } } },
      documentSymbol: { hierarchicalDocumentSymbolSupport: false },
      publishDiagnostics: { relatedInformation: true },
    },
  },
  everything: {
    workspace: {
      configuration: true,
      workspaceFolders: true,
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
      workspaceEdit: {
        documentChanges: true,
        resourceOperations: ['rename' as const, 'create' as const],
        changeAnnotationSupport: {},
        snippetEditSupport: true,
      },
    },
    textDocument: {
      hover: { contentFormat: ['plaintext' as const, 'markdown' as const] },
      completion: {
        completionItem: {
          snippetSupport: true,
          documentationFormat: ['markdown' as const],
          insertTextModeSupport: { valueSet: [1 as const, 2 as const] },
        },
      },
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: [] } } },
      publishDiagnostics: { relatedInformation: true, tagSupport: { valueSet: [] }, codeDescriptionSupport: true },
    },
  },
};

const clients = Object.entries(capabilities).map(([name, all]) => [name, clientOf({ capabilities: all })] as const);

const uris = [
  'file:///shop/config/deploy.yml',
  'file:///shop/config/deploy.eu.yml',
  'file:///shop/config/deploy-worker.yml',
  'file:///shop/config/deploy-worker.eu.yml',
  'file:///config/deploy.yml',
  'file:///deploy.yml',
  'file:///shop/app/deploy.yml',
  'file:///shop/.kamal/secrets',
  'file:///shop/.kamal/secrets-common',
  'file:///shop/.kamal/hooks/x',
  'file:///sh%20op/config/deploy.yml?query#fragment',
  'vscode-remote://host/shop/config/deploy.yml',
  'untitled:Untitled-1',
  'untitled:config/deploy.yml',
  'git:/shop/config/deploy.yml?x',
  'no address',
  'file:///shop/\ud800/config/deploy.yml',
];

const base = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';

/** The names of what a project given as texts has, once some of them are others. */
function imagined(texts: ReadonlyMap<string, string | null>): unknown {
  const files = new Map([
    ['config/deploy.yml', base],
    ['config/deploy.eu.yml', 'proxy: {host: a.example}\n'],
    ['.kamal/secrets', 'A=$A\n'],
    ['Dockerfile', 'FROM x\n'],
  ]);
  const project = serve(files).project.imagine(texts);
  const folders = ['.', 'config', '.kamal', 'docs'].map((folder) => [folder, project.files.list(folder)]);
  const read = ['config/deploy.yml', 'config/deploy.eu.yml', 'Dockerfile', 'docs/a'].map((path) => [path, project.files.get(path)]);
  return { folders, read, deployments: project.analysisOf('config/deploy.yml')?.deployments.map((one) => one.deployment.destination) };
}

/** A tree while the text is whole, broken, and whole again. */
function trees(): unknown {
  const broken = `${base}proxy: {host: "a\n`;
  const treeOf = (texts: readonly string[], summaryOnly: boolean): unknown => {
    const served = serve(new Map([['config/deploy.yml', base]]));
    const row = requests.find(({ type }) => type.method === 'kamal/tree')!;
    return texts.map((text) => {
      served.type('config/deploy.yml', text);
      const tree = ask(served, row, 'config/deploy.yml', range.start, { summaryOnly }) as Tree;
      return { stale: tree.stale, version: tree.version, summary: tree.summary, holds: Object.keys(tree).sort() };
    });
  };
  return [treeOf([base, broken, base], false), treeOf([broken], false), treeOf([base, broken], true)];
}

const subjects: Readonly<Record<string, () => unknown>> = {
  'what clients can do': () => clients,
  'what is configured in an editor': () =>
    [null, 5, {}, { watches: true, finds: true, trusted: false, suggest: 'x' }, { watches: 1, finds: 'y', trusted: 'z', suggest: 1 }].map(
      (initializationOptions) => {
        const { watches, finds, trusted, completion } = clientOf({ capabilities: {}, initializationOptions });
        return { watches, finds, trusted, completion };
      },
    ),
  settings: () =>
    [
      undefined,
      null,
      [],
      'x',
      {},
      { version: ' 2.8.0 ', configFiles: ['./config/x.yml', '/a', '../b', '', 5], rules: { a: 'off', b: 'loud', c: 'hint', d: null } },
      { version: ' ', configFiles: 'x', rules: ['off'], codeLens: false, inlayHints: false, format: true, workspaceDiagnostics: false },
      { version: 2, codeLens: 0, inlayHints: null, format: 'yes', workspaceDiagnostics: undefined },
    ].map((sent) => ({ ...settingsOf(sent), rules: [...settingsOf(sent).rules] })),
  'the same settings again': () => {
    const before = settingsOf({ rules: { a: 'off' } });
    return [{ rules: { a: 'off' } }, { rules: { a: 'hint' } }, { rules: { a: 'off' }, version: '2.1' }].map(
      (sent) => unlessSame(before, settingsOf(sent)) === before,
    );
  },
  places: () =>
    uris.map((uri) => ({
      uri,
      parses: parse(uri) !== undefined,
      usual: projectPathOf(uri, [], 'yaml'),
      named: projectPathOf(uri, ['config/deploy-worker.yml', 'deploy.yml'], 'yaml'),
      ours: projectPathOf(uri, [], 'kamal'),
      secrets: secretsPathOf(uri),
      within: ['file:///shop', 'file:///shop/', 'file:///sho', 'vscode-remote://host', 'nothing'].map((root) => pathIn(root, uri)),
      below: uriIn(uri, 'a b/c'),
      scheme: schemeOf(uri),
    })),
  'what is watched': () => {
    const registered: unknown[] = [];
    const watching = new Watching((watchers) => void registered.push(watchers));
    const project = (asked: readonly string[]): { asked: Set<string> } => ({ asked: new Set(asked) });
    watching.cover(project(['config/', 'config/deploy.yml', 'config/deploy.eu.yml', '.kamal/secrets', 'Gemfile.lock', '.kamal/lint.yml']));
    watching.cover(
      project(['Dockerfile', 'docker/Dockerfile', 'public/', 'a*b', 'a?', 'a[b]', 'a{b}', '../up', 'a/../b', 'a/..', '..a', 'a..b']),
    );
    watching.cover(
      project(['docker/Dockerfile', 'config/init.sql', 'config/sub/', '.kamal/hooks/', '.kamal/hooks/pre-build', '.dockerignore']),
    );
    watching.cover(project(['docker/Dockerfile']));
    watching.cover(project([]));
    return registered;
  },
  'answers in the words of a client': () =>
    clients.map(([name, client]) => {
      const item = { label: 'a', documentation: { kind: 'markdown', value: '`a` **b**' } };
      const symbols = [
        { name: 'a', kind: 2, range, selectionRange: range, children: [{ name: 'b', kind: 3, range, selectionRange: range }] },
      ];
      const actions = [
        { title: 'c', kind: 'quickfix', edit },
        { title: 'd', disabled: { reason: 'e' } },
      ];
      const answers: [string, unknown][] = [
        [
          'textDocument/hover',
          { contents: { kind: 'markdown', value: '# A\n\n`a`, **b** and [c](https://c.example)\n\n```yaml\nd: e\n```' }, range },
        ],
        ['textDocument/hover', null],
        ['textDocument/completion', { isIncomplete: false, items: [item, { label: 'b' }, { label: 'c', documentation: '`c`' }] }],
        ['textDocument/completion', null],
        ['completionItem/resolve', item],
        ['textDocument/documentSymbol', symbols],
        ['textDocument/codeAction', actions],
        ['textDocument/foldingRange', [range]],
      ];
      const diagnostics = [{ range, message: 'm', relatedInformation: [], tags: [1 as const], codeDescription: { href: 'h' } }];
      return [
        name,
        answers.map(([method, answer]) => inWordsOf(client, method, answer, 'file:///a')),
        plainDiagnostics(client, diagnostics),
      ];
    }),
  'the command of clients that take no edits': () => applyEditCommand,
  'other texts in the place of some': () => [
    imagined(new Map()),
    imagined(new Map([['config/deploy.eu.yml', null]])),
    imagined(
      new Map([
        ['config/deploy.us.yml', 'proxy: {host: b.example}\n'],
        ['docs/a', 'x'],
        ['Dockerfile', null],
        ['Rakefile', ''],
      ]),
    ),
    imagined(
      new Map([
        ['.kamal/secrets', null],
        ['config/deploy.yml', 'service: other\n'],
      ]),
    ),
  ],
  'where Kamal’s keys are completed': () => {
    const project = new OpenProject('file:///shop', { read: () => 'absent', list: () => 'absent' });
    const client = clients[0]![1].completion;
    return ['', 'x-a: 1\n', 'a: 1\n', 'x-a: 1\nb: 2\n', 'servers:\n', 'env: 1\nlabels: 2\n', '# a: b\n', '"image": x\n', 'a:b\n'].map(
      (text) => completionRequest(project, 'some.yml', text, 0, client) !== undefined,
    );
  },
  'the tree of a text that breaks': trees,
};

tell('what the server makes of what clients say', new URL('told.json', import.meta.url), subjects);
