// A deployment as one graph: what leads where, and what is not known.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { topologyOf, type Topology } from '../../server/src/topology/topology.ts';
import { deploymentIn } from '../deployment/table.ts';

const project = `service: shop
image: acme/shop
registry: {username: u, password: [REGISTRY]}
builder: {arch: amd64}
servers:
  web: [192.0.2.1, 192.0.2.2]
  api: {hosts: [192.0.2.1], cmd: bin/api, proxy: {hosts: [api.example.com], path_prefixes: [/v1, /v2/], app_port: 4000}}
  job: {hosts: [192.0.2.3], cmd: bin/jobs, options: {publish: ["9000:9000"]}}
proxy: {host: shop.example.com, ssl: {certificate_pem: CERT, private_key_pem: KEY}}
env: {secret: [DATABASE_URL]}
volumes: [/data:/data]
boot: {limit: 2, wait: 5}
deploy_timeout: 60
accessories:
  db: {host: 192.0.2.3, image: mysql, port: 3306, network: private, directories: ["data:/var/lib/mysql"]}
`;

/** The graph as text, a line for each node. */
function told({ routes, servers, secrets, boot, incomplete }: Topology): string[] {
  return [
    ...routes.map(
      ({ scheme, host, path, to, port, servers: on, uncertain }) =>
        `${scheme}://${host ?? '*'}${path} -> ${to.name}:${port} on ${on.join(' ')}${uncertain ? ' ?' : ''}`,
    ),
    ...servers.flatMap(({ host, proxy, containers, uncertain }) => [
      `${host}${proxy ? ` kamal-proxy ${proxy.ports.join(' ')}` : ''}${uncertain ? ' ?' : ''}`,
      ...containers.map((one) => {
        const parts = [
          one.owner.kind,
          one.owner.name,
          one.primary ? 'primary' : '',
          one.proxied === null ? '' : `:${one.proxied}`,
          one.cmd ?? '',
          ...one.ports.map((port) => `publishes ${port}`),
          ...one.volumes.map((volume) => `mounts ${volume}`),
          `in ${one.networks.join(' ')}`,
          one.secrets.join(' '),
          one.uncertain ? '?' : '',
        ];
        return `  ${parts.filter(Boolean).join(', ')}`;
      }),
    ]),
    ...secrets.map(({ key, by }) => `${key} for ${by.join(' and ')}`),
    ...boot.groups.map(({ hosts }) => `boots ${hosts.join(' ')}`),
    ...incomplete.map(({ name }) => `more servers of ${name}`),
  ];
}

it('routes, servers, containers, secrets, boot', () => {
  const topology = topologyOf(deploymentIn(project));
  assert.deepEqual(told(topology), [
    'https://api.example.com/v1 -> api:4000 on 192.0.2.1',
    'https://api.example.com/v2 -> api:4000 on 192.0.2.1',
    'https://shop.example.com/ -> web:80 on 192.0.2.1 192.0.2.2',
    '192.0.2.1 kamal-proxy 80:80 443:443',
    '  role, web, primary, :80, mounts /data:/data, in kamal, DATABASE_URL',
    '  role, api, :4000, bin/api, mounts /data:/data, in kamal, DATABASE_URL',
    '192.0.2.2 kamal-proxy 80:80 443:443',
    '  role, web, primary, :80, mounts /data:/data, in kamal, DATABASE_URL',
    '192.0.2.3',
    '  role, job, bin/jobs, publishes 9000:9000, mounts /data:/data, in kamal, DATABASE_URL',
    '  accessory, db, publishes 3306:3306, mounts $PWD/shop-db/data:/var/lib/mysql, in private',
    'DATABASE_URL for every role',
    'REGISTRY for the login to the registry',
    "CERT for the proxy's certificate",
    "KEY for the proxy's certificate",
    'boots 192.0.2.1 192.0.2.2',
    'boots 192.0.2.3',
  ]);
  const { gate, wait, deployTimeout, drainTimeout, readinessDelay } = topology.boot;
  assert.deepEqual(
    { gate, wait, deployTimeout, drainTimeout, readinessDelay },
    { gate: 'web', wait: 5, deployTimeout: 60, drainTimeout: 30, readinessDelay: 7 },
  );
});

it('what ERB decides is marked', () => {
  const text = project
    .replace('bin/api', '"<%= x %>"')
    .replace('[192.0.2.3], cmd: bin/jobs', '["<%= job %>", 192.0.2.3], cmd: bin/jobs')
    .replace('shop.example.com', '<%= host %>');
  const lines = told(topologyOf(deploymentIn(text)));
  assert.ok(lines.includes('192.0.2.1 kamal-proxy 80:80 443:443 ?'));
  assert.ok(lines.includes('  role, api, :4000, mounts /data:/data, in kamal, DATABASE_URL, ?'));
  assert.ok(
    lines.some((line) => /^https:\/\/\*\/ -> web:80 on .* \?$/.test(line)),
    lines.join('\n'),
  );
  assert.ok(lines.includes('more servers of job'));
});

it('each node knows its words', () => {
  const { routes, servers } = topologyOf(deploymentIn(project));
  const words = ({ at: { chunk, from, to } }: { at: Topology['servers'][number]['at'] }): string => chunk.text.slice(from, to);
  assert.deepEqual(routes.map(words), ['api.example.com', 'api.example.com', 'shop.example.com']);
  assert.deepEqual(servers.map(words), ['192.0.2.1', '192.0.2.2', '192.0.2.3']);
  assert.deepEqual(
    servers.flatMap(({ containers }) => containers.map(words)),
    ['web', 'api', 'web', 'job', 'db'],
  );
});
