import fc from 'fast-check';
import { written } from '../edit/documents.ts';
import type { Data } from '../edit/documents.ts';

const server = fc.constantFrom('192.0.2.1', '192.0.2.2', '192.0.2.3');
const host = fc.constantFrom(
  'shop.example',
  'api.shop.example',
  'www.shop.example',
  'Shop.Example',
  'https://shop.example',
  'a.example,b.example',
);
const servers = fc.uniqueArray(server, { maxLength: 3 });

/** Some of the entries, in their order. */
function some(entries: Readonly<Record<string, fc.Arbitrary<Data>>>): fc.Arbitrary<Map<string, Data>> {
  return fc.record(entries, { requiredKeys: [] }).map((record) => new Map(Object.entries(record) as [string, Data][]));
}

const proxy = some({
  ssl: fc.oneof(
    fc.constantFrom('true', 'false'),
    some({ certificate_pem: fc.constant('CERTIFICATE'), private_key_pem: fc.constant('PRIVATE_KEY') }),
  ),
  host,
  hosts: fc.array(host, { maxLength: 2 }),
  app_port: fc.constant('3000'),
  path_prefix: fc.constantFrom('/', '/api'),
});

const role: fc.Arbitrary<Data> = fc.oneof(
  servers,
  some({ hosts: servers, cmd: fc.constant('bin/jobs'), proxy: fc.oneof(proxy, fc.constantFrom('true', 'false')) }),
);

/** Deployments of few names, so that they often meet: roles with and without servers, proxies that clash, all in many ways to write them. */
export const deployments = written(
  fc
    .record({
      servers: fc.oneof(servers, fc.tuple(role, role, role).map(([web, api, job]) => new Map([['web', web], ['api', api], ['job', job]]))), // prettier-ignore
      rest: some({
        proxy: fc.oneof({ weight: 4, arbitrary: proxy }, { weight: 1, arbitrary: fc.constantFrom('true', 'false', null) }),
        primary_role: fc.constantFrom('web', 'api', 'wbe', 'other'),
        allow_empty_roles: fc.constantFrom('true', 'false'),
      }),
    })
    .map(
      ({ servers, rest }) =>
        new Map<string, Data>([
          ['service', 'shop'],
          ['image', 'acme/shop'],
          ['registry', new Map<string, Data>([['username', 'acme'], ['password', ['PASSWORD']]])], // prettier-ignore
          ['builder', new Map([['arch', 'amd64']])],
          ['servers', servers],
          ...rest,
        ]),
    ),
);
