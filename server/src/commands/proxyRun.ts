import { isBlank } from '../config/get.ts';
import type { MapValue, Value } from '../config/value.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { byDefault, crashed, raw, rule, unknown, words, type Argument } from './argument.ts';
import type { ProxyContainer } from './container.ts';
import { isIPv6 } from './ip.ts';
import { find, mapOrNone, type Found } from '../config/find.ts';
import { textIn } from './names.ts';
import { toText } from './ruby.ts';
import { optionize, pairsOf } from './utils.ts';

const source = 'configuration/proxy/run.rb';
const command = 'commands/proxy.rb';
const image = 'basecamp/kamal-proxy';
const minimum = 'v0.9.2';

const start = [
  ...words(command, 'docker', 'run', '--name', 'kamal-proxy', '--network', 'kamal', '--detach', '--restart', 'unless-stopped'),
  raw('--volume', 'kamal-proxy-config:/home/kamal-proxy/.config/kamal-proxy', rule(command)),
];
const apps = raw('--volume', '$PWD/.kamal/proxy/apps-config:/home/kamal-proxy/.apps-config', rule(source));

/** The hosts that run kamal-proxy, and how it starts on each (`Configuration#proxy_hosts`, `Commands::Proxy#run`). */
export function proxyContainers(deployment: Deployment, accessoryHosts: ReadonlyMap<string, readonly string[]>): ProxyContainer[] {
  // Roles by name, then accessories: the first that says something is heard, and Kamal refuses two that say different things.
  const runs = new Map<string, User['run']>();
  for (const { hosts, proxied, run } of usersOf(deployment, accessoryHosts))
    if (proxied !== false) for (const host of hosts) runs.set(host, runs.get(host) ?? run);
  return [...runs].map(([host, run]) => {
    if (run === 'unknown') return unknownContainer(host);
    return run ? configured(host, run) : byFiles(host);
  });
}

interface User {
  readonly hosts: readonly string[];
  readonly proxied: boolean | null;
  readonly run: MapValue | 'unknown' | undefined;
}

function usersOf({ roles, accessories }: Deployment, accessoryHosts: ReadonlyMap<string, readonly string[]>): User[] {
  return [
    ...roles.map(({ hosts, proxied, proxy }) => ({
      hosts: hosts.map(({ name }) => name),
      proxied,
      run: proxied === null ? ('unknown' as const) : runOf(proxy?.map),
    })),
    ...accessories.map(({ name, proxy }) => ({ hosts: accessoryHosts.get(name) ?? [], proxied: proxy !== null, run: runOf(proxy?.map) })),
  ];
}

/** `run: {}` is blank, and counts as none. */
function runOf(proxy: Value | null | undefined): MapValue | 'unknown' | undefined {
  const run = mapOrNone(proxy, 'run');
  return run === 'unknown' || !run || isBlank(run) ? (run === 'unknown' ? run : undefined) : run;
}

/** Without `proxy.run`, what an earlier `kamal proxy boot_config set` left on the server decides, and these defaults where it left nothing. */
function byFiles(host: string): ProxyContainer {
  const read = (file: string, or: string): string => `$(cat .kamal/proxy/${file} 2> /dev/null || echo "${or}")`;
  const ports = ['80:80', '443:443'].map((port) => raw('--publish', port, byDefault(source)));
  const options = [...ports, raw('--log-opt', 'max-size=10m', byDefault(source))];
  const echo = `echo ${read('options', options.map(({ text }) => text).join(' '))} ${read('image', image)}:${read('image_version', minimum)} ${read('run_command', '')} | xargs`;
  return {
    host,
    configured: false,
    image: raw(null, `${image}:${minimum}`, byDefault(source)),
    ports,
    options: options.slice(ports.length),
    cmd: null,
    command: { arguments: [raw(null, echo, rule(command)), ...start, apps] },
  };
}

function unknownContainer(host: string): ProxyContainer {
  const argument = unknown(null, rule(source));
  return {
    host,
    configured: true,
    image: argument,
    ports: [argument],
    options: [argument],
    cmd: argument,
    command: { arguments: [argument] },
  };
}

function configured(host: string, run: MapValue): ProxyContainer {
  const ports = publish(run);
  const options = [...logging(find(run, 'log_max_size')), ...metrics(find(run, 'metrics_port')), ...dockerOptions(run)];
  const name = imageOf(run);
  const cmd = [
    ...words(source, 'kamal-proxy', 'run'),
    ...flag('debug', find(run, 'debug')),
    ...named('metrics-port', find(run, 'metrics_port')),
  ];
  const texts = cmd.map(({ text }) => text);
  const line = texts.includes(null) ? null : texts.join(' ');
  return {
    host,
    configured: true,
    image: name,
    ports,
    options,
    cmd: { text: line, flag: null, name: null, value: line, origin: rule(source, run.at) },
    command: { arguments: [...start, apps, ...ports, ...options, name, ...cmd] },
  };
}

