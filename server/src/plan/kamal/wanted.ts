import type { Argument } from '../../commands/argument.ts';
import { commandsOf } from '../../commands/commands.ts';
import type * as Commands from '../../commands/container.ts';
import { namesOf } from '../../commands/names.ts';
import { scalarAt, valueAt } from '../../config/get.ts';
import type { Value } from '../../config/value.ts';
import type { Accessory, Deployment, Role } from '../../deployment/deployment.ts';
import { inProject, pathItemsOf } from '../../deployment/accessoryFiles.ts';
import { isLocalRegistry } from '../../deployment/registry.ts';
import { memoize } from '../../memoize.ts';
import { settingsOf, proxySettings, textOf } from './settings.ts';
import type { Settings } from '../model/settings.ts';
import { unknown } from '../model/settings.ts';

/** A container that a version of the files wants on one host. Names hold `VERSION` where Kamal puts the version. */
export interface WantedContainer {
  readonly host: string;
  readonly name: string;
  readonly prefix: string;
  /** Without the secrets' values. */
  readonly settings: Settings;
  readonly envFile: string;
  readonly secrets: readonly WantedSecret[];
}

export interface WantedSecret {
  /** In the container. */
  readonly name: string;
  /** In the secrets file; null: only ERB tells. */
  readonly key: string | null;
}

export interface WantedRoute {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
  readonly tls: boolean;
  readonly port: string;
  readonly options: readonly string[];
}

export interface WantedRole {
  readonly name: string;
  readonly primary: boolean;
  readonly hosts: ReadonlySet<string>;
  readonly prefix: string;
  readonly containers: ReadonlyMap<string, WantedContainer>;
  /** null: kamal-proxy has nothing to do with it. */
  readonly route: WantedRoute | null;
  /** Secrets of a certificate of its own. */
  readonly certificate: readonly string[];
}

export interface WantedAccessory {
  readonly name: string;
  /** As Kamal goes through them. */
  readonly hosts: ReadonlySet<string>;
  /** The container's name. */
  readonly prefix: string;
  readonly containers: ReadonlyMap<string, WantedContainer>;
  readonly route: WantedRoute | null;
  /** Path in the project, or null where that cannot be told, and where it goes on the server. */
  readonly files: readonly { readonly local: string | null; readonly remote: string }[];
  readonly login: readonly string[];
}

/** What Kamal wants of the servers for one deployment: the commands that it will run, as data. */
export interface Wanted {
  readonly deployment: Deployment;
  readonly service: string;
  readonly destination: string | null;
  /** `.kamal/apps/<service>[-<destination>]` */
  readonly appDirectory: string;
  /** By name, as Kamal sorts them. */
  readonly roles: readonly WantedRole[];
  readonly accessories: readonly WantedAccessory[];
  /** How kamal-proxy starts, by host. */
  readonly proxies: ReadonlyMap<string, Settings>;
  /** `acme/shop:latest`, and the image without its tag. */
  readonly latest: string;
  readonly repository: string;
  readonly retain: number;
  /** Secrets of the login to the registry. */
  readonly login: readonly string[];
  /** How many hosts boot at once; `crash`: Kamal falls over `boot.limit` while deploying. */
  readonly bootLimit: number | 'crash';
  readonly parallelRoles: boolean;
  /** The home directory that Kamal works in. */
  readonly home: string;
}

/** @returns null where ERB hides the service's name, by which everything on the servers is called */
export const wantedOf = memoize((deployment: Deployment): Wanted | null => {
  const { root } = deployment.config;
  const names = namesOf(deployment);
  if (names.service.text === null || names.appDirectory.text === null) return null;
  const commands = commandsOf(deployment);
  const home = homeOf(scalarAt(root, 'ssh', 'user')?.string ?? 'root');
  const repository = names.repository.text ?? unknown;
  const retain = scalarAt(root, 'retain_containers')?.value;
  return {
    deployment,
    service: names.service.text,
    destination: deployment.destination,
    appDirectory: names.appDirectory.text,
    roles: deployment.roles.map((role) => roleOf(role, commands.app.get(role.name) ?? [], commands.deploy.get(role.name), home)),
    accessories: deployment.accessories.map((accessory) =>
      accessoryOf(accessory, commands.accessories.get(accessory.name) ?? [], commands.accessoryDeploy.get(accessory.name), home),
    ),
    proxies: new Map([...commands.proxyBoot].map(([host, proxy]) => [host, proxySettings(proxy, home)])),
    repository,
    latest: `${repository}:${['latest', deployment.destination].filter((part) => part !== null).join('-')}`,
    retain: typeof retain === 'number' ? retain : 5,
    login: loginOf(valueAt(root, 'registry')),
    bootLimit: deployment.boot.crashes ? 'crash' : Math.max(deployment.boot.groups[0]?.hosts.length ?? 1, 1),
    parallelRoles: deployment.boot.parallelRoles,
    home,
  };
});

