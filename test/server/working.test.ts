// What the server does between the wire and the projects, as data: `working.json` beside this file holds it, and UPDATE=1 writes it anew.
import type { CompletionList } from 'vscode-languageserver';
import { answer } from '../../server/src/server/answering.ts';
import { ClientFiles } from '../../server/src/server/clientFiles.ts';
import { pullSettings } from '../../server/src/server/configuration.ts';
import { Guard } from '../../server/src/server/guard.ts';
import { findProjects, type Finder } from '../../server/src/server/findProjects.ts';
import { Idle } from '../../server/src/server/idle.ts';
import { refusalOf } from '../../server/src/server/missing.ts';
import { OpenProject } from '../../server/src/server/openProject.ts';
import { Publisher, type FileDiagnostics } from '../../server/src/server/publisher.ts';
import type { About } from '../../server/src/server/request.ts';
import { requests } from '../../server/src/server/requests.ts';
import { settingsOf } from '../../server/src/server/settings.ts';
import { veiledAnswer } from '../../server/src/server/veiling.ts';
import { Workspace } from '../../server/src/server/workspace.ts';
import { WorkspaceDiagnostics, type Folder } from '../../server/src/server/workspaceDiagnostics.ts';
import { serve } from './project.ts';
import { tell } from './tell.ts';

const base = 'config/deploy.yml';
const deploy = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';
const place = { line: 0, character: 1 };
const span = { start: place, end: place };

/** Everything that requests have to say, and what somebody may say in its place. */
const params: readonly (readonly [string, unknown, ...unknown[]])[] = [
  ['position', place, null, 5, { line: 1 }, { character: 1 }, { line: '1', character: 1 }],
  ['positions', [place], null, {}, [place, 1]],
  ['range', span, null, { start: place }, { end: place }, { start: 1, end: place }],
  ['context', {}, null, 'x'],
  ['newName', 'a', 5],
  ['files', {}, null, 'x'],
  ['from', 'a', 5],
];

/** Of each request what is refused when it says all but one thing. */
function refusals(): unknown {
  const whole = Object.fromEntries(params);
  return requests.map(({ type: { method } }) => [
    method,
    ...params.flatMap(([name, , ...wrong]) => [
      ...(refusalOf(method, whole) ? ['refused'] : []),
      ...[undefined, ...wrong].flatMap((value) => {
        const refusal = refusalOf(method, { ...whole, [name]: value });
        return refusal ? [`${JSON.stringify(value) ?? 'nothing'}: ${refusal.message}`] : [];
      }),
    ]),
  ]);
}

/** Which requests wait until files are there that only the client can read. */
function waiting(): unknown {
  const whole = { ...Object.fromEntries(params), textDocument: { uri: `file:///shop/${base}` }, uri: `file:///shop/${base}` };
  return requests.map((request) => {
    const { around, host } = serve(new Map([[base, deploy]]));
    const project = new OpenProject('file:///shop', { ...host, reading: () => new Promise(() => {}) });
    const asked = { ...around, find: () => ({ project, path: base }) };
    return [request.type.method, request.about, answer(asked, request, whole as unknown as About) instanceof Promise ? 'waits' : 'answers'];
  });
}

/** Projects below folders, as a disk or a client names them. */
async function projects(): Promise<unknown> {
  const folders = ['file:///shop', 'file:///shop/', 'file:///shop/config', 'file:///config', 'no address'];
  const named = [base, `apps/api/${base}`, `node_modules/kit/${base}`, `a/b/c/d/e/${base}`, 'config/deploy.eu.yml', 'config/worker.yml'];
  const all = async (found: AsyncIterable<string | undefined>): Promise<unknown> => {
    const roots: unknown[] = [];
    for await (const root of found) roots.push(root);
    return roots;
  };
  const byClient = (folder: string): Promise<string[]> => Promise.resolve(named.map((path) => `${folder.replace(/\/$/, '')}/${path}`));
  const asked: unknown[] = [];
  const onDisk = (...question: unknown[]): (string | undefined)[] => {
    asked.push(question);
    return [undefined, 'file:///shop/a'];
  };
  const endless = function* (): Generator<undefined> {
    for (;;) yield undefined;
  };
  const inEach = async (finder: Finder): Promise<unknown> => {
    const found: unknown[] = [];
    for (const folder of folders) found.push([folder, await all(findProjects(folder, ['config/worker.yml'], finder))]);
    return found;
  };
  return {
    'by the client': await inEach({ onDisk, byClient }),
    'on a disk': await inEach({ onDisk, byClient: undefined }),
    asked,
    'by nobody': await all(findProjects(folders[0]!, [], { onDisk: () => undefined, byClient: undefined })),
    'on a disk without end': ((await all(findProjects(folders[0]!, [], { onDisk: endless, byClient: undefined }))) as unknown[]).length,
  };
}

