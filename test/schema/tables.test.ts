import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { eachKey, keyAt, type Key, type Path } from '../../server/src/schema/index.ts';

/** Every key that Kamal 2.12 knows, by hand from its documentation files; `*` is a name that people choose. */
const proxy = `
  host hosts app_port ssl ssl.certificate_pem ssl.private_key_pem ssl_redirect forward_headers response_timeout
  path_prefix path_prefixes strip_path_prefix
  healthcheck healthcheck.interval healthcheck.path healthcheck.timeout
  buffering buffering.requests buffering.responses buffering.max_request_body buffering.max_response_body buffering.memory
  logging logging.request_headers logging.response_headers
  run run.http_port run.https_port run.metrics_port run.debug run.log_max_size run.publish run.bind_ips run.registry run.repository
  run.version run.options`;

const known: Readonly<Record<string, string>> = {
  '': `
    service image labels volumes registry servers env asset_path hooks_path hooks_output secrets_path error_pages_path require_destination
    primary_role allow_empty_roles retain_containers minimum_version readiness_delay deploy_timeout drain_timeout stop_timeout run_directory
    ssh builder proxy sshkit boot logging accessories aliases output`,
  labels: '*',
  hooks_output: '*',
  registry: 'server username password',
  env: 'clear secret tags * clear.* tags.* tags.*.clear tags.*.secret tags.*.* tags.*.clear.*',
  servers: '* 0.*',
  'servers.*':
    'hosts hosts.0.* 0.* cmd stop_timeout options options.restart logging logging.driver logging.options proxy labels labels.* env asset_path',
  'servers.*.env': 'clear secret * clear.*',
  'servers.*.proxy': proxy,
  proxy,
  'accessories.*.proxy': proxy,
  accessories: '*',
  'accessories.*': `
    service image cmd port host hosts hosts.0.* role roles tag tags labels labels.* options options.restart env files directories volumes network proxy registry
    files.0.local files.0.remote files.0.mode files.0.owner files.0.options
    directories.0.local directories.0.remote directories.0.mode directories.0.owner directories.0.options`,
  'accessories.*.env': 'clear secret * clear.*',
  'accessories.*.registry': 'server username password',
  builder: `
    arch remote local pack pack.builder pack.buildpacks cache cache.type cache.options cache.image context dockerfile target args secrets ssh
    driver provenance sbom`,
  boot: 'limit wait parallel_roles',
  ssh: 'user port proxy proxy_command log_level keys_only keys key_data config forward_agent',
  sshkit: 'max_concurrent_starts pool_idle_timeout dns_retries',
  logging: 'driver options',
  output: 'otel otel.endpoint file file.path',
  aliases: '*',
};

const listed = Object.entries(known).flatMap(([at, names]) =>
  names
    .trim()
    .split(/\s+/)
    .map((name) => (at ? `${at}.${name}` : name)),
);

const all: { path: Path; key: Key }[] = [];
eachKey((path, key) => all.push({ path, key }));

/** What docker takes and Kamal does not look at: offered, but no key of Kamal's. */
const docker = /\.options\.(memory|cpus)$/;

test('the tables hold every key of Kamal 2.12', () => {
  const missing = listed.filter((path) => !keyAt(path.split('.').map((part) => (part === '*' ? 'NAME' : part))));
  assert.deepEqual(missing, []);
});

test('the tables hold nothing else', () => {
  const extra = all.map(({ path }) => path.join('.')).filter((path) => !listed.includes(path) && !docker.test(path));
  assert.deepEqual(extra, []);
});

const complaints = (check: (key: Key, path: Path) => string | false | undefined): string[] =>
  all.flatMap(({ path, key }) => {
    const complaint = check(key, path);
    return complaint ? [`${path.join('.')}: ${complaint}`] : [];
  });

test('every purpose is one line of text, without a full stop', () => {
  assert.deepEqual(
    complaints(({ purpose }) =>
      /^[A-Z].{10,}[^.\s]$/.test(purpose) && !purpose.includes('\n') && purpose.length <= 110 ? false : `"${purpose}" (${purpose.length})`,
    ),
    [],
  );
});

test('details are sentences', () => {
  assert.deepEqual(
    complaints(({ details }) => details !== undefined && !/^[\s\S]{20,}[\w).`!]$/.test(details) && details.slice(-40)),
    [],
  );
});

test('every key says since when', () => {
  assert.deepEqual(
    complaints(({ since }) => !/^(1\.x|2\.(0|[1-9]\d?))$/.test(since) && since),
    [],
  );
});

test('forms that came later say since when and what they are', () => {
  assert.deepEqual(
    complaints(
      ({ newer = [] }) =>
        newer.some(({ since, when, purpose }) => {
          if (typeof when === 'object') new RegExp(when.matches);
          return !/^2\.\d+$/.test(since) || !/^[A-Z].*[^.]$/.test(purpose);
        }) && JSON.stringify(newer),
    ),
    [],
  );
});

test('every example is YAML that begins with its key, and nothing else', () => {
  assert.deepEqual(
    complaints(({ example }, path) => {
      const name = path.at(-1) as string;
      const value = parse(example) as Record<string, unknown>;
      const keys = Object.keys(value);
      return (keys.length !== 1 || value[keys[0] as string] == null || (name !== '*' && keys[0] !== name)) && example;
    }),
    [],
  );
});

test('every link leads to a page of Kamal', () => {
  const pages =
    'overview servers roles proxy environment-variables accessories builders docker-registry booting ssh sshkit logging output aliases'.split(
      ' ',
    );
  assert.deepEqual(
    complaints(
      ({ link }) =>
        !pages.includes(/^https:\/\/kamal-deploy\.org\/docs\/configuration\/([\w-]+)\/(#[\w()/-]+)?$/.exec(link)?.[1] ?? '') && link,
    ),
    [],
  );
});

test('only a closed key lists all its values', () => {
  assert.deepEqual(
    complaints(({ closed, values }) => closed && !values?.length && 'closed without values'),
    [],
  );
});

for (const [path, since] of Object.entries({
  'proxy.hosts': '2.1',
  'builder.provenance': '2.3',
  'accessories.NAME.network': '2.3',
  'accessories.NAME.proxy': '2.4',
  'accessories.NAME.registry': '2.5',
  'accessories.NAME.role': '2.6',
  'accessories.NAME.roles': '1.x',
  error_pages_path: '2.6',
  'builder.pack': '2.7',
  'proxy.path_prefixes': '2.8',
  secrets_path: '2.9',
  'sshkit.dns_retries': '2.9',
  'boot.parallel_roles': '2.10',
  'proxy.run.http_port': '2.10',
  hooks_output: '2.11',
  'servers.NAME.stop_timeout': '2.12',
  'servers.NAME.options.restart': '2.12',
  'ssh.forward_agent': '2.12',
  output: '2.12',
})) {
  test(`${path} is known since ${since}`, () => assert.equal(keyAt(path.split('.'))?.since, since));
}
