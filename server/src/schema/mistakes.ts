import { filled, matches } from './path.ts';
import type { Path } from './path.ts';

/** A key that people write and Kamal never knew, and the one they mean. Keys that are known elsewhere are found by `placesOf`. */
export interface Mistake {
  readonly path: Path;
  /** The key meant, as a path in which `*` stands for what it stood for in `path`. None: there is no such thing in Kamal. */
  readonly to?: Path;
  /** A word of explanation, where the right key does not explain itself. */
  readonly message?: string;
}

/** The key meant, relative to the same map, with a word of explanation where it needs one. */
type Meant = string | readonly [to: string, message: string];

const proxyMistakes: Readonly<Record<string, Meant>> = {
  domain: 'host',
  hostname: 'host',
  server_name: 'host',
  domains: 'hosts',
  port: [
    'app_port',
    '`app_port` is the port the app listens on inside its container; the public ports are `run.http_port` and `run.https_port`.',
  ],
  target_port: 'app_port',
  container_port: 'app_port',
  tls: 'ssl',
  https: 'ssl',
  letsencrypt: 'ssl',
  tls_redirect: 'ssl_redirect',
  force_ssl: 'ssl_redirect',
  certificate_pem: 'ssl.certificate_pem',
  private_key_pem: 'ssl.private_key_pem',
  ssl_certificate_path: ['ssl.certificate_pem', 'The value is the name of a secret that holds the certificate, not a path.'],
  ssl_private_key_path: ['ssl.private_key_pem', 'The value is the name of a secret that holds the key, not a path.'],
  timeout: 'response_timeout',
  health_check: 'healthcheck',
  health: 'healthcheck',
  path: 'path_prefix',
  prefix: 'path_prefix',
  max_body_size: ['buffering.max_request_body', 'In bytes.'],
  max_request_body: 'buffering.max_request_body',
  max_response_body: 'buffering.max_response_body',
  buffer_requests: 'buffering.requests',
  buffer_responses: 'buffering.responses',
  http_port: 'run.http_port',
  https_port: 'run.https_port',
  metrics_port: 'run.metrics_port',
  publish: 'run.publish',
  bind_ips: 'run.bind_ips',
  debug: 'run.debug',
  version: 'run.version',
  image: ['run.repository', 'Without registry and version, which are `run.registry` and `run.version`.'],
  options: 'run.options',
};

const accessoryMistakes: Readonly<Record<string, Meant>> = {
  server: 'host',
  servers: 'hosts',
  name: 'service',
  command: 'cmd',
  ports: ['port', 'One port only, as `host:container`; quote it.'],
  volume: 'volumes',
  dirs: 'directories',
  environment: 'env',
  restart: 'options.restart',
  memory: 'options.memory',
  cpus: 'options.cpus',
};

const roleMistakes: Readonly<Record<string, Meant>> = {
  host: ['hosts', 'A list, also for a single server.'],
  servers: 'hosts',
  server: ['hosts', 'A list, also for a single server.'],
  command: 'cmd',
  environment: 'env',
  port: ['proxy.app_port', 'The port the app listens on inside its container.'],
  app_port: 'proxy.app_port',
  ssl: 'proxy.ssl',
  domain: 'proxy.host',
  restart: 'options.restart',
  memory: 'options.memory',
  cpus: 'options.cpus',
};

const builderMistakes: Readonly<Record<string, Meant>> = {
  platform: ['arch', 'Without `linux/`.'],
  platforms: ['arch', 'Without `linux/`.'],
  architecture: 'arch',
  archs: 'arch',
  file: 'dockerfile',
  path: 'context',
  build_args: 'args',
  stage: 'target',
};

const rootMistakes: Readonly<Record<string, Meant>> = {
  name: 'service',
  app: 'service',
  hosts: ['servers', 'The servers to deploy to. The host names of the app are `proxy.hosts`.'],
  server: 'servers',
  roles: 'servers',
  environment: 'env',
  secrets: ['env.secret', 'A list of names; the values stand in `.kamal/secrets`.'],
  domain: 'proxy.host',
  app_port: 'proxy.app_port',
  port: ['proxy.app_port', 'The port the app listens on inside its container.'],
  ssl: 'proxy.ssl',
  dockerfile: 'builder.dockerfile',
  context: 'builder.context',
  arch: 'builder.arch',
  user: 'ssh.user',
  services: 'accessories',
  hooks: 'hooks_path',
  volume: 'volumes',
};