/** What is logged, and what is answered with it. */
function logged(): unknown {
  const lines: string[] = [];
  const guard = new Guard((line) => lines.push(line));
  const broken = (name: string, depth: number): Error =>
    Object.assign(new TypeError(name), {
      stack: `TypeError: ${name}\n${Array.from({ length: depth }, (_, at) => `    at place ${at}\n`).join('')}`,
    });
  const told =
    [broken('of hunter2', 2), broken('of hunter3', 2), broken('elsewhere', 10), Object.assign(new Error('bare'), { stack: undefined }), 'hunter2'] // prettier-ignore
      .map((error) => guard.report('Judging', error));
  const run = [
    guard.run('Reading', 'otherwise', () => 'done'),
    guard.run('Reading', 'otherwise', () => {
      throw broken('again', 1);
    }),
  ];
  return { told, run, lines };
}

/** What is sent of a family that is told of again and again. */
function published(): unknown {
  const sent: unknown[] = [];
  const publisher = new Publisher(
    ({ uri, version, diagnostics }) => sent.push([uri, version, ...diagnostics.map(({ message }) => message)].join(' ').trim()),
    (uri) => (uri === 'open' ? 7 : undefined),
  );
  const file = (uri: string, message?: string, edited = false): FileDiagnostics => ({
    uri,
    edited,
    diagnostics: message === undefined ? [] : [{ range: span, message }],
  });
  const steps: Readonly<Record<string, () => void>> = {
    'two files, one of them edited': () => publisher.publish('base', [file('open', undefined, true), file('other', 'wrong')]),
    'the same again': () => publisher.publish('base', [file('open', undefined, true), file('other', 'wrong')]),
    'the same, and nobody edited': () => publisher.publish('base', [file('open'), file('other', 'wrong')]),
    'the other is right': () => publisher.publish('base', [file('open'), file('other')]),
    'and wrong in another way': () => publisher.publish('base', [file('open'), file('other', 'wrong again')]),
    'the other is no part of it any more': () => publisher.publish('base', [file('open', 'odd')]),
    'all is taken back': () => publisher.withdraw('base'),
    'once more': () => publisher.withdraw('base'),
    'another family': () => publisher.publish('far', [file('other', 'far')]),
    'one file is cleared': () => publisher.clear('other'),
  };
  return Object.entries(steps).map(([name, step]) => {
    step();
    return [name, ...sent.splice(0)];
  });
}

