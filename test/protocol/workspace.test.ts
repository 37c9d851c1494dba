// Problems of deployments of which no file is open.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, suite, test } from 'node:test';
import type { PublishDiagnosticsParams } from 'vscode-languageserver/node';
import { Client, type Options } from './client.ts';
import { bad, good } from './texts.ts';

const base = 'config/deploy.yml';
const over = 'image: shop/app\nnonsense: true\n';

suite('deployments that nobody has opened', { timeout: 30_000 }, () => {
  let client: Client;
  const start = async (options?: Options): Promise<Client> => (client = await Client.start(options));
  afterEach(() => client.stop());

  const rules = ({ diagnostics }: PublishDiagnosticsParams): string => diagnostics.map(({ code }) => String(code)).join();
  const about = (file: string) => (one: PublishDiagnosticsParams) => one.uri === client.uri(file);
  const says = (file: string, wanted: string) => client.published((one) => about(file)(one) && rules(one) === wanted);
  const willSay = (file: string, wanted: string) => client.next((one) => about(file)(one) && rules(one) === wanted);
  const changed = (file: string, type: 1 | 2 | 3) =>
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(file), type }] });
  /** Which files were told of, each once. */
  const told = () => [...new Set(client.publications.map(({ uri }) => uri.slice(client.folder.length + 1)))];

  test('are judged: those of the folder and of the projects below it, but not those of other people', async () => {
    await start({
      files: {
        [base]: good,
        'config/deploy.staging.yml': over,
        [`apps/api/${base}`]: bad,
        [`node_modules/kit/${base}`]: bad,
        [`.cache/kit/${base}`]: bad,
        [`one/two/three/four/five/${base}`]: bad,
        [`zoo/a/b/c/${base}`]: bad,
      },
    });
    await says(`zoo/a/b/c/${base}`, 'unknown-key');
    await says('config/deploy.staging.yml', 'unknown-key');
    assert.deepEqual(told().sort(), [`apps/api/${base}`, 'config/deploy.staging.yml', `zoo/a/b/c/${base}`]);
    assert.equal(client.publications[0]?.version, undefined);
  });

  test('are judged in every folder of the workspace, and in no other', async () => {
    await start({ files: { [`blog/${base}`]: bad, [`other/${base}`]: bad, [`shop/${base}`]: bad }, folders: ['blog', 'shop'] });
    await says(`shop/${base}`, 'unknown-key');
    assert.deepEqual(told().sort(), [`blog/${base}`, `shop/${base}`]);
  });

  test('are kept when their editor is closed at once, whatever the URI of the folder looks like', async () => {
    const app = `my%20apps/${base}`;
    await start({ files: { [`my apps/${base}`]: bad }, folders: ['my apps/'] });
    await client.open(app, `${bad}more: true\n`);
    const now = willSay(app, 'unknown-key');
    client.close(app);
    await now;
    assert.deepEqual(client.publications.filter(about(app)).map(rules), ['unknown-key,unknown-key', 'unknown-key']);
  });

  test('are judged where config/ alone is opened', async () => {
    await start({ files: { [base]: bad }, folders: ['config'] });
    await says(base, 'unknown-key');
  });

  test('of a folder that is given up nothing is told any more', async () => {
    let folders = ['blog', 'shop'];
    await start({
      files: { [`blog/${base}`]: bad, [`shop/${base}`]: bad },
      folders,
      answers: { 'workspace/workspaceFolders': () => folders.map((folder) => ({ uri: client.uri(folder), name: folder })) },
    });
    await says(`blog/${base}`, 'unknown-key');
    folders = ['shop'];
    const gone = willSay(`blog/${base}`, '');
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: client.uri('blog'), name: 'blog' }] } });
    await gone;
  });

  test('what is open comes first', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `apps/a${index}/${base}`);
    await start({ files: Object.fromEntries(names.map((name) => [name, bad])) });
    await client.open(names[19]!, bad);
    await says(names[18]!, 'unknown-key');
    assert.equal(client.publications[0]?.uri, client.uri(names[19]!));
    assert.equal(client.publications.filter(about(names[19]!)).length, 1, 'once, by its editor');
  });

  test('closing a file leaves what the disk says', async () => {
    await start({ files: { [base]: bad, 'config/deploy.staging.yml': over } });
    await client.open(base, bad);
    await client.type(base, bad.replace('image:', 'imagee:'));
    const back = willSay(base, 'unknown-key');
    client.close(base);
    await back;
    await client.open('config/deploy.staging.yml', over);
    await client.type('config/deploy.staging.yml', '# nothing\n');
    const staging = willSay('config/deploy.staging.yml', 'unknown-key');
    client.close('config/deploy.staging.yml');
    await staging;
  });

  test("closing a file that was never saved, or is somebody else's, takes everything back", async () => {
    const strange = `node_modules/kit/${base}`;
    await start({ files: { [`apps/api/${base}`]: bad, [strange]: bad } });
    await says(`apps/api/${base}`, 'unknown-key');
    for (const file of [base, strange]) {
      await client.open(file, bad);
      const gone = willSay(file, '');
      client.close(file);
      await gone;
    }
  });

  test('a change of one of its files is noticed, also of one beside it', async () => {
    const app = `apps/api/${base}`;
    const pages = `${good}error_pages_path: public\n`;
    await start({ files: { [app]: bad } });
    await says(app, 'unknown-key');
    client.write(app, pages);
    const now = willSay(app, 'error-pages-empty');
    changed(app, 2);
    await now;
    client.write('apps/api/public/404.html', 'Not here');
    const mended = willSay(app, '');
    changed('apps/api/public/404.html', 1);
    await mended;
  });

  test('a project that comes is found, and one that goes is forgotten, with its folder too', async () => {
    const app = `apps/api/${base}`;
    await start({ files: { [`apps/web/${base}`]: bad } });
    await says(`apps/web/${base}`, 'unknown-key');
    client.write(app, bad);
    const found = willSay(app, 'unknown-key');
    changed(app, 1);
    await found;
    rmSync(fileURLToPath(client.uri('apps/api')), { recursive: true });
    const gone = willSay(app, '');
    changed('apps/api', 3);
    await gone;
    rmSync(fileURLToPath(client.uri(`apps/web/${base}`)));
    const other = willSay(`apps/web/${base}`, '');
    changed(`apps/web/${base}`, 3);
    await other;
  });

  test('a client that does not watch files hears of changes when another document is opened', async () => {
    const [app, other] = [`apps/api/${base}`, `apps/web/${base}`];
    await start({ files: { [app]: bad }, capabilities: {} });
    await says(app, 'unknown-key');
    client.write(app, good);
    client.write(other, bad);
    const [mended, found] = [willSay(app, ''), willSay(other, 'unknown-key')];
    await client.open('notes/other.yml', 'a: 1\n');
    await Promise.all([mended, found]);
  });

  test('a setting turns it off, and on again', async () => {
    let settings: object = { workspaceDiagnostics: true };
    await start({
      files: { [base]: bad },
      answers: { 'workspace/configuration': ({ items }: { items: object[] }) => items.map(() => settings) },
    });
    const set = (now: object) => {
      settings = now;
      client.notify('workspace/didChangeConfiguration', { settings: null });
    };
    await says(base, 'unknown-key');
    const gone = willSay(base, '');
    set({ workspaceDiagnostics: false });
    await gone;
    await client.open(base, bad);
    const closed = willSay(base, '');
    client.close(base);
    await closed;
    const back = willSay(base, 'unknown-key');
    set({});
    await back;
    const down = willSay(base, '');
    set({ rules: { 'unknown-key': 'off' } });
    await down;
  });

  test('further bases are those that the setting names', async () => {
    const files = { 'apps/api/config/deploy-worker.yml': bad };
    await start({ files, settings: { configFiles: ['config/deploy-worker.yml'] } });
    await says('apps/api/config/deploy-worker.yml', 'unknown-key');
  });

  const folder = 'vscode-vfs://github/shop/shop';
  const virtual = (texts: Record<string, string>, asked: string[] = []): Options => ({
    folder,
    options: { finds: true, watches: true },
    answers: {
      'kamal/findFiles': ({ uri, paths }: { uri: string; paths: string[] }) =>
        Object.keys(texts).flatMap((file) => (paths.some((path) => `/${file}`.endsWith(`/${path}`)) ? [`${uri}/${file}`] : [])),
      'kamal/readFile': ({ uri }: { uri: string }) => {
        asked.push(uri.slice(folder.length + 1));
        return texts[uri.slice(folder.length + 1)] ?? null;
      },
      'kamal/readFolder': ({ uri }: { uri: string }) => {
        const names = Object.keys(texts).filter((file) => `${folder}/${file}`.startsWith(`${uri}/`));
        return names.length > 0 ? names.map((file) => `${folder}/${file}`.slice(uri.length + 1).split('/')[0]) : null;
      },
    },
  });

  test('in a virtual workspace the client looks for them and reads them', async () => {
    await start(virtual({ [`apps/api/${base}`]: bad, 'apps/api/config/deploy.staging.yml': over, [`apps/vendor/kit/${base}`]: bad }));
    await says(`apps/api/${base}`, 'unknown-key');
    await says('apps/api/config/deploy.staging.yml', 'unknown-key');
    assert.deepEqual(told(), [`apps/api/${base}`, 'apps/api/config/deploy.staging.yml']);
  });

  test('in a virtual workspace an open file is told of once more when all that it hangs on has come, not at each file', async () => {
    const texts = {
      [base]: `${good}error_pages_path: public\n`,
      'config/deploy.a.yml': over,
      'config/deploy.b.yml': over,
      'config/deploy.c.yml': over,
    };
    await start(virtual(texts));
    client.show(base, texts[base]!);
    await says('config/deploy.c.yml', 'unknown-key');
    await says(base, 'error-pages-empty');
    // At once, when the names of the destinations have come, and when their texts have.
    assert.ok(client.publications.filter(about(base)).length <= 3, `${client.publications.filter(about(base)).length} times`);
  });

  test('a keystroke in one project reads nothing of another', async () => {
    const asked: string[] = [];
    await start(virtual({ [`apps/api/${base}`]: good, [`apps/web/${base}`]: bad }, asked));
    await says(`apps/web/${base}`, 'unknown-key');
    await client.open(`apps/api/${base}`, good);
    await client.type(`apps/api/${base}`, `${good}# one\n`);
    asked.length = 0;
    const before = client.publications.length;
    for (const text of ['# two\n', '# three\n']) await client.type(`apps/api/${base}`, good + text);
    const ofOther = (path: string) => path.startsWith('apps/web/');
    assert.deepEqual(asked.filter(ofOther), []);
    assert.deepEqual(
      client.publications.slice(before).filter(({ uri }) => ofOther(uri.slice(folder.length + 1))),
      [],
    );
  });
});
