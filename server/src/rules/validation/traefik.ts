import { entryAt, listAt, mapAt, scalarAt } from '../../config/get.ts';
import { isWritten } from '../../config/certain.ts';
import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import type { Fix } from '../../edit/change.ts';
import { placeOf, removeEntry, replaceBy, scalarText, unsafeFix, type Yaml } from '../../edit/index.ts';

/**
 * Kamal 1 named the app's host in labels for Traefik, and its certificates in Traefik's own settings: before those go, what kamal-proxy
 * needs of them is written under `proxy`. A person has to look at it: rules of Traefik can say more than a host.
 * @param root the merged root
 */
export function traefikFixes(entry: ConfigEntry, root: MapValue): Fix[] {
  const title = 'Remove `traefik`';
  const hosts = root.entries.has('proxy') ? [] : hostsOf(root);
  const file = entry.key.at.chunk.file;
  const remove = (preferred: boolean, lost: string): Fix => ({
    ...unsafeFix(`${title}: ${lost}`, file, (source) => {
      const place = placeOf(source, entry.key);
      return place && removeEntry(source, place, { emptied: 'parent' });
    }),
    preferred,
  });
  const tls = hasCertificates(entry.value) && serversOf(root) < 2;
  const port = scalarAt(entry.value, 'host_port');
  const proxy: Record<string, Yaml> = {
    ...(hosts.length === 1 && { host: scalarText(hosts[0]!) }),
    ...(hosts.length > 1 && { hosts: hosts.map(scalarText) }),
    ...(hosts.length > 0 && tls && { ssl: 'true' }),
    ...(port?.type === 'integer' && isWritten(port) && { run: { http_port: port.string } }),
  };
  if (Object.keys(proxy).length === 0) return [remove(true, 'its settings are lost')];
  const what = [
    ...hosts.map((host) => `\`${host}\``),
    ...(proxy['ssl'] ? ['TLS'] : []),
    ...(proxy['run'] ? [`port ${port!.string}`] : []),
  ].join(', ');
  return [
    unsafeFix(`${title}, and carry ${what} into \`proxy\`: its other settings are lost`, file, (source) => {
      const place = placeOf(source, entry.key);
      return place && replaceBy(source, place, { proxy });
    }),
    remove(false, 'its settings are lost, and no host is named then'),
  ];
}

/** The names in rules such as ``Host(`shop.example`) || Host(`www.shop.example`)`` among the labels of the app and its roles. */
function hostsOf(root: MapValue): string[] {
  const servers = mapAt(root, 'servers');
  const labels = [mapAt(root, 'labels'), ...[...(servers?.entries.values() ?? [])].map(({ value }) => mapAt(value, 'labels'))];
  const names = labels.flatMap((map) =>
    [...(map?.entries.values() ?? [])].flatMap(({ name, value }) =>
      /^traefik\.http\.routers\..*\.rule$/.test(name) ? namesIn(value) : [],
    ),
  );
  return [...new Set(names)];
}

function namesIn(value: Value): string[] {
  if (value.kind !== 'scalar' || !isWritten(value)) return [];
  const calls = [...value.string.matchAll(/Host\(([^)]*)\)/g)].map(([, names = '']) => names);
  return calls
    .flatMap((names) => names.split(','))
    .flatMap((name) => /^\s*[`'"]?((?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+)[`'"]?\s*$/.exec(name)?.[1] ?? []);
}

function hasCertificates(traefik: Value): boolean {
  const args = [...(mapAt(traefik, 'args')?.entries.values() ?? [])].map(({ name }) => name);
  return args.some((name) => /^certificatesresolvers\./i.test(name));
}

/** Of the primary role: kamal-proxy orders a certificate on one server only. */
function serversOf(root: MapValue): number {
  const servers = entryAt(root, 'servers')?.value;
  const web = servers?.kind === 'map' ? (listAt(servers, 'web') ?? listAt(servers, 'web', 'hosts')) : servers;
  return web?.kind === 'list' ? web.items.length : 0;
}
