import fc from 'fast-check';
import { written } from '../edit/documents.ts';
import type { Data } from '../edit/documents.ts';

type Values = Readonly<Record<string, fc.Arbitrary<Data>>>;

/** A few of the entries, in their order. */
function some(entries: Values, most = 4): fc.Arbitrary<Map<string, Data>> {
  return map({}, entries, most);
}

/** All of the first, and a few of the rest. */
function map(all: Values, rest: Values = {}, most = 4): fc.Arbitrary<Map<string, Data>> {
  return fc
    .subarray(Object.keys(rest), { maxLength: Math.min(most, Object.keys(rest).length) })
    .chain((keys) => fc.record({ ...all, ...Object.fromEntries(keys.map((key) => [key, rest[key]!])) }))
    .map((record) => new Map(Object.entries(record) as [string, Data][]));
}

const one = fc.constantFrom;
const list = (item: fc.Arbitrary<string>) => fc.uniqueArray(item, { minLength: 1, maxLength: 3 }) as fc.Arbitrary<Data>;
const erb = '<%= ENV["X"] %>';

const server = one('192.0.2.1', '192.0.2.2', '192.0.2.3', '12345', 'deploy@192.0.2.4', '192.0.2.5:22');
const host = one('shop.example', 'api.shop.example', 'Shop.Example', 'https://shop.example', '192.0.2.9', 'shop.local', erb);
const name = one('REGISTRY_PASSWORD', 'DB_PASSWORD', 'RAILS_MASTER_KEY', 'API_TOKEN');
const port = one('80', '443', '3000', '8080');

const healthcheck = some({ path: one('/up', 'up?x=1', 'http://shop.example/up'), interval: one('0', '1', '60'), timeout: one('0', '5') });

const proxy = some({
  ssl: fc.oneof(one('true', 'false'), some({ certificate_pem: one('CERTIFICATE'), private_key_pem: one('PRIVATE_KEY') })),
  host,
  hosts: list(host),
  app_port: port,
  path_prefix: one('/', '/api', 'blog/'),
  healthcheck,
  buffering: some({ requests: one('true', 'false'), max_request_body: one('0', '1000'), responses: one('false') }),
  run: some({ http_port: one('8080'), publish: one('true', 'false'), bind_ips: list(one('192.0.2.1', '300.1.1.1', 'eth0')) }),
});

const env = fc.oneof(
  some({ clear: some({ RAILS_ENV: one('production'), DB_HOST: one('$DB_HOST', '192.0.2.7'), db_password: one('x') }), secret: list(name) }),
  map({}, { RAILS_ENV: one('production'), SMTP_PASSWORD: one('correct-horse-battery'), DEBUG: one('yes', 'true') }),
);

const role: fc.Arbitrary<Data> = fc.oneof(
  list(server),
  some({
    hosts: list(server),
    cmd: one('bin/jobs', 'bin/web', 'bin/a && bin/b', 'echo $HOME'),
    proxy: fc.oneof(proxy, one('true', 'false')),
    env,
    labels: some({ role: one('web'), team: one('a') }),
    options: some({ publish: list(one('3000:3000')), init: one('true', 'false'), restart: one('no', 'always') }),
    asset_path: one('/app/public', 'public/assets'),
  }),
);

const accessory: fc.Arbitrary<Data> = some({
  image: one('postgres:17', 'redis', 'acme/search:1', 'registry.example/x:2'),
  host: server,
  role: one('web', 'job'),
  port: one('5432', '5432:5432', '127.0.0.1:5432', '22:22'),
  env,
  files: list(one('a.conf:/etc/a.conf', 'b.conf')),
  volumes: list(one('/data', 'db:/data')),
  proxy,
});

const image = one('acme/shop', 'ghcr.io/acme/shop', 'Acme/Shop', 'acme/shop:latest', 'https://acme/shop');

