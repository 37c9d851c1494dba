// `kamal-check mcp` as an assistant's client starts it.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import manifest from '../../server/package.json' with { type: 'json' };
import { root } from '../../scripts/run.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'kamal-mcp-'));
const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';
const client = new Client({ name: 'test', version: '1' });

interface Result {
  readonly content: readonly { readonly text: string }[];
  readonly structuredContent?: { readonly deployments: unknown[]; readonly findings: Readonly<Record<string, unknown>>[] };
  readonly isError?: boolean;
}
const call = async (name: string, given: Record<string, unknown> = {}): Promise<Result> =>
  (await client.callTool({ name, arguments: given })) as unknown as Result;

suite('mcp', { timeout: 60_000 }, () => {
  before(async () => {
    mkdirSync(path.join(folder, 'config'));
    writeFileSync(
      path.join(folder, 'config/deploy.yml'),
      `${good}deploy_timout: 3\nenv: {clear: {API_TOKEN: ghp_abcdefghijklmnopqrstuvwxyz0123456789}}\n`,
    );
    await client.connect(
      new StdioClientTransport({ command: process.execPath, args: [path.join(root, 'dist/cli.js'), 'mcp'], cwd: folder }),
    );
  });
  after(async () => {
    await client.close();
    rmSync(folder, { recursive: true });
  });

  test('says who it is, and offers tools that change nothing', async () => {
    assert.deepEqual(client.getServerVersion(), { name: 'kamal-check', version: manifest.version });
    const { tools } = await client.listTools();
    assert.deepEqual(
      tools.map(({ name, annotations }) => [name, annotations?.readOnlyHint]),
      [
        ['kamal_check', true],
        ['kamal_plan', true],
        ['kamal_explain', true],
      ],
    );
    for (const { description } of tools) assert.match(description ?? '', /\. /);
  });

  test('kamal_check tells what is wrong, for reading and as data, and no secret', async () => {
    const { content, structuredContent, isError } = await call('kamal_check');
    assert.equal(isError, undefined);
    assert.match(content[0]!.text, /^config\/deploy\.yml:6:1: error: /);
    assert.deepEqual(structuredContent!.deployments, [{ file: 'config/deploy.yml', destination: null, accepted: false }]);
    const [first] = structuredContent!.findings;
    const { message, fixes, ...rest } = first!;
    assert.match(String(message), /deploy_timout/);
    assert.deepEqual(fixes, ['Rename to `deploy_timeout`', 'Remove `deploy_timout`']);
    assert.deepEqual(rest, {
      file: 'config/deploy.yml',
      line: 6,
      column: 1,
      endLine: 6,
      endColumn: 14,
      rule: 'unknown-key',
      severity: 'error',
      kamal: 'unknown key: deploy_timout',
    });
    assert.doesNotMatch(JSON.stringify([content, structuredContent]), /ghp_abc/);
  });

  test('kamal_check judges a text before it is written', async () => {
    assert.deepEqual((await call('kamal_check', { text: good })).structuredContent!.findings, []);
    const { structuredContent } = await call('kamal_check', {
      text: 'retain_container: 3\n',
      path: 'config/deploy.eu.yml',
      destination: 'eu',
    });
    assert.equal(structuredContent!.findings.find(({ file }) => file === 'config/deploy.eu.yml')!['rule'], 'unknown-key');
  });

  test('kamal_check reads nothing outside of its folder, and says what it cannot do', async () => {
    for (const [given, message] of [
      [{ path: '..' }, /outside of the working directory/],
      [{ path: '/etc' }, /outside of the working directory/],
      [{ path: '/etc/deploy.yml', text: good }, /outside of the working directory/],
      [{ path: 'nowhere' }, /nowhere: no such file or folder/],
      [{ path: 3 }, /`path` has to be a text/],
    ] as const) {
      const { isError, content } = await call('kamal_check', given);
      assert.equal(isError, true);
      assert.match(content[0]!.text, message);
    }
  });

  test('kamal_plan compares with a folder, and reads nothing outside either', async () => {
    mkdirSync(path.join(folder, 'old/config'), { recursive: true });
    mkdirSync(path.join(folder, 'new/config'), { recursive: true });
    writeFileSync(path.join(folder, 'old/config/deploy.yml'), good.replace('192.0.2.1', '192.0.2.9'));
    writeFileSync(path.join(folder, 'new/config/deploy.yml'), good);
    const { content, structuredContent } = await call('kamal_plan', { path: 'new', from: 'old' });
    assert.match(content[0]!.text, /192\.0\.2\.9/);
    assert.equal((structuredContent as unknown as { plans: unknown[] }).plans.length, 1);
    for (const given of [{ path: '..' }, { path: 'new', from: '/etc' }, { path: 'new', from: 'nowhere' }])
      assert.equal((await call('kamal_plan', given)).isError, true, JSON.stringify(given));
  });

  test('kamal_explain knows rules and keys', async () => {
    assert.match((await call('kamal_explain', { rule: 'service-name' })).content[0]!.text, /^# service-name\n/);
    const { text } = (await call('kamal_explain', { key: 'proxy.healthcheck.path' })).content[0]!;
    assert.match(text, /^`proxy\.healthcheck\.path`: .*\n\n[^]*Default: \/up\.[^]*```yaml\npath: /);
    assert.match((await call('kamal_explain', { key: '' })).content[0]!.text, /- `service`: /);
    assert.match((await call('kamal_explain', { key: 'proxy' })).content[0]!.text, /- `app_port`: /);
    for (const [given, message] of [
      [{ key: 'proxy.hosst' }, /Kamal knows no key `proxy\.hosst`\. There are: .*host/],
      [{ rule: 'service-nam' }, /did you mean service-name\?/],
      [{}, /Give `rule` or `key`/],
    ] as const) {
      const { isError, content } = await call('kamal_explain', given);
      assert.equal(isError, true);
      assert.match(content[0]!.text, message);
    }
  });
});
