// What the server does between the wire and the projects, as data: `working.json` beside this file holds it, and UPDATE=1 writes it anew.
import type { CompletionList, Location } from 'vscode-languageserver';
import type { DeploymentPicture } from '../../server/src/protocol.ts';
import { answer } from '../../server/src/server/answering.ts';
import { ClientFiles } from '../../server/src/server/clientFiles.ts';
import { completionRequest } from '../../server/src/server/completing.ts';
import { pullSettings } from '../../server/src/server/configuration.ts';
import { Guard } from '../../server/src/server/guard.ts';
import { refusalOf } from '../../server/src/server/missing.ts';
import { OpenProject } from '../../server/src/server/openProject.ts';
import { Publisher, type FileDiagnostics } from '../../server/src/server/publisher.ts';
import type { About, AskedText, Request } from '../../server/src/server/request.ts';
import { requests } from '../../server/src/server/requests.ts';
import { Scheduler } from '../../server/src/server/scheduler.ts';
import { settingsOf } from '../../server/src/server/settings.ts';
import { veiledAnswer, veilFor } from '../../server/src/server/veiling.ts';
import { Workspace, type ProjectFile } from '../../server/src/server/workspace.ts';
import { ask } from './asking.ts';
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

/** What a client is told of each request when it asks what the server can do. */
function offered(): unknown {
  return requests.map(({ type: { method }, capability, late }) => [method, capability, late ? 'code that is loaded late' : 'code at hand']);
}

/** An answer that has waited, and what is said with it: once, and after the last of its readings. */
async function waited(): Promise<unknown> {
  const { around, host } = serve(new Map([[base, deploy]]));
  const said: string[] = [];
  let readings = 2;
  const project = new OpenProject('file:///shop', { ...host, reading: () => (readings-- > 0 ? Promise.resolve() : undefined) });
  const row = requests.find(({ type: { method } }) => method === 'textDocument/definition')!;
  const asking = { ...row, about: 'text', answer: ({ say }: AskedText) => (say(`reading ${readings}`), 'an answer') } as Request<
    About,
    unknown
  >;
  const asked = { ...around, say: (message: string) => void said.push(message), find: () => ({ project, path: base }) };
  const params = { textDocument: { uri: `file:///shop/${base}` } };
  const late = await answer(asked, asking, params);
  return { late, 'at once': answer(asked, asking, params), said };
}