/** What is done about deployments that nobody has opened, step by step. */
async function unopened(): Promise<unknown> {
  const done: string[] = [];
  const on = settingsOf({ configFiles: ['config/worker.yml'] });
  let folders: Folder[] = [{ uri: 'file:///shop/', settings: on }, { uri: 'file:///off', settings: settingsOf({ workspaceDiagnostics: false }) }]; // prettier-ignore
  let roots: (string | undefined)[] = [undefined, 'file:///shop', 'file:///shop/apps/a'];
  let bases = [base];
  let turns = 0;
  // A turn after each promise that settles: enough of them, and it has come to rest.
  const idle = Object.assign(new Idle((turn) => setImmediate(turn)), {
    turn: async () => {
      if (++turns > 200) throw new Error('no rest');
      await Promise.resolve();
    },
  });
  const diagnostics = new WorkspaceDiagnostics({
    idle,
    guard: new Guard((line) => done.push(line.split('\n')[0]!)),
    folders: () => folders,
    async *find({ uri }) {
      done.push(`looks in ${uri}`);
      for (const root of roots) {
        await Promise.resolve();
        yield root;
      }
    },
    project(root, settings) {
      const texts = new Map(bases.map((one) => [one, deploy]));
      const project = new OpenProject(root, serve(texts).host);
      project.set(settings);
      return project;
    },
    judge(project) {
      done.push(`judges ${project.root}`);
      project.bases().forEach((one) => project.ours(one));
      return project.bases().map((one) => project.uriOf(one));
    },
    withdraw: (one) => done.push(`takes back ${one}`),
  });
  const event = (path: string, type: 1 | 2 | 3) => () => diagnostics.changed([{ uri: `file:///shop/${path}`, type }]);
  const steps: Readonly<Record<string, () => unknown>> = {
    'is anything kept before anybody looks?': () => diagnostics.keeps('file:///shop', `file:///shop/${base}`),
    'looks for the first time, and somebody closes a file': () => {
      diagnostics.look();
      return ['shop', 'shop/apps/a', 'shop/node_modules/a', 'off', 'far'].map((one) => diagnostics.keeps(`file:///${one}`, 'a base'));
    },
    'nothing is new': () => diagnostics.look(),
    'nobody tells of changes': () => diagnostics.lookAgain(),
    'what is found is kept': () => ['shop', 'shop/apps/a', 'off'].map((one) => diagnostics.keeps(`file:///${one}`, 'a base')),
    'a base changes': event(base, 2),
    'secrets come': event('.kamal/secrets', 1),
    'a file that nobody asked for comes': event('docs/a', 1),
    'a destination comes into the folder': event('config/deploy.eu.yml', 1),
    'a folder goes': event('config', 3),
    'all of a project goes': event('apps', 3),
    'a base comes where no project was': event('new/config/deploy.yml', 1),
    'a base of a name that a person gave comes': event('config/worker.yml', 1),
    'a base changes where no project was': event('new/config/deploy.yml', 2),
    'no address': () => diagnostics.changed([{ uri: 'no address', type: 1 }]),
    'it asked for something else': () => {
      diagnostics.analyzed(new OpenProject('file:///shop', serve(new Map()).host));
      event(base, 2)();
    },
    'other settings': () => {
      folders = [{ uri: 'file:///shop', settings: settingsOf({ rules: { a: 'off' } }) }];
      diagnostics.look();
    },
    'another base in place of the one': () => {
      bases = ['config/worker.yml'];
      folders = [{ uri: 'file:///shop', settings: on }];
      diagnostics.look();
    },
    'projects within projects': () => {
      folders = [{ uri: 'file:///shop/apps', settings: settingsOf({}) }, ...folders];
      diagnostics.look();
    },
    'one project less': () => {
      folders = [{ uri: 'file:///shop', settings: on }];
      roots = ['file:///shop'];
      diagnostics.look();
    },
    'switched off': () => {
      folders = [{ uri: 'file:///shop', settings: settingsOf({ workspaceDiagnostics: false }) }];
      diagnostics.look();
    },
    'the end': () => {
      diagnostics.end();
      diagnostics.look();
    },
  };
  const told: unknown[] = [];
  for (const [name, step] of Object.entries(steps)) {
    turns = 0;
    const answered = step();
    for (let before = -1; before !== turns;) {
      before = turns;
      await new Promise((resolve) => setImmediate(resolve));
    }
    told.push([name, ...(answered === undefined ? [] : [answered]), ...done.splice(0)]);
  }
  return told;
}

/** Where documents lie, and what settings change. */
async function workspaces(): Promise<unknown> {
  const opened: string[] = [];
  const { host } = serve(new Map([[base, `${deploy}secrets_path: config/keys\n`]]));
  const workspace = new Workspace({
    platform: { files: (root) => (root.startsWith('file:') ? host : undefined), next: () => {}, late: () => import('../../server/src/features/late.ts'), exit: () => {} }, // prettier-ignore
    trusted: () => true,
    reader: (root) => (root.startsWith('memfs:') ? { file: () => Promise.resolve(null), folder: () => Promise.resolve(null) } : undefined),
    opened: ({ root }) => opened.push(root),
    arrived: () => {},
    onBroken: () => {},
  });
  workspace.setFolders(['file:///shop', 'ours://there/shop', 'no address']);
  const asked: readonly (readonly [uri: string, language: string])[] = [
    [`file:///shop/${base}`, 'yaml'],
    ['file:///shop/config/keys', 'kamal-secrets'],
    ['file:///shop/config/keys', 'plaintext'],
    ['file:///shop/.kamal/secrets', 'plaintext'],
    ['file:///shop/some.yml', 'kamal'],
    ['file:///shop/some.yml', 'yaml'],
    [`ours://there/shop/${base}`, 'yaml'],
    [`git:///shop/${base}`, 'yaml'],
    [`memfs:///shop/${base}`, 'yaml'],
    [`untitled:${base}`, 'yaml'],
  ];
  const found = asked.map(([uri, language]) => {
    const one = workspace.find(uri, language);
    return [uri, language, one && [one.project.root, one.path, one.secrets ?? false, one.project.source(one.path) !== undefined]];
  });
  const containing = workspace.containing('file:///shop/docs/a').map(({ project, path }) => [project.root, path]);
  const said: readonly unknown[] = [
    {},
    { configFiles: ['config/worker.yml'] },
    { configFiles: ['config/worker.yml'] },
    { configFiles: ['config/worker.yml'], version: '2.1' },
    { rules: { a: 'off' } },
  ];
  const changes: unknown[] = [];
  const scopes: unknown[] = [];
  for (const [folder, whole] of [...said.map((one) => [undefined, one]), [{ version: '2.9' }, {}], [{ version: '2.9' }, {}]]) {
    const { projects, ...change } = await pullSettings(workspace, (items) => {
      scopes.push(items.map(({ scopeUri }) => scopeUri ?? 'the whole'));
      return Promise.resolve(items.map(({ scopeUri }) => (scopeUri === 'file:///shop' && folder ? folder : whole)));
    });
    changes.push({ ...change, projects: projects.map(({ root }) => root) });
  }
  const looked = [workspace.lookInto('file:///shop', settingsOf({})), workspace.lookInto('file:///far', settingsOf({ version: '2.3' }))];
  const own = workspace.all()[0]!;
  workspace.drop(looked[1]!);
  const before = workspace.all().length;
  workspace.drop(own);
  return {
    found,
    opened,
    containing,
    scopes: scopes[0],
    changes,
    folders: workspace.folders().map(({ uri, settings }) => [uri, settings.version]),
    looked: looked.map((one) => [one.root, one.kamal(), one === own]),
    dropped: [before, workspace.all().length],
  };
}