function publish(run: MapValue): Argument[] {
  const [on, ips, http, https] = ['publish', 'bind_ips', 'http_port', 'https_port'].map((key) => find(run, key)) as [
    Found,
    Found,
    Found,
    Found,
  ];
  const all = [on, ips, http, https];
  const origin = { kind: 'value', at: all.flatMap((one) => (one.kind === 'absent' ? [] : one.at)), source } as const;
  if (all.some(({ kind }) => kind === 'unknown')) return [unknown('--publish', origin)];
  if (isFalsy(on)) return [];
  const addresses = ips.kind === 'value' && ips.value.kind === 'list' ? ips.value.items.map(address) : [''];
  if (addresses.includes(null)) return [crashed('NoMethodError', 'an entry of `bind_ips` is no text', origin)];
  // An empty list leaves a blank in the line.
  if (addresses.length === 0) return [raw(null, '', origin)];
  return addresses.flatMap((ip) =>
    [`${portOf(http, 80)}:80`, `${portOf(https, 443)}:443`].map((ports) =>
      raw('--publish', ip === '' ? ports : `${ip}:${ports}`, origin.at.length > 0 ? origin : byDefault(source)),
    ),
  );
}

const isFalsy = (found: Found): boolean =>
  found.kind === 'value' && found.value.kind === 'scalar' && (found.value.value === false || found.value.value === null);

const portOf = (found: Found, or: number): string => (found.kind === 'absent' ? String(or) : (textIn(found).text ?? ''));

/** An IPv6 address gets brackets. `''`: no address, null: Ruby has no `=~` for it. */
function address(value: Value): string | null {
  if (value.kind !== 'scalar') return null;
  if (value.value === null) return '';
  if (value.type !== 'string' && value.type !== 'symbol') return null;
  return isIPv6(value.string) && !/^\[.*\]$/s.test(value.string) ? `[${value.string}]` : value.string;
}

function logging(size: Found): Argument[] {
  if (size.kind === 'absent') return [raw('--log-opt', 'max-size=10m', byDefault(source))];
  const origin = { kind: 'value', at: size.at, source } as const;
  if (size.kind === 'unknown') return [unknown('--log-opt', origin)];
  return isBlank(size.value) ? [] : [raw('--log-opt', `max-size=${toText(size.value)}`, origin)];
}

function metrics(port: Found): Argument[] {
  if (port.kind === 'absent') return [];
  const origin = { kind: 'value', at: port.at, source } as const;
  if (port.kind === 'unknown') return [unknown('--expose', origin)];
  if (isBlank(port.value)) return [];
  const text = toText(port.value);
  return [{ text: `--expose=${text}`, flag: '--expose', name: null, value: text, origin }];
}

function dockerOptions(run: MapValue): Argument[] {
  const options = mapOrNone(run, 'options');
  if (!options) return [];
  if (options === 'unknown') return [unknown(null, rule(source, run.at))];
  const more = options.incomplete ? [unknown(null, rule(source, options.at))] : [];
  return [...pairsOf(options, source).flatMap((pair) => optionize(pair)), ...more];
}

function imageOf(run: MapValue): Argument {
  const [registry, repository, version] = ['registry', 'repository', 'version'].map((key) => find(run, key)) as [Found, Found, Found];
  const all = [registry, repository, version];
  const at = all.flatMap((one) => (one.kind === 'absent' ? [] : one.at));
  const origin = at.length > 0 ? ({ kind: 'value', at, source } as const) : byDefault(source);
  if (all.some(({ kind }) => kind === 'unknown')) return unknown(null, origin);
  const or = (found: Found, text: string): string => (found.kind === 'absent' ? text : (textIn(found).text ?? ''));
  const name = [...(registry.kind === 'absent' ? [] : [or(registry, '')]), or(repository, image)].join('/');
  return raw(null, `${name}:${or(version, minimum)}`, origin);
}

function flag(name: string, found: Found): Argument[] {
  return isFalsy(found) ? [] : named(name, found);
}

function named(name: string, found: Found): Argument[] {
  if (found.kind === 'absent') return [];
  const origin = { kind: 'value', at: found.at, source } as const;
  return found.kind === 'unknown' ? [unknown(`--${name}`, origin)] : optionize({ name, value: found.value, origin });
}