/** What is known where something is completed in each file of a project with two bases, and which names are found from each. */
function aroundBases(): unknown {
  const texts = new Map([
    [base, `${deploy}env: { secret: [TOKEN], clear: { DB_PASSWORD: hunter2hunter2 } }\n`],
    ['config/deploy.eu.yml', 'env: {secret: [TOKEN]}\n'],
    ['config/worker.yml', `${deploy}env: {secret: [TOKEN]}\n`],
    ['.kamal/lint.yml', 'config_files: [config/worker.yml]\n'],
    ['.kamal/secrets', 'TOKEN=hunter2hunter2\n'],
  ]);
  const served = serve(texts);
  const { project } = served;
  const client = served.around.client().completion;
  const references = requests.find(({ type: { method } }) => method === 'textDocument/references')!;
  return [...texts.keys()].map((path) => {
    const text = texts.get(path)!;
    const asked = completionRequest(project, path, text, 0, client);
    const line = text.split('\n').findIndex((one) => one.includes('TOKEN'));
    const place = { line, character: line < 0 ? 0 : text.split('\n')[line]!.indexOf('TOKEN') + 1 };
    const found = line < 0 ? null : (ask(served, references, path, place) as Location[] | null);
    const veil = veilFor({ project, path, ...(path === '.kamal/secrets' && { secrets: true }) }, true);
    return {
      path,
      completed: asked && {
        base: asked.base?.file,
        destination: asked.destination,
        family: asked.family().map(({ file }) => file),
        destinations: asked.destinations(),
      },
      named: found?.map(({ uri, range }) => `${uri}:${range.start.line + 1}`),
      veiled: veil('with hunter2hunter2 in it'),
    };
  });
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

/** Two bases and a destination in one project, opened, withdrawn and closed one after the other: what is judged, and what is taken back. */
function scheduled(): unknown {
  const told: string[] = [];
  const open = new Map<string, string>();
  let keeps = false;
  const nonsense = `${deploy}nonsense: 1\n`;
  const worker = 'config/worker.yml';
  const disk = new Map([[base, nonsense], ['config/deploy.eu.yml', 'image: shop/app\nnonsense: 2\n'], [worker, nonsense], ['.kamal/lint.yml', `config_files: [${worker}]\n`]]); // prettier-ignore
  const project = new OpenProject('file:///shop', serve(disk).host);
  const uri = (path: string): string => `file:///shop/${path}`;
  const lying = (one: string): ProjectFile => ({
    project,
    path: one.slice(uri('').length),
    ...(one.includes('secrets') && { secrets: true }),
  });
  const documents = {
    uris: () => [...open.keys()],
    text: (one: string) => open.get(one),
    find: (one: string) => (/deploy|worker|secrets/.test(one) ? lying(one) : undefined),
    containing: (one: string) => [lying(one)],
    keeps: () => keeps,
  };
  const publisher = new Publisher(
    ({ uri: one, diagnostics }) =>
      told.push(`${one.slice(uri('').length)}: ${diagnostics.map(({ code }) => String(code)).join(', ') || 'nothing'}`),
    () => undefined,
  );
  const turns: (() => void)[] = [];
  const scheduler = new Scheduler(
    documents,
    publisher,
    new Guard((line) => told.push(line)),
    (turn) => turns.push(turn),
    () => told.push('judged'),
  );
  const opens = (path: string, text: string) => () => {
    open.set(uri(path), text);
    scheduler.edit(uri(path));
  };
  const closes = (path: string) => () => {
    open.delete(uri(path));
    if (documents.find(uri(path))) scheduler.close(uri(path), lying(uri(path)));
    else scheduler.closeBeside(uri(path));
  };
  const withdraws = (path: string) => () => scheduler.withdraw(uri(path));
  const steps: Readonly<Record<string, () => unknown>> = {
    'nobody has opened any': () => scheduler.unopened(project),
    'that of the worker is taken back': withdraws(worker),
    'once more': withdraws(worker),
    'it is opened': opens(worker, nonsense),
    'so is the destination': opens('config/deploy.eu.yml', 'image: shop/app\nnonsense: 3\n'),
    'what is open is not taken back': withdraws(worker),
    'nor is the base of a destination that is open': withdraws(base),
    'those that are not open': () => scheduler.unopened(project),
    'the destination is closed, and its base is not kept': closes('config/deploy.eu.yml'),
    'it is taken back, and the worker is open': withdraws(base),
    'a secrets file is opened, which is read for both': opens('.kamal/secrets', 'A=1\n'),
    'neither is taken back': () => [base, worker].forEach((path) => withdraws(path)()),
    'it is closed, and the base is not kept': closes('.kamal/secrets'),
    'a file beside them that nobody asked for': opens('docs/a', 'x'),
    'it is closed': closes('docs/a'),
    'the worker is closed, and kept': () => {
      keeps = true;
      closes(worker)();
    },
    'the worker is opened and closed at once': () => {
      opens(worker, deploy)();
      closes(worker)();
    },
    'what is opened before its turn is taken in': () => {
      opens(worker, deploy)();
      scheduler.takeIn();
      return project.analysisOf(worker)?.deployments[0]?.findings.length;
    },
  };
  return Object.entries(steps).map(([name, step]) => {
    const answered = step();
    while (turns.length > 0) turns.shift()!();
    return [name, ...(answered === undefined ? [] : [answered]), ...told.splice(0)];
  });
}

/** Pictures of what has an accessory with a volume: without and with what is drawn only when somebody asks for it. */
function pictures(): unknown {
  const served = serve(
    new Map([[base, `${deploy}accessories: {db: {image: "postgres:16", host: 192.0.2.1, volumes: ["data:/var/lib"]}}\n`]]),
  );
  const row = requests.find(({ type }) => type.method === 'kamal/picture')!;
  return [{}, { details: false }, { details: true }, { width: 1 }].map((more) => {
    const { svg } = ask(served, row, base, place, more) as DeploymentPicture;
    return [more, /<text[^>]*>[^<]*\/var\/lib/.test(svg) ? 'with its volume' : 'without', /viewBox="([^"]*)"/.exec(svg)?.[1]];
  });
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
  'what is offered for each request': offered,
  'an answer that has waited': waited,
  'two bases in one project': aroundBases,
  'what is logged': logged,
  'what is sent of a family': published,
  'which families are judged and taken back': scheduled,
  pictures: pictures,
  'documents, folders and their settings': workspaces,
  'files that come from the client': fromTheClient,
  'a project that is imagined': imagined,
  'secrets in answers': veiled,
});
