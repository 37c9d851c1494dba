// Our own request for the plan of a change: the newest text against texts that the client had from somewhere.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { PlanResult } from '../../server/src/protocol.ts';
import { Client } from './client.ts';

const base = 'config/deploy.yml';
const staging = 'config/deploy.staging.yml';
const common = 'service: shop\nimage: acme/shop\nregistry: {username: acme, password: [KAMAL_REGISTRY_PASSWORD]}\nbuilder: {arch: amd64}\n';
const old = `${common}servers:\n  web: [192.0.2.1]\n  jobs: {hosts: [192.0.2.2], cmd: bin/jobs}\n`;

for (const over of ['stdio', 'worker'] as const)
  suite(`plans, over ${over}`, { timeout: 30_000 }, () => {
    test('the text that is being typed, against the one of the last commit', async () => {
      const client = await Client.start({ over, files: { [base]: old } });
      await client.open(base, old);
      client.change(base, old.replace('  jobs:', '  work:'));
      const ask = (files: Readonly<Record<string, string | null>>): Promise<PlanResult | null> =>
        client.request('kamal/plan', { uri: client.uri(base), from: 'HEAD', files });
      const told = await ask({ [base]: old });
      assert.equal(told?.summary, '1 thing is left behind');
      assert.equal(told.consequences[0]?.target.uri, client.uri(base));
      assert.equal((await ask({ [base]: null })) === null, true);
      await client.stop();
    });

    test('a destination that was not there, and one that is gone', async () => {
      const servers = 'servers:\n  web: [192.0.2.3]\n';
      const client = await Client.start({ over, files: { [base]: common, [staging]: servers } });
      await client.open(base, common);
      const ask = (files: Readonly<Record<string, string | null>>): Promise<PlanResult | null> =>
        client.request('kamal/plan', { uri: client.uri(base), from: 'HEAD', files });
      assert.deepEqual((await ask({ [staging]: servers }))?.consequences, []);
      const renamed = await ask({ [staging]: null, 'config/deploy.stage.yml': servers });
      assert.equal(renamed?.worst, 'fails');
      assert.match(renamed.summary, /^kamal deploy -d staging \(was stage\): will fail: proxy route already taken/);
      await client.stop();
    });

    test('what is no part of a deployment has no plan', async () => {
      const client = await Client.start({ over, files: {} });
      client.show('notes.yml', 'a: b\n', 'yaml');
      assert.equal(await client.request('kamal/plan', { uri: client.uri('notes.yml'), from: 'HEAD', files: {} }), null);
      await client.stop();
    });
  });
