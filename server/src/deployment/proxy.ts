import { scalarAt, valueAt } from '../config/get.ts';
import type { MapValue, ScalarValue, Value } from '../config/value.ts';
import type { Proxy, ProxyHost } from './deployment.ts';

/** Kamal's own default for `app_port` (`configuration/proxy.rb`). */
export const defaultAppPort = 80;
const defaultHealthPath = '/up';

/**
 * The settings that Kamal hands to kamal-proxy, from a map after the merge (`configuration/proxy.rb`).
 * @param map the merged map; null where nothing is set
 * @param uncertain ERB decides whether this map holds at all
 */
export function proxyOf(map: MapValue | null, uncertain = false): Proxy {
  const open = uncertain || (map !== null && (map.incomplete || map.conditional));
  const { hosts, hostsOpen } = hostNames(map);
  const port = valueAt(map, 'app_port');
  const path = scalarAt(map, 'healthcheck', 'path');
  return {
    map,
    hosts,
    hostsIncomplete: hostsOpen || open,
    ssl: open ? null : tls(valueAt(map, 'ssl')),
    customCertificate: hasCertificate(map),
    appPort:
      port === undefined ? (open ? null : defaultAppPort) : port.kind === 'scalar' && typeof port.value === 'number' ? port.value : null,
    pathPrefixes: prefixes(map),
    healthPath: path?.string ?? defaultHealthPath,
  };
}

function tls(value: Value | undefined): boolean | null {
  if (!value) return false;
  if (value.kind === 'unknown' || value.conditional) return null;
  // Any map is truthy in Ruby, an empty one too.
  return value.kind !== 'scalar' || (value.value !== null && value.value !== false);
}

/** `Proxy#custom_ssl_certificate?`: both names given. */
function hasCertificate(map: MapValue | null): boolean {
  const given = (name: string) => {
    const value = valueAt(map, 'ssl', name);
    return (
      value !== undefined && (value.kind !== 'scalar' || (value.value !== null && value.value !== false && value.string.trim() !== ''))
    );
  };
  return given('certificate_pem') && given('private_key_pem');
}

/** `hosts` wins over `host`; `host` is split at commas and not trimmed, so a blank after a comma belongs to the name. */
function hostNames(map: MapValue | null): { hosts: ProxyHost[]; hostsOpen: boolean } {
  const list = valueAt(map, 'hosts');
  if (list?.kind === 'list') {
    const hosts: ProxyHost[] = [];
    let hostsOpen = list.incomplete || list.conditional;
    for (const item of list.items) {
      if (item.kind === 'unknown' || item.conditional) hostsOpen = true;
      if (item.kind === 'scalar') hosts.push({ name: item.string, at: item.at });
    }
    return { hosts, hostsOpen };
  }
  const host = valueAt(map, 'host');
  if (!host || list) return { hosts: [], hostsOpen: list !== undefined };
  if (host.kind !== 'scalar' || host.conditional) return { hosts: [], hostsOpen: true };
  return { hosts: split(host), hostsOpen: false };
}

/** Ruby's `split(",")` with the place of each part; empty parts at the end are dropped. */
function split(scalar: ScalarValue): ProxyHost[] {
  const parts = scalar.string.split(',');
  while (parts.length && parts.at(-1) === '') parts.pop();
  const plain = scalar.node.kind === 'scalar' && scalar.node.style === 'plain' && scalar.at.to - scalar.at.from === scalar.string.length;
  let from = scalar.at.from;
  return parts.map((name) => {
    const at = plain && parts.length > 1 ? { ...scalar.at, from, to: from + name.length } : scalar.at;
    from += name.length + 1;
    return { name, at };
  });
}

function prefixes(map: MapValue | null): string[] {
  const list = valueAt(map, 'path_prefixes');
  if (list?.kind === 'list') return list.items.flatMap((item) => (item.kind === 'scalar' ? [item.string] : []));
  const one = scalarAt(map, 'path_prefix');
  return one ? one.string.split(',').filter((part) => part !== '') : [];
}

/** How kamal-proxy compares prefixes (`internal/server/router.go` 0.9.2): without slashes at both ends, one at each comma; none is the root path. */
export function normalPrefixes(proxy: Proxy): string[] {
  const prefixes = proxy.pathPrefixes.flatMap((prefix) => prefix.split(','));
  return prefixes.length ? prefixes.map((prefix) => `/${prefix.replace(/^\/+|(?<!\/)\/+$/g, '')}`) : ['/'];
}
