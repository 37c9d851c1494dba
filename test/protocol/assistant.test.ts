// What VS Code's language models are answered is what `kamal-check mcp` answers, about the texts as they stand in the editor.
import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { suite, test } from 'node:test';
import { Client as Assistant } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { root } from '../../scripts/run.mjs';
import { checkRequest, explainRequest, planTextRequest, type Told } from '../../server/src/protocol.ts';
import { Client } from './client.ts';

const base = 'config/deploy.yml';
const old = `service: shop
image: acme/shop
registry: {server: "localhost:5555"}
builder: {arch: amd64}
servers:
  web: [192.0.2.1]
  jobs: {hosts: [192.0.2.2], cmd: bin/jobs}
env:
  secret: [TOKEN]
  clear: {API_TOKEN: ghp_abcdefghijklmnopqrstuvwxyz0123456789}
deploy_timout: 3
`;
const files = {
  [base]: old,
  'config/deploy.staging.yml': 'servers:\n  web: [192.0.2.3]\nretain_container: 3\n',
  'config/deploy-worker.yml': 'service: shop-worker\n',
  '.kamal/secrets-common': 'REGISTRY=$REGISTRY\n',
  '.kamal/lint.yml': 'rules: {accessory-port-public: off}\nconfig_files: [config/deploy-worker.yml]\n',
};

async function mcp(folder: string): Promise<(name: string, given: Record<string, unknown>) => Promise<string>> {
  const assistant = new Assistant({ name: 'test', version: '1' });
  await assistant.connect(
    new StdioClientTransport({ command: process.execPath, args: [`${root}/dist/cli.js`, 'mcp'], cwd: fileURLToPath(folder) }),
  );
  ends.push(() => assistant.close());
  return async (name, given) => {
    const { content } = (await assistant.callTool({ name, arguments: given })) as unknown as { content: { text: string }[] };
    return content[0]!.text;
  };
}
const ends: (() => Promise<void>)[] = [];

for (const over of ['stdio', 'worker'] as const)
  suite(`for assistants, over ${over}`, { timeout: 30_000 }, () => {
    test('the same answers as over MCP', async (t) => {
      t.after(() => Promise.all(ends.splice(0).map((end) => end())));
      const client = await Client.start({ over, files });
      const asked = await mcp(client.folder);
      client.show(base, old);
      const check = async (more: object, file = base): Promise<string> =>
        (await client.request<Told>(checkRequest, { uri: client.uri(file), prefix: '', ...more })).text;
      const whole = await check({ all: true });
      assert.match(whole, /^config\/deploy-worker\.yml:1:1: error: /m);
      assert.match(whole, /^config\/deploy\.staging\.yml:3:1: error: /m);
      assert.doesNotMatch(whole, /ghp_abc/);
      assert.equal(whole, await asked('kamal_check', {}));
      assert.equal(await check({}), await asked('kamal_check', { path: base }));
      for (const destination of ['staging', 'nowhere'])
        assert.equal(await check({ destination }), await asked('kamal_check', { path: base, destination }));
      const text = old.replace('deploy_timout: 3\n', '');
      assert.equal(await check({ text }), await asked('kamal_check', { path: base, text }));
      const eu = { text: 'retain_container: 3\n', destination: 'eu' };
      assert.equal(await check(eu, 'config/deploy.eu.yml'), await asked('kamal_check', { ...eu, path: 'config/deploy.eu.yml' }));

      for (const given of [{ rule: 'service-nam' }, { key: 'proxy.healthcheck.path' }, { key: 'proxy.hosst' }, { key: '' }, {}])
        assert.equal((await client.request<Told>(explainRequest, given)).text, await asked('kamal_explain', given));
      assert.equal((await client.request<Told>(explainRequest, { rule: 'service-name', page: '# it\n' })).text, '# it\n');
      await client.stop();
    });

    test('the same plan as over MCP', async (t) => {
      t.after(() => Promise.all(ends.splice(0).map((end) => end())));
      const now = old.replace('deploy_timout', 'deploy_timeout');
      const then = now.replace('  jobs:', '  work:');
      const client = await Client.start({ over, files: { [base]: now, [`then/${base}`]: then } });
      const asked = await mcp(client.folder);
      client.show(base, now);
      const given = { uri: client.uri(base), from: 'then', files: { [base]: then }, prefix: '' };
      const { text } = await client.request<Told>(planTextRequest, given);
      assert.match(text, /^config\/deploy\.yml:7:3: leaves something behind: .*`work`/m);
      // A folder has the old files, where a revision is fetched first.
      const plan = (said: string): string => said.slice(0, said.indexOf('The old files'));
      assert.equal(plan(text), plan(await asked('kamal_plan', { from: 'then' })));
      assert.equal((await client.request<Told>(planTextRequest, { ...given, destination: 'eu' })).text, 'There is no destination eu.');
      await client.stop();
    });

    test('what was typed last counts, and a file that is none of ours has no answer', async () => {
      const client = await Client.start({ over, files: { [base]: old } });
      const check = (file: string): Promise<Told | null> => client.request(checkRequest, { uri: client.uri(file), prefix: 'shop/' });
      client.show(base, old);
      client.change(base, old.replace('deploy_timout', 'drain_timout'));
      assert.match((await check(base))!.text, /^shop\/config\/deploy\.yml:11:1: error: .*drain_timout/m);
      assert.equal(await check('compose.yml'), null);
      assert.equal(await check('nowhere/config/deploy.yml'), null);
      await client.stop();
    });
  });