const simple: readonly (readonly [at: Path, meant: Readonly<Record<string, Meant>>])[] = [
  [['proxy'], proxyMistakes],
  [['servers', '*', 'proxy'], proxyMistakes],
  [['accessories', '*', 'proxy'], proxyMistakes],
  [[], rootMistakes],
  [['servers', '*'], roleMistakes],
  [['accessories', '*'], accessoryMistakes],
  [['builder'], builderMistakes],
  [['registry'], { url: 'server', host: 'server', user: 'username', token: 'password' }],
  [['accessories', '*', 'registry'], { url: 'server', host: 'server', user: 'username', token: 'password' }],
  [['env'], { secrets: 'secret', public: 'clear', plain: 'clear' }],
  [['servers', '*', 'env'], { secrets: 'secret', public: 'clear', plain: 'clear' }],
  [['accessories', '*', 'env'], { secrets: 'secret', public: 'clear', plain: 'clear' }],
  [['boot'], { batch: 'limit', batch_size: 'limit', delay: 'wait', pause: 'wait', parallel: 'parallel_roles' }],
  [['ssh'], { username: 'user', key: 'keys', identity_file: 'keys', jump: 'proxy', bastion: 'proxy' }],
  [['output', 'otel'], { url: 'endpoint', address: 'endpoint', host: 'endpoint' }],
  [['output', 'file'], { file: 'path', folder: 'path', dir: 'path' }],
  [['logging'], { max_size: 'options.max-size', 'max-size': 'options.max-size' }],
];

const proxies: readonly Path[] = [['proxy'], ['servers', '*', 'proxy'], ['accessories', '*', 'proxy']];

const elsewhere: readonly Mistake[] = [
  ...proxies.flatMap((at): Mistake[] => [
    { path: [...at, 'loadbalancer'], message: 'Kamal has no load balancer: put one in front of the servers, and end TLS there.' },
    { path: [...at, 'enabled'], message: 'A role says `proxy: true` or `proxy: false`.' },
  ]),
  { path: ['loadbalancer'], message: 'Kamal has no load balancer: put one in front of the servers, and end TLS there.' },
  { path: ['host'], message: 'The servers stand under `servers`, the host name of the app in `proxy.host`.' },
  { path: ['version'], message: 'The version is the git commit, or what `--version` says.' },
  { path: ['destination'], message: 'A destination is a file of its own, `deploy.<destination>.yml`, chosen with `-d`.' },
  { path: ['env_file'], message: 'Kamal reads no `.env`: list the names under `env.secret`, and the values in `.kamal/secrets`.' },
  { path: ['run_options'], message: 'Options for `docker run` stand in a role, under `options`.' },
  { path: ['cmd'], message: 'The command belongs to a role: `servers.<role>.cmd`.' },
  // Keys of Docker Compose: options of `docker run` in a role or accessory.
  ...[
    ['cap_add', 'cap-add: SYS_PTRACE'],
    ['cap_drop', 'cap-drop: ALL'],
    ['shm_size', 'shm-size: 256m'],
    ['privileged', 'privileged: true'],
    ['mem_limit', 'memory: 512m'],
    ['ulimits', 'ulimit: nofile=65535'],
    ['sysctls', 'sysctl: net.core.somaxconn=1024'],
    ['devices', 'device: /dev/dri'],
    ['tmpfs', 'tmpfs: /tmp'],
    ['dns', 'dns: 1.1.1.1'],
    ['extra_hosts', 'add-host: "name:192.0.2.1"'],
    ['security_opt', 'security-opt: no-new-privileges'],
    ['init', 'init: true'],
    ['read_only', 'read-only: true'],
  ].flatMap(([key, option]) =>
    ([[], ['servers', '*'], ['accessories', '*']] as const).map((at): Mistake => ({
      path: [...at, key!],
      message: `Options of \`docker run\` stand ${at.length > 0 ? 'here' : 'in a role or accessory'} under \`options\`: \`options: {${option}}\`.`,
    })),
  ),
  {
    path: ['depends_on'],
    message:
      'Kamal knows no order between accessories and app: `kamal setup` boots accessories first, and the app must wait for them itself.',
  },
  { path: ['networks'], message: 'All containers are in the network `kamal`; an accessory may name another in its own `network`.' },
  { path: ['network'], message: 'All containers are in the network `kamal`; an accessory may name another in its own `network`.' },
  { path: ['servers', '*', 'tags'], message: 'Tags belong to a server: `- 10.0.0.1: [tag]` in the list of hosts.' },
  { path: ['servers', '*', 'primary'], to: ['primary_role'], message: 'The root names the primary role: `primary_role: <role>`.' },
  { path: ['servers', '*', 'volumes'], message: 'Volumes hold for all roles, at the root. For one role use `options: {volume: …}`.' },
  { path: ['servers', '*', 'image'], message: 'All roles run the same image.' },
  { path: ['servers', '*', 'replicas'], message: 'A role runs one container on each of its servers.' },
];

/** Keys that people invent. */
export const mistakes: readonly Mistake[] = [
  ...simple.flatMap(([at, all]) =>
    Object.entries(all).map(([key, meant]): Mistake => {
      const [to, message] = typeof meant === 'string' ? [meant] : meant;
      return { path: [...at, key], to: [...at, ...to.split('.')], ...(message === undefined ? {} : { message }) };
    }),
  ),
  ...elsewhere,
];

/** What is meant by the unknown key at `path`, with the names of role or accessory filled in. */
export function mistakeAt(path: Path): Mistake | undefined {
  const found = mistakes.find((mistake) => matches(mistake.path, path));
  if (!found?.to) return found;
  return { ...found, to: filled(found.to, found.path, path) };
}
