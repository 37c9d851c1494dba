import { find, type Found } from '../config/find.ts';
import { valueAt } from '../config/get.ts';
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
  const mayNotHold = uncertain || map?.conditional === true;
  const known = (...path: string[]): Found => (mayNotHold ? { kind: 'unknown', at: [] } : find(map, ...path));
  const { pathPrefixes, prefixesIncomplete } = prefixes(map, known);
  return {
    map,
    hosts,
    hostsIncomplete: hostsOpen || open,
    ssl: open ? null : tls(valueAt(map, 'ssl')),
    customCertificate: hasCertificate(map),
    appPort: appPort(known('app_port')),
    pathPrefixes,
    prefixesIncomplete,
    healthPath: healthPath(known('healthcheck', 'path')),
  };
}

function appPort(found: Found): number | null {
  if (found.kind === 'absent') return defaultAppPort;
  return found.kind === 'value' && found.value.kind === 'scalar' && typeof found.value.value === 'number' ? found.value.value : null;
}

function healthPath(found: Found): string | null {
  if (found.kind === 'unknown') return null;
  return found.kind === 'value' && found.value.kind === 'scalar' ? found.value.string : defaultHealthPath;
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

/** `path_prefixes` wins over `path_prefix`, which is split at commas. */
function prefixes(map: MapValue | null, known: (key: string) => Found): Pick<Proxy, 'pathPrefixes' | 'prefixesIncomplete'> {
  const [list, one] = [known('path_prefixes'), known('path_prefix')];
  if (list.kind === 'unknown') {
    const written = valueAt(map, 'path_prefixes');
    return { pathPrefixes: written?.kind === 'list' && !written.conditional ? textsOf(written.items) : [], prefixesIncomplete: true };
  }
  if (list.kind === 'value' && list.value.kind === 'list') return { pathPrefixes: textsOf(list.value.items), prefixesIncomplete: false };
  if (one.kind !== 'value' || one.value.kind !== 'scalar') return { pathPrefixes: [], prefixesIncomplete: one.kind === 'unknown' };
  return { pathPrefixes: one.value.string.split(',').filter((part) => part !== ''), prefixesIncomplete: false };
}

const textsOf = (items: readonly Value[]): string[] =>
  items.flatMap((item) => (item.kind === 'scalar' && !item.conditional ? [item.string] : []));

/**
 * How kamal-proxy compares prefixes (`internal/server/router.go` 0.9.2): without slashes at both ends, one at each comma; none is the root
 * path. What ERB decides is left out.
 */
export function normalPrefixes(proxy: Proxy): string[] {
  const prefixes = proxy.pathPrefixes.flatMap((prefix) => prefix.split(','));
  if (prefixes.length === 0 && proxy.prefixesIncomplete) return [];
  return prefixes.length ? prefixes.map((prefix) => `/${prefix.replace(/^\/+|(?<!\/)\/+$/g, '')}`) : ['/'];
}
