import type { Value } from '../config/value.ts';
import type { Accessory, Deployment, Proxy, Role } from './deployment.ts';
import { isBlank, valueAt } from '../config/get.ts';
import { environmentOf } from './environment.ts';

/** What stands where Kamal loads the file and falls over later, on using the value. */
const crash = { crash: 'NoMethodError' };

/**
 * What Kamal resolves, as plain data, for `check --format json`: the same shape as the verdicts in `test/kamal/cases`.
 */
export function resolved(deployment: Deployment): Record<string, unknown> {
  const { boot } = deployment;
  const { root } = deployment.config;
  return {
    service: rubyJson(valueAt(root, 'service')),
    image: isBlank(valueAt(root, 'image')) ? deployment.image : rubyJson(valueAt(root, 'image')),
    repository: deployment.repository,
    primaryRole: deployment.primaryRole.role ? deployment.primaryRole.name : null,
    primaryHost: deployment.primaryHost,
    roles: deployment.roles.map((role) => ({
      name: role.name,
      hosts: role.hosts.map(({ name }) => name),
      primary: role.primary,
      proxy: role.proxied ? resolvedProxy(role.proxy) : null,
      cmd: rubyJson(valueAt(role.map, 'cmd')),
      tags: Object.fromEntries(role.hosts.map(({ name, value }) => [name, tagsJson(value)])),
      env: resolvedEnv(deployment, role),
    })),
    proxyHosts: proxyHosts(deployment),
    boot: boot.crashes
      ? crash
      : {
          roles: boot.roles,
          groups: boot.groups.map(({ hosts, rolesOnHost }) => ({ hosts, rolesOnHost: Object.fromEntries(rolesOnHost) })),
          wait: rubyJson(valueAt(root, 'boot', 'wait')),
          parallelRoles: boot.parallelRoles,
        },
    accessories: deployment.accessories.map(({ name, image, hosts, port, proxy, map }) => ({
      name,
      image: image ?? '',
      hosts: hostsJson(map, hosts, valueAt(root, 'servers')),
      port,
      proxy: proxy && resolvedProxy(proxy),
    })),
    aliases: rubyJson(valueAt(root, 'aliases')) ?? {},
  };
}

/**
 * `host` and `hosts` go to docker as written, whatever their class. Where `servers` is no map of roles, `tags` find one nil
 * (`configuration/accessory.rb`, `hosts_from_tags`).
 */
function hostsJson(map: Accessory['map'], found: readonly string[], servers: Value | undefined): unknown {
  const host = valueAt(map, 'host');
  if (!host && !valueAt(map, 'hosts') && valueAt(map, 'tags') && servers?.kind !== 'map') return [null];
  return host ? [rubyJson(host)] : (rubyJson(valueAt(map, 'hosts')) ?? found);
}

/** Hosts that run kamal-proxy: of proxied roles, then of proxied accessories, each once. */
function proxyHosts(deployment: Deployment): unknown[] {
  const roles = deployment.roles.filter(({ proxied }) => proxied).flatMap(({ hosts }) => hosts.map(({ name }) => name));
  // An accessory's hosts are what is written there, tags and all (`configuration/accessory.rb`).
  const accessories = deployment.accessories
    .filter(({ proxy }) => proxy)
    .flatMap(({ map, hosts }) => hostsJson(map, hosts, valueAt(deployment.root, 'servers')) as unknown[]);
  const all = [...roles, ...accessories];
  return all.filter((host, i) => all.findIndex((other) => isDeepEqual(host, other)) === i);
}

const isDeepEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

function resolvedProxy(proxy: Proxy | null): unknown {
  const host = valueAt(proxy?.map, 'host');
  const hosts = valueAt(proxy?.map, 'hosts');
  if (!hosts && host?.kind === 'scalar' && host.type !== 'string') return crash;
  return {
    hosts: hosts?.kind === 'list' ? hosts.items.map((item) => rubyJson(item)) : (proxy?.hosts.map(({ name }) => name) ?? []),
    ssl: proxy?.ssl ?? false,
    customCertificate: proxy?.customCertificate ?? false,
    appPort: rubyJson(valueAt(proxy?.map, 'app_port')) ?? proxy?.appPort ?? null,
    pathPrefixes: proxy?.pathPrefixes ?? [],
  };
}

function resolvedEnv(deployment: Deployment, role: Role): unknown {
  const clear: Record<string, unknown> = {};
  const secret: Record<string, unknown> = {};
  for (const host of role.hosts) {
    const environment = environmentOf(deployment, role, host);
    if (!environment) return crash;
    clear[host.name] = Object.fromEntries([...environment.clear.values()].map(({ name, value }) => [name, rubyJson(value)]));
    secret[host.name] = environment.secret.map((item) => rubyJson(item));
  }
  return { clear, secret };
}

function tagsJson(host: Value): unknown[] {
  const [entry] = host.kind === 'map' ? host.entries.values() : [];
  if (!entry) return [];
  const { value } = entry;
  return value.kind === 'list'
    ? value.items.map((item) => rubyJson(item))
    : value.kind === 'scalar' && value.value === null
      ? []
      : [rubyJson(value)];
}

/** A Ruby object as JSON, symbols with their colon. A value that contains itself ends as null. */
function rubyJson(value: Value | undefined, around: readonly Value[] = []): unknown {
  if (!value || value.kind === 'unknown' || around.includes(value)) return null;
  const inside = [...around, value];
  if (value.kind === 'list') return value.items.map((item) => rubyJson(item, inside));
  if (value.kind === 'map')
    return Object.fromEntries([...value.entries.values()].map((entry) => [entry.name, rubyJson(entry.value, inside)]));
  if (value.type === 'symbol') return `:${value.string}`;
  // JSON has no word for these.
  if (typeof value.value === 'number' && !Number.isFinite(value.value)) return value.string;
  return typeof value.value === 'bigint' ? Number(value.value) : value.value;
}
