import { isBlank, valueAt } from '../config/get.ts';
import type { MapValue } from '../config/value.ts';
import type { Deployment, Proxy } from '../deployment/deployment.ts';
import { byDefault, crashed, raw, rule, target, unknown, version, words, type Argument, type Origin } from './argument.ts';
import type { Route } from './container.ts';
import { find, type Found } from '../config/find.ts';
import { mapText, textIn, type Named, type Names } from './names.ts';
import { joinPath } from './ruby.ts';
import { optionize } from './utils.ts';

const source = 'configuration/proxy.rb';
const defaultHeaders = ['Cache-Control', 'Last-Modified', 'User-Agent'];

/** For whom a route is made. */
export interface Routed {
  readonly kind: 'role' | 'accessory';
  readonly of: string;
  /** The name that kamal-proxy keeps the route under. */
  readonly service: Named;
  readonly proxy: Proxy;
  /** False where ERB decides whether there is a route at all. */
  readonly certain: boolean;
}

/** `Proxy#deploy_command_args`: what kamal-proxy is told once the new container is up. */
export function routeOf(deployment: Deployment, names: Names, { kind, of, service, proxy, certain }: Routed): Route {
  const { map } = proxy;
  const { root } = deployment.config;
  const options = certain ? optionsOf({ root, map, names, role: kind === 'role' ? of : null }) : [unknown(null, rule(source))];
  const port = find(map, 'app_port');
  const targetArgument = option('target', port, { or: `${target}:80`, change: (text) => `${target}:${text}` })[0]!;
  const serviceArgument = raw(null, service.text, rule('configuration/role.rb', ...service.at));
  const having = (flag: string) => options.filter((one) => one.flag === flag);
  return {
    kind,
    of,
    service: service.text,
    hosts: having('--host'),
    pathPrefixes: having('--path-prefix'),
    target: targetArgument,
    tls: having('--tls')[0] ?? null,
    options: options.filter(({ flag }) => flag !== '--host' && flag !== '--path-prefix' && flag !== '--tls'),
    command: {
      arguments: [
        ...words('commands/app/proxy.rb', 'docker', 'exec', 'kamal-proxy', 'kamal-proxy', 'deploy'),
        serviceArgument,
        targetArgument,
        ...options,
      ],
    },
  };
}

interface How {
  /** What Kamal gives where nothing is written; left out: no option. */
  readonly or?: string | true | readonly string[];
  readonly change?: (text: string) => string;
}

/** One option of kamal-proxy from one value of the configuration. */
function option(name: string, found: Found, { or, change }: How = {}): Argument[] {
  const flag = `--${name}`;
  if (found.kind === 'unknown') return [unknown(flag, { kind: 'value', at: found.at, source })];
  if (found.kind === 'absent') {
    const all = or === undefined ? [] : Array.isArray(or) ? or : [or as string | true];
    return all.flatMap((value: string | true) => optionize({ name, value, origin: byDefault(source) }, '='));
  }
  const origin: Origin = { kind: 'value', at: found.at, source };
  const text = change ? textIn(found).text : null;
  if (change && text === null) return [unknown(flag, origin)];
  return optionize({ name, value: change ? change(text!) : found.value, origin }, '=');
}

const seconds = { change: (text: string): string => `${text}s` };

/** The options that are one value of the merged `proxy` each, by Kamal's order; those that are more have a function. */
type Row = readonly [name: string, path: readonly string[], how?: How] | ((route: Asked) => Argument[]);

interface Asked {
  readonly root: MapValue;
  readonly map: MapValue | null;
  readonly names: Names;
  /** The role whose route it is: its certificates lie in a folder of their own. */
  readonly role: string | null;
}