/** Paths that a client is asked for, and what is known of them before and after. */
async function fromTheClient(): Promise<unknown> {
  const asked: string[] = [];
  const arrived: unknown[] = [];
  const answers: Readonly<Record<string, string | null>> = { a: 'text of a', 'b/c': null };
  const files = new ClientFiles(
    {
      file: (path) => (asked.push(path), path in answers ? Promise.resolve(answers[path]!) : Promise.reject(new Error('no'))),
      folder: (path) => (asked.push(`${path}/`), Promise.resolve(path === 'b' ? ['c'] : null)),
    },
    (paths) => arrived.push(paths),
  );
  const paths = ['a', 'b/c', 'locked', '/a', '~/a', 'C:/a', 'c:a', '../a', 'a/../b', 'a\\..\\b', 'a..b', ' /a'];
  const look = (): unknown => [...paths.map((path) => [path, files.read(path)]), ['b/', files.list('b')], ['none/', files.list('none')]];
  const first = look();
  await files.reading();
  const then = look();
  const questions = [asked.splice(0)];
  files.forget(['a']);
  look();
  await files.reading();
  questions.push(asked.splice(0));
  return { first, then, questions, arrived, under: files.reading() ?? 'nothing' };
}

/** What is known of a project that is imagined where its folders are still to come. */
function imagined(): unknown {
  const project = new OpenProject('file:///shop', { read: (path) => (path === base ? { text: deploy } : 'unread'), list: () => 'unread' });
  const other = project.imagine(new Map([['config/deploy.eu.yml', 'proxy: {host: a.example.com}\n']]));
  return [other.files.list('config'), other.files.get('Dockerfile'), other.files.get('config/deploy.eu.yml'), other.familyOf(base)];
}

/** Answers in which a secret stands, as the editor gets them. */
function veiled(): unknown {
  const hide = (text: string): string => text.replaceAll('hunter2', '…');
  const list: CompletionList = {
    isIncomplete: false,
    items: [{ label: 'a' }, { label: 'hunter2' }, { label: 'b', textEdit: { range: span, newText: 'hunter2' } }, { label: 'c', detail: 'hunter2' }], // prettier-ignore
  };
  return [
    veiledAnswer('textDocument/completion', list, hide),
    veiledAnswer('textDocument/completion', null, hide),
    veiledAnswer('textDocument/prepareRename', { range: span, placeholder: 'hunter2' }, hide),
    veiledAnswer('textDocument/prepareRename', { range: span, placeholder: 'name' }, hide),
    veiledAnswer('textDocument/prepareRename', null, hide),
    veiledAnswer('textDocument/hover', { contents: 'of hunter2' }, hide),
  ];
}

tell('what the server does between the wire and the projects', new URL('working.json', import.meta.url), {
  'what is refused for want of a param': refusals,
  'who waits for files that come late': waiting,
  'projects below folders': projects,
  'what is logged': logged,
  'what is sent of a family': published,
  'deployments that nobody has opened': unopened,
  'documents, folders and their settings': workspaces,
  'files that come from the client': fromTheClient,
  'a project that is imagined': imagined,
  'secrets in answers': veiled,
});
