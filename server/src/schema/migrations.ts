import { matches } from './path.ts';
import type { Path } from './path.ts';

/** What to do with a key of Kamal 1, for a quick fix. `*` in a target stands for what it stood for in `path`. */
export type Remedy =
  /** Another name, same place. `values`: what a scalar becomes, by its text; `guesses`: what it most likely becomes, where it said less. */
  | {
      readonly is: 'rename';
      readonly to: string;
      readonly values?: Readonly<Record<string, string>>;
      readonly guesses?: Readonly<Record<string, string>>;
    }
  /** Another place, same value. `as: 'seconds'`: `10s` becomes `10`. `append`: a list or single value that may be there already grows. */
  | { readonly is: 'move'; readonly to: Path; readonly as?: 'seconds'; readonly append?: true }
  /** The map becomes the value of one of its keys. */
  | { readonly is: 'collapse'; readonly into: string }
  | { readonly is: 'remove' };

export interface Migration {
  /** Where the key stands: `*` is any name, `traefik.*` any name that begins so. */
  readonly path: Path;
  /** Only if the value is a map: the key itself is known to Kamal 2 as well. */
  readonly when?: 'map';
  /** What to write now, in a sentence. */
  readonly message: string;
  readonly remedy: Remedy;
  /** In a role without proxy, where moving a setting under `proxy` would switch the proxy on. */
  readonly unproxied?: Remedy;
}

const remove: Remedy = { is: 'remove' };

const lostHealthcheck: Readonly<Record<string, string>> = {
  max_attempts: 'Kamal 2 tries until `deploy_timeout` (at the root) is over.',
  cord: 'Kamal 2 has no cord file: kamal-proxy drains requests itself.',
  cmd: "kamal-proxy checks over HTTP. For a role without proxy use Docker's own check: `options: {health-cmd: …}`.",
  log_lines: 'Kamal 2 decides itself how much log it shows after a failure.',
  exposed_port: 'kamal-proxy reaches the container over the Docker network, without a port of the server.',
};

/** `healthcheck` as Kamal 1 had it at the root and in roles; `from` is where it stands, `proxy` where its settings go. */
function healthcheck(from: Path, proxy: Path): Migration[] {
  const role = from[0] === 'servers';
  const add = (key: string, message: string, remedy: Remedy): Migration => ({
    path: [...from, key],
    message,
    remedy,
    ...(role ? { unproxied: remove } : {}),
  });
  return [
    {
      path: from,
      message: role
        ? 'Kamal 2 checks only proxied roles, under `proxy.healthcheck`; other containers just have to keep running.'
        : 'Health checks are made by kamal-proxy since Kamal 2: write it under `proxy`.',
      remedy: { is: 'move', to: [...proxy, 'healthcheck'] },
      ...(role ? { unproxied: remove } : {}),
    },
    add('path', 'Now `proxy.healthcheck.path`.', { is: 'move', to: [...proxy, 'healthcheck', 'path'] }),
    add('interval', 'Now `proxy.healthcheck.interval`, a number of seconds.', {
      is: 'move',
      to: [...proxy, 'healthcheck', 'interval'],
      as: 'seconds',
    }),
    add('port', 'Now `proxy.app_port`, which is 80 unless you say otherwise.', { is: 'move', to: [...proxy, 'app_port'] }),
    ...lost(from),
  ];
}

function lost(from: Path): Migration[] {
  return Object.entries(lostHealthcheck).map(([key, message]) => ({ path: [...from, key], message, remedy: remove }));
}

/** What people leave under `proxy.healthcheck` when they move the old map there as it was. */
function halfMoved(proxy: Path): Migration[] {
  const from = [...proxy, 'healthcheck'];
  return [
    {
      path: [...from, 'port'],
      message: 'The port is `app_port`, beside `healthcheck`: traffic and checks use the same.',
      remedy: { is: 'move', to: [...proxy, 'app_port'] },
    },
    ...lost(from),
  ];
}

