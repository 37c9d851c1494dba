// The shape that `check --format json` prints; its contents are held against real Kamal in test/kamal.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { resolved } from '../../server/src/deployment/resolved.ts';
import { deploymentIn } from './table.ts';

it('a deployment as plain data', () => {
  const deployment = deploymentIn(`
    service: shop
    image: acme/shop
    registry: {server: r.example}
    servers:
      web: [a: x, b]
      job: {hosts: [b], cmd: bin/jobs, proxy: false}
    proxy: {ssl: true, host: "shop.example,www.shop.example", app_port: 3000}
    env: {clear: {A: 1}, secret: [S], tags: {x: {A: 2}}}
    boot: {limit: 1, wait: 5}
    accessories:
      db: {image: postgres:17, host: z, port: 5432}
    aliases: {console: app exec -i sh}
  `);
  const proxy = { hosts: ['shop.example', 'www.shop.example'], ssl: true, customCertificate: false, appPort: 3000, pathPrefixes: [] };
  assert.deepEqual(JSON.parse(JSON.stringify(resolved(deployment))), {
    service: 'shop',
    image: 'acme/shop',
    repository: 'r.example/acme/shop',
    primaryRole: 'web',
    primaryHost: 'a',
    roles: [
      {
        name: 'job',
        hosts: ['b'],
        primary: false,
        proxy: null,
        cmd: 'bin/jobs',
        tags: { b: [] },
        env: { clear: { b: { A: 1 } }, secret: { b: ['S'] } },
      },
      {
        name: 'web',
        hosts: ['a', 'b'],
        primary: true,
        proxy,
        cmd: null,
        tags: { a: ['x'], b: [] },
        env: { clear: { a: { A: 2 }, b: { A: 1 } }, secret: { a: ['S'], b: ['S'] } },
      },
    ],
    proxyHosts: ['a', 'b'],
    boot: {
      roles: ['web', 'job'],
      groups: [
        { hosts: ['b'], rolesOnHost: { b: ['web', 'job'] } },
        { hosts: ['a'], rolesOnHost: { a: ['web'] } },
      ],
      wait: 5,
      parallelRoles: false,
    },
    accessories: [{ name: 'db', image: 'postgres:17', hosts: ['z'], port: '5432:5432', proxy: null }],
    aliases: { console: 'app exec -i sh' },
  });
});

it('what Kamal loads and then falls over', () => {
  const of = (text: string) => resolved(deploymentIn(text)) as Record<string, unknown>;
  const crash = { crash: 'NoMethodError' };
  assert.deepEqual(of('servers: [a]\nboot: {limit: 0}').boot, crash);
  assert.deepEqual((of('servers: [a: x]').roles as { env: unknown }[])[0]!.env, crash);
  assert.deepEqual((of('servers: [a]\nproxy: {host: 5}').roles as { proxy: unknown }[])[0]!.proxy, crash);
});