const homeOf = (user: string): string => (user === 'root' ? '/root' : `/home/${user}`);

function roleOf(role: Role, all: readonly Commands.Container[], route: Commands.Route | undefined, home: string): WantedRole {
  const containers = new Map(all.flatMap((one) => containerOf(one, home)));
  const ssl = valueAt(role.proxy?.map, 'ssl');
  return {
    name: role.name,
    primary: role.primary,
    hosts: new Set(role.hosts.map(({ name }) => name)),
    prefix: all.find(({ prefix }) => prefix !== null)?.prefix ?? unknown,
    containers,
    route: route ? wantedRoute(route) : null,
    certificate: route ? ['certificate_pem', 'private_key_pem'].flatMap((key) => textsOf(valueAt(ssl, key))) : [],
  };
}

function accessoryOf(
  accessory: Accessory,
  all: readonly Commands.Container[],
  route: Commands.Route | undefined,
  home: string,
): WantedAccessory {
  const prefix = all.find((one) => one.prefix !== null)?.prefix ?? unknown;
  return {
    name: accessory.name,
    hosts: new Set(all.map(({ host }) => host)),
    prefix,
    containers: new Map(all.flatMap((one) => containerOf(one, home))),
    route: route ? wantedRoute(route) : null,
    files: pathItemsOf(accessory).flatMap(({ key, value }) => (key === 'files' ? fileOf(value, prefix) : [])),
    login: loginOf(valueAt(accessory.map, 'registry')),
  };
}

function containerOf(one: Commands.Container, home: string): [string, WantedContainer][] {
  const { host, name, prefix, envFile, secrets } = one;
  if (name.value === null || prefix === null || envFile.value === null) return [];
  const wanted = {
    host,
    name: name.value,
    prefix,
    settings: settingsOf(one, home),
    envFile: envFile.value,
    secrets: secrets.map((secret) => ({ name: secret.name ?? unknown, key: secret.key })),
  };
  return [[host, wanted]];
}

function wantedRoute({ hosts, pathPrefixes, tls, target, options }: Commands.Route): WantedRoute {
  const port = target.value?.replace(/^.*:/, '') ?? unknown;
  return {
    hosts: listOf(hosts, (host) => host),
    paths: listOf(pathPrefixes, (path) => path.replace(/^\/+|(?<!\/)\/+$/g, '')),
    tls: tls !== null && tls.text !== null,
    port,
    options: options.map(textOf),
  };
}

/** kamal-proxy splits at commas itself, and drops what is empty; none at all means all. */
function listOf(all: readonly Argument[], change: (text: string) => string): string[] {
  const texts = all.flatMap(({ text, value }) => (text === null ? [unknown] : (value ?? '').split(','))).filter((text) => text !== '');
  return texts.length > 0 ? [...new Set(texts.map(change))] : [''];
}

/** Names of the secrets that a login looks up. */
function loginOf(registry: Value | undefined): string[] {
  if (isLocalRegistry(scalarAt(registry, 'server')?.string ?? null)) return [];
  return ['username', 'password'].flatMap((key) => {
    const value = valueAt(registry, key);
    return value?.kind === 'list' ? value.items.slice(0, 1).flatMap(textsOf) : [];
  });
}

/** `NAME:OTHER` looks OTHER up. */
function textsOf(value: Value | undefined): string[] {
  if (value?.kind !== 'scalar' || value.type !== 'string' || value.conditional) return [];
  return [/:(.+)$/s.exec(value.string)?.[1] ?? value.string];
}

/** `local:remote[:options]`, or a map of them. It lies below a folder of the accessory's on the server. */
function fileOf(value: Value, prefix: string): { local: string | null; remote: string }[] {
  const [local, remote] =
    value.kind === 'map'
      ? [scalarAt(value, 'local')?.string, scalarAt(value, 'remote')?.string]
      : value.kind === 'scalar'
        ? value.string.split(':')
        : [];
  return local && remote ? [{ local: inProject(local), remote: `${prefix}${remote}` }] : [];
}