/** What a base and a destination may both say. */
const common: Values = {
  image,
  labels: some({ service: one('shop', 'store'), role: one('web'), team: one('a') }),
  volumes: list(one('/storage', 'data:/storage', '/app/tmp')),
  registry: some({ server: one('ghcr.io', 'https://ghcr.io', 'localhost', 'localhost:5555'), username: one('acme'), password: one<Data>(['REGISTRY_PASSWORD'], 'REGISTRY_PASSWORD') }), // prettier-ignore
  servers: fc.oneof(list(server), some({ web: role, api: role, job: role })),
  env,
  proxy: fc.oneof({ weight: 5, arbitrary: proxy }, { weight: 1, arbitrary: one('true') }),
  accessories: some({ db: accessory, search: accessory }),
  builder: some({ arch: one<Data>('amd64', 'linux/amd64', ['amd64', 'linux/arm64']), remote: one('root@192.0.2.8', 'ssh://root@192.0.2.8'), local: one('true', 'false'), multiarch: one('false') }), // prettier-ignore
  boot: some({ limit: one('0', '1', '10', '50%', '100%'), wait: one('0', '5') }),
  aliases: some({ console: one('kamal app exec bash', 'app exec bash', 'bin/rails console'), help: one('details'), Shell: one('app exec sh'), again: one('again') }), // prettier-ignore
};

const root: Values = {
  ...common,
  primary_role: one('web', 'wbe', 'job'),
  allow_empty_roles: one('true', 'false'),
  require_destination: one('true', 'false'),
  retain_containers: one('0', '3'),
  minimum_version: one('2.10', '2.1', 'v2.0', '2.3.0'),
  deploy_timeout: one('0', '30'),
  error_pages_path: one('public'),
  hooks_output: some({ pre_deploy: one('verbose'), 'post-deploy': one('quiet', 'loud') }),
  run_directory: one('/opt/kamal', '.kamal'),
  traefik: some({ host_port: one('8080') }),
  healthcheck: some({ path: one('/up'), port: one('3000'), max_attempts: one('3') }),
  stop_wait_time: one('30'),
};

const needed: Values = {
  service: one('shop', 'my shop'),
  image,
  registry: one<Data>(new Map<string, Data>([['username', 'acme'], ['password', ['REGISTRY_PASSWORD']]])), // prettier-ignore
  builder: one<Data>(new Map([['arch', 'amd64']])),
  servers: common['servers']!,
};

/** Lines of a file, each there or not. */
const lines = (...all: readonly string[]) => fc.subarray([...all]).map((chosen) => chosen.map((line) => `${line}\n`).join(''));

const files: Readonly<Record<string, fc.Arbitrary<string>>> = {
  'config/deploy.staging.yml': written(map({}, common)).map(({ text }) => text),
  'config/deploy.production.yml': written(map({}, common)).map(({ text }) => text),
  '.kamal/secrets': lines('# from the environment', 'REGISTRY_PASSWORD=$REGISTRY_PASSWORD', 'DB_PASSWORD=$DB_PASSWORD', '- x'),
  '.kamal/secrets-common': lines('REGISTRY_PASSWORD=$REGISTRY_PASSWORD', 'API_TOKEN=0123456789abcdef'),
  '.kamal/secrets.staging': lines('RAILS_MASTER_KEY=$(cat config/master.key)'),
  '.kamal/hooks/post-deploy.sh': lines('#!/bin/sh', 'echo deployed'),
  Dockerfile: lines('FROM ruby:3.4', 'WORKDIR /app', 'EXPOSE 3000', 'EXPOSE 80', 'CMD ["bin/thrust", "bin/web"]'),
  'Gemfile.lock': one('    kamal (2.9.0)\n', '    kamal (2.12.0)\n'),
};

/**
 * Projects in which all kinds of things are wrong together: files by path. Each YAML file is written in a style of its own, in block and
 * flow, with comments in all places. Values are few, so that they often meet.
 */
export const projects: fc.Arbitrary<Map<string, string>> = fc
  .record({ base: written(map(needed, root, 7)).map(({ text }) => text), beside: fc.record(files, { requiredKeys: [] }) })
  .map(({ base, beside }) => new Map([['config/deploy.yml', base], ...(Object.entries(beside) as [string, string][])]));
