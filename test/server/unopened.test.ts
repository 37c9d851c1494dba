// How deployments are found and judged that nobody has opened, as data: `unopened.json` beside this file holds it, and UPDATE=1 writes it anew.
import { findProjects, type Finder } from '../../server/src/server/findProjects.ts';
import { Guard } from '../../server/src/server/guard.ts';
import { Idle } from '../../server/src/server/idle.ts';
import { OpenProject } from '../../server/src/server/openProject.ts';
import { settingsOf } from '../../server/src/server/settings.ts';
import { WorkspaceDiagnostics, type Folder } from '../../server/src/server/workspaceDiagnostics.ts';
import { serve } from './project.ts';
import { tell } from './tell.ts';

const base = 'config/deploy.yml';
const deploy = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';

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

tell('deployments that nobody has opened', new URL('unopened.json', import.meta.url), {
  'projects below folders': projects,
  'what is done, step by step': unopened,
});