const rows: readonly Row[] = [
  ({ map }) => listOption('host', given(map, 'hosts'), given(map, 'host')),
  tls,
  ({ root }) => option('deploy-timeout', given(root, 'deploy_timeout'), { or: '30s', ...seconds }),
  ({ root }) => option('drain-timeout', given(root, 'drain_timeout'), { or: '30s', ...seconds }),
  ['health-check-interval', ['healthcheck', 'interval'], seconds],
  ['health-check-timeout', ['healthcheck', 'timeout'], seconds],
  ['health-check-path', ['healthcheck', 'path']],
  ['target-timeout', ['response_timeout'], seconds],
  ['buffer-requests', ['buffering', 'requests'], { or: true }],
  ['buffer-responses', ['buffering', 'responses'], { or: true }],
  ['buffer-memory', ['buffering', 'memory']],
  ['max-request-body', ['buffering', 'max_request_body']],
  ['max-response-body', ['buffering', 'max_response_body']],
  ({ map }) => listOption('path-prefix', given(map, 'path_prefixes'), given(map, 'path_prefix')),
  ['strip-path-prefix', ['strip_path_prefix']],
  ['forward-headers', ['forward_headers']],
  ['tls-redirect', ['ssl_redirect']],
  ['log-request-header', ['logging', 'request_headers'], { or: defaultHeaders }],
  ['log-response-header', ['logging', 'response_headers']],
  errorPages,
];

function optionsOf(asked: Asked): Argument[] {
  return rows.flatMap((row) => (typeof row === 'function' ? row(asked) : option(row[0], given(asked.map, ...row[1]), row[2])));
}

/** What stands at a path; nil counts as nothing. */
function given(map: MapValue | null, ...path: readonly string[]): Found {
  const found = find(map, ...path);
  return found.kind === 'value' && found.value.kind === 'scalar' && found.value.value === null ? { kind: 'absent' } : found;
}

/** A list, or else one text with commas in it, of which Ruby's `split` drops empty parts at the end. */
function listOption(name: string, list: Found, one: Found): Argument[] {
  if (list.kind !== 'absent' || one.kind !== 'value') return option(name, list.kind === 'absent' ? one : list);
  const origin: Origin = { kind: 'value', at: one.at, source };
  const { value } = one;
  if (value.kind !== 'scalar' || value.type !== 'string')
    return [crashed('NoMethodError', `the value for --${name} is no text to split`, origin)];
  const parts = value.string.split(',');
  while (parts.at(-1) === '') parts.pop();
  return parts.flatMap((part) => optionize({ name, value: part, origin }, '='));
}

/** Anything but false and nil turns TLS on, and a certificate of one's own is read from where Kamal has put it. */
function tls({ map, names, role }: Asked): Argument[] {
  const ssl = given(map, 'ssl');
  if (ssl.kind === 'unknown') return option('tls', ssl);
  if (ssl.kind === 'absent' || (ssl.value.kind === 'scalar' && ssl.value.value === false)) return [];
  const origin: Origin = { kind: 'value', at: ssl.at, source };
  const on = optionize({ name: 'tls', value: true, origin }, '=');
  const own = ['certificate_pem', 'private_key_pem'].every((key) => !isBlank(valueAt(ssl.value, key)));
  if (!own) return on;
  const path = (file: string): Named =>
    mapText(names.proxyDirectory, (text) => joinPath(text, 'tls', ...(role === null ? [] : [role]), file));
  return [
    ...on,
    ...pathOption('tls-certificate-path', path('cert.pem'), origin),
    ...pathOption('tls-private-key-path', path('key.pem'), origin),
  ];
}

function errorPages({ root, names }: Asked): Argument[] {
  const path = given(root, 'error_pages_path');
  if (path.kind === 'unknown') return option('error-pages', path);
  if (path.kind === 'absent' || (path.value.kind === 'scalar' && path.value.value === false)) return [];
  const inside = mapText(names.proxyDirectory, (text) => joinPath(text, 'error_pages', version));
  return pathOption('error-pages', inside, { kind: 'value', at: path.at, source });
}

function pathOption(name: string, { text }: Named, origin: Origin): Argument[] {
  return text === null ? [unknown(`--${name}`, origin)] : optionize({ name, value: text, origin }, '=');
}