/** Keys of Kamal 1 that Kamal 2 refuses or ignores, and what to write now. */
export const migrations: readonly Migration[] = [
  {
    path: ['traefik'],
    message:
      'Kamal 2 routes with kamal-proxy, set up under `proxy`. Traefik settings have no counterpart there: say which `host` and `app_port` the app has.',
    remedy: remove,
  },
  {
    path: ['traefik', 'host_port'],
    message: 'Now `proxy.run.http_port` (since Kamal 2.10).',
    remedy: { is: 'move', to: ['proxy', 'run', 'http_port'] },
  },
  {
    path: ['servers', '*', 'traefik'],
    message: 'Whether a role takes web traffic is said by `proxy: true` or `proxy: false`.',
    remedy: { is: 'rename', to: 'proxy' },
  },
  {
    path: ['labels', 'traefik.*'],
    message: 'Nothing reads labels for Traefik any more: the host name belongs in `proxy.host`.',
    remedy: remove,
  },
  {
    path: ['servers', '*', 'labels', 'traefik.*'],
    message: "Nothing reads labels for Traefik any more: the host name belongs in the role's `proxy.host`.",
    remedy: remove,
  },
  ...healthcheck(['healthcheck'], ['proxy']),
  ...healthcheck(['servers', '*', 'healthcheck'], ['servers', '*', 'proxy']),
  ...halfMoved(['proxy']),
  ...halfMoved(['servers', '*', 'proxy']),
  ...halfMoved(['accessories', '*', 'proxy']),
  {
    path: ['builder', 'multiarch'],
    message: 'Name the architectures of your servers in `arch`, which is required since Kamal 2.',
    // Without it an image was built for the machine on which Kamal ran, whatever that was.
    remedy: { is: 'rename', to: 'arch', values: { true: '[amd64, arm64]' }, guesses: { false: 'amd64' } },
  },
  {
    path: ['builder', 'local'],
    when: 'map',
    message: 'Since Kamal 2 `local` is true or false; the architectures stand in `arch`.',
    remedy: remove,
  },
  {
    path: ['builder', 'local', 'arch'],
    message: 'Now one of the architectures in `builder.arch`.',
    remedy: { is: 'move', to: ['builder', 'arch'], append: true },
  },
  { path: ['builder', 'local', 'host'], message: "Kamal 2 uses your machine's Docker as it is set up.", remedy: remove },
  {
    path: ['builder', 'remote'],
    when: 'map',
    message: 'Since Kamal 2 `remote` is the address alone, such as `ssh://docker@host`; its architecture stands in `arch`.',
    remedy: { is: 'collapse', into: 'host' },
  },
  {
    path: ['builder', 'remote', 'arch'],
    message: 'Now one of the architectures in `builder.arch`.',
    remedy: { is: 'move', to: ['builder', 'arch'], append: true },
  },
  {
    path: ['stop_wait_time'],
    message: 'Now `drain_timeout`; since Kamal 2.12 there is also `stop_timeout`.',
    remedy: { is: 'rename', to: 'drain_timeout' },
  },
  {
    path: ['run_directory'],
    message: 'Kamal 2 always uses `.kamal` on the servers and ignores this.',
    remedy: remove,
  },
];

/** Hook scripts of Kamal 1 whose mere presence Kamal 2 refuses (`configuration.rb:383`), and their names now. */
export const hookMigrations: Readonly<Record<string, string>> = {
  'pre-traefik-reboot': 'pre-proxy-reboot',
  'post-traefik-reboot': 'post-proxy-reboot',
};

/** The migration for the key at `path` (names of roles and accessories as they are), whatever its value: see `when`. */
export function migrationAt(path: Path): Migration | undefined {
  return migrations.find((migration) => matches(migration.path, path));
}

/** Migrations for keys below `path`, to be carried out before the one of `path` itself. */
export function migrationsBelow(path: Path): readonly Migration[] {
  return migrations.filter((migration) => migration.path.length > path.length && matches(migration.path.slice(0, path.length), path));
}
