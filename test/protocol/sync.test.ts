import assert from 'node:assert/strict';
import { afterEach, suite, test } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver';
import type { DeploymentCommands, Tree } from '../../server/src/protocol.ts';
import { Client, type Options } from './client.ts';
import { bad, good } from './texts.ts';

const file = 'config/deploy.yml';

suite('documents', { timeout: 30_000 }, () => {
  let client: Client;
  const start = async (options?: Options): Promise<Client> => (client = await Client.start(options));
  afterEach(() => client.stop());

  test('each judged version is published with its number, also when nothing has changed', async () => {
    await start();
    await client.open(file, good);
    for (const line of ['# one\n', '# two\n', '# three\n']) await client.type(file, good + line);
    assert.deepEqual(
      client.publications.map(({ version, diagnostics }) => [version, diagnostics.length]),
      [1, 2, 3, 4].map((version) => [version, 0]),
    );
  });

  test('an edit is a part of the text', async () => {
    await start();
    await client.open(file, bad);
    const key = { start: { line: 9, character: 0 }, end: { line: 9, character: 8 } };
    const version = client.change(file, { range: key, text: 'x-note' });
    assert.deepEqual((await client.judged(file, version)).diagnostics, []);
  });

  test('of many edits that arrive together the newest is judged', async () => {
    await start();
    await client.open(file, good);
    const end = { line: 9, character: 0 };
    for (const [index, letter] of [...'nonsense: true'].entries()) {
      const at = { line: 9, character: index };
      client.change(file, { range: { start: index === 0 ? end : at, end: index === 0 ? end : at }, text: letter });
    }
    const last = client.change(file, { range: { start: { line: 9, character: 14 }, end: { line: 9, character: 14 } }, text: '\n' });
    const { diagnostics } = await client.judged(file, last);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['unknown-key'],
    );
    const versions = client.publications.map(({ version }) => version!);
    assert.deepEqual(
      versions,
      [...versions].sort((a, b) => a - b),
    );
    assert.ok(versions.length < last, `${versions.length} publications for ${last} versions`);
  });

  test('a request sees what was typed before it', async () => {
    await start();
    await client.open(file, good);
    client.change(file, good.replace('web:', 'web:\n    - 192.0.2.99'));
    const tree = await client.tree(file);
    assert.deepEqual(
      tree?.nodes[0]?.children?.[0]?.children?.map(({ label }) => label),
      ['192.0.2.99', '192.0.2.10'],
    );
  });

  test('nothing is reported for files that are not ours', async () => {
    await start();
    const workflow = 'on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n';
    client.show('.github/workflows/deploy.yml', workflow, 'yaml');
    assert.deepEqual(await client.open('config/deploy.yml', 'hosts: all\ntasks:\n  - name: ping\n', 'yaml'), [], 'no sign of Kamal yet');
    assert.deepEqual(
      client.publications.map(({ uri }) => uri),
      [client.uri(file)],
    );
    assert.equal(await client.tree('.github/workflows/deploy.yml'), null);
    assert.equal(await client.tree(file), null);
    assert.notDeepEqual(await client.type(file, bad), [], 'now it looks like Kamal');
  });

  test('a document in our language is served wherever it lies', async () => {
    await start();
    assert.deepEqual(
      (await client.open('untitled:Untitled-1', bad)).map(({ code }) => code),
      ['unknown-key'],
    );
    assert.deepEqual(
      (await client.open('infra/kamal.yml', bad)).map(({ code }) => code),
      ['unknown-key'],
    );
  });

  test('a template is no destination, and says nothing', async () => {
    await start({ files: { [file]: good } });
    assert.deepEqual(await client.open('config/deploy.example.yml', 'service: your-app\nnonsense: 1\n'), []);
  });

  test('closing takes the findings away', async () => {
    await start();
    await client.open(file, bad);
    const gone = client.next(({ uri, diagnostics }) => uri === client.uri(file) && diagnostics.length === 0);
    client.close(file);
    await gone;
  });

  test('editing the base judges its destinations again, also those that are not open', async () => {
    const staging = 'config/deploy.staging.yml';
    const over = 'accessories:\n  logs:\n    image: shop/logs\n    role: job\n';
    const withJob = `${good}  job:\n    - 192.0.2.11\n`;
    await start({ files: { [file]: withJob, [staging]: over } });
    await client.open(file, withJob);
    const elsewhere = client.next(({ uri }) => uri === client.uri(staging));
    await client.type(file, good);
    const { diagnostics, version } = await elsewhere;
    assert.equal(version, undefined);
    assert.notDeepEqual(diagnostics, [], 'the role that the accessory runs on is gone');
    const mended = client.next(({ uri, diagnostics }) => uri === client.uri(staging) && diagnostics.length === 0);
    await client.type(file, withJob);
    await mended;
  });

  test('a file that changes on the disk is read again', async () => {
    const staging = 'config/deploy.staging.yml';
    await start({ files: { [file]: good, [staging]: 'image: shop/app\nnonsense: true\n' } });
    client.show(file, good);
    const { uri } = await client.published(({ uri, diagnostics }) => uri === client.uri(staging) && diagnostics.length > 0);
    const { writeFileSync } = await import('node:fs');
    const { fileURLToPath } = await import('node:url');
    const mended = client.next((one) => one.uri === uri && one.diagnostics.length === 0);
    writeFileSync(fileURLToPath(uri), '# nothing\nx-note: true\n');
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: 2 }] });
    await mended;
  });

  test('a rule can be turned off, or down', async () => {
    await start({ settings: { rules: { 'unknown-key': 'hint' } } });
    client.show(file, bad);
    const { diagnostics } = await client.published((one) => one.diagnostics[0]?.severity === 4);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['unknown-key'],
    );
  });

  test('further bases are named by a setting', async () => {
    await start({ settings: { configFiles: ['config/deploy-worker.yml'] } });
    client.show('config/deploy-worker.yml', bad, 'yaml');
    const { diagnostics } = await client.published(({ uri }) => uri === client.uri('config/deploy-worker.yml'));
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['unknown-key'],
    );
  });

  test('nothing outside the workspace is read', async () => {
    await start({
      files: { [file]: good, 'config/deploy.staging.yml': 'image: shop/app\nnonsense: true\n', 'shop/README.md': '' },
      within: 'shop',
    });
    const outside = client.folder.replace(/shop$/, file);
    await client.open(outside, good);
    assert.deepEqual(
      client.publications.map(({ uri }) => uri),
      [outside],
    );
  });

  test('in a virtual workspace files are read through the client', async () => {
    const folder = 'vscode-vfs://github/shop/shop';
    const texts: Record<string, string> = { [`${folder}/config/deploy.staging.yml`]: 'image: shop/app\nnonsense: true\n' };
    await start({
      folder,
      answers: {
        'kamal/readFile': ({ uri }: { uri: string }) => texts[uri] ?? null,
        'kamal/readFolder': ({ uri }: { uri: string }) => (uri === `${folder}/config` ? ['deploy.yml', 'deploy.staging.yml'] : null),
      },
    });
    client.show(file, good);
    const { uri } = await client.published(({ diagnostics }) => diagnostics.length > 0);
    assert.equal(uri, `${folder}/config/deploy.staging.yml`);
  });

  test('each deployment of a base has its own tree', async () => {
    const staging = 'config/deploy.staging.yml';
    await start({ files: { [file]: good, [staging]: 'servers:\n  web:\n    - 192.0.2.20\n' } });
    await client.open(file, good);
    const hosts = (tree: Tree | null) => tree?.nodes[0]?.children?.[0]?.children?.map(({ label, target }) => [label, target?.uri]);
    const [base, destination, own] = [await client.tree(file), await client.tree(file, 'staging'), await client.tree(staging)];
    assert.deepEqual(base?.destinations, [null, 'staging']);
    assert.deepEqual(hosts(base), [['192.0.2.10', client.uri(file)]]);
    assert.deepEqual(hosts(destination), [['192.0.2.20', client.uri(staging)]]);
    assert.equal(own?.destination, 'staging', 'a file stands for its own deployment');
    assert.equal(await client.tree(file, 'production'), null);
  });

  test('what Kamal runs is told of the newest text, by destination', async () => {
    await start({ files: { [file]: good, 'config/deploy.eu.yml': 'servers:\n  web:\n    - 192.0.2.20\n' } });
    client.show(file, good);
    client.change(file, good.replace('192.0.2.10', '192.0.2.99'));
    const hosts = async (destination?: string) => {
      const params = { uri: client.uri(file), ...(destination === undefined ? {} : { destination }) };
      return (await client.request<DeploymentCommands | null>('kamal/commands', params))?.sections.map(({ host }) => host);
    };
    assert.deepEqual(await hosts(), ['192.0.2.99']);
    assert.deepEqual(await hosts('eu'), ['192.0.2.20']);
    assert.equal(await hosts('us'), undefined);
  });

  test('a hook that may not be run is told of in the editor, too', async () => {
    const hook = '.kamal/hooks/pre-deploy';
    await start({ files: { [file]: good, [hook]: '#!/bin/sh\n' } });
    client.show(file, good);
    const { diagnostics } = await client.published(({ uri }) => uri === client.uri(hook));
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['hook-never-runs'],
    );
  });

  test('files that a deployment hangs on by its text are watched, and judged anew', async () => {
    await start({
      files: { [file]: good },
      capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } },
    });
    const rules = (list: Diagnostic[]) => list.map(({ code }) => code);
    assert.deepEqual(rules(await client.open(file, `${good}error_pages_path: public\n`)), ['error-pages-empty']);
    // What is asked of the client has come when a later answer has.
    await client.folds(file);
    assert.match(JSON.stringify(client.registrations), /"\*\*\/public\/\*"/);
    client.write('public/404.html', 'Not here');
    client.write('public/500.html', 'Not well');
    const mended = client.next(({ uri }) => uri === client.uri(file));
    client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri('public/404.html'), type: 1 }] });
    assert.deepEqual(rules((await mended).diagnostics), []);
  });

  test('what breaks is told once, without a word of the file, and the server goes on', async () => {
    const broken = (): never => {
      throw new TypeError('cannot read "hunter2"');
    };
    await start({ host: { read: broken, list: broken } });
    client.show(file, good);
    assert.equal(await client.tree(file), null);
    assert.equal(await client.hover(file, { line: 0, character: 1 }), null);
    assert.equal(await client.hover(file, { line: 1, character: 1 }), null);
    assert.equal((await client.folds(file)).length, 4);
    assert.ok(client.logs.length > 0);
    assert.deepEqual([...new Set(client.logs)], client.logs);
    assert.ok(
      client.logs.every((line) => /failed \(TypeError\)/.test(line) && !line.includes('hunter2')),
      client.logs.join(),
    );
  });
});
