import { addTo } from '../../addTo.ts';
import { isProduction } from '../../config/complete.ts';
import { valueAt } from '../../config/get.ts';
import type { ListValue, Value } from '../../config/value.ts';
import type { Accessory, Part, Role } from '../../deployment/deployment.ts';
import { normalPrefixes } from '../../deployment/proxy.ts';
import type { At } from '../../source/node.ts';
import { fix, insertAt, scalarText } from '../../edit/index.ts';
import { memoize } from '../../memoize.ts';
import type { Inputs } from '../inputs.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { servicesOf } from '../../deployment/services.ts';
import { isWritten, certainEntry } from '../../config/certain.ts';
import type { ProxiedService } from '../../deployment/services.ts';

/**
 * Containers of the app carry the destination in their name (`Role#container_prefix`); those of accessories do not
 * (`Accessory#service_name`), nor do named volumes, and kamal-proxy knows a host once.
 */
export const destinationsCollide = rule({
  id: 'destinations-collide',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Two destinations on one server share an accessory, a host or a volume',
  reads: ['destination', 'destinationFile', 'deployedAlone', 'service', 'roles', 'accessories', 'family'],
  keys: ['volumes'],
  *check(given) {
    const { destination, family } = given;
    if (destination === null) return;
    const before = family.slice(
      0,
      family.findIndex((one) => one.destination === destination),
    );
    const others = before.filter((one) => one.destination !== null || isDeployedBeside(one, family));
    if (others.length === 0) return;
    const found = [...clashes(given, others)];
    const whole = alternatives(given, found);
    const apart = others.filter((other) => !whole.has(other));
    yield* accessories(given, apart);
    yield* routes(given, found, whole);
    yield* volumes(given, apart);
  },
});

type Deployed = Pick<Inputs, 'destination' | 'deployedAlone'>;

type Own = Part<'destination' | 'service' | 'roles' | 'accessories', 'volumes'> & {
  readonly destinationFile: string | null;
  readonly deployedAlone: boolean;
};

/** Is the base deployed by itself, as production beside a staging destination? */
export function isDeployedBeside(base: Deployed, family: readonly Deployed[]): boolean {
  return base.deployedAlone && !family.some(({ destination }) => isProduction(destination));
}

/** How the other deployment is called in a message. */
function called({ destination }: Own): string {
  return destination === null ? 'the base (without `-d`)' : `\`${destination}\``;
}

function* accessories(deployment: Own, others: readonly Own[]): Iterable<Finding> {
  for (const [service, accessory] of containersOf(deployment.accessories)) {
    for (const other of others) {
      const twin = containersOf(other.accessories).get(service);
      const server = twin && shared(accessory.hosts, new Set(twin.hosts));
      if (server === undefined) continue;
      yield report(
        destinationsCollide,
        accessory.at,
        `${other.destination === null ? 'The base (without `-d`) and the destination' : `The destinations \`${other.destination}\` and`} \`${deployment.destination}\` both run the accessory \`${accessory.name}\` on \`${server}\`, as one and the same container \`${service}\` with one data folder: what is done to it in \`${deployment.destination}\` (reboot, remove) is done to ${called(other)}. ` +
          `Give it a \`service:\` of its own in \`${deployment.destination}\`; if both shall share it, write the same \`service:\` there.`,
        { fixes: ownService(accessory, deployment) },
      );
      break;
    }
  }
}

/** Accessories by the name of their container. Where `service` is written out, sharing is meant. */
const containersOf = memoize(
  (accessories: readonly Accessory[]) =>
    new Map(
      accessories.flatMap((accessory) => {
        const { map, service, conditional } = accessory;
        return service === null || conditional || !map || map.incomplete || map.entries.has('service')
          ? []
          : [[service, accessory] as const];
      }),
    ),
);

function shared(some: readonly string[], others: ReadonlySet<string>): string | undefined {
  return some.find((host) => others.has(host));
}

function ownService({ name }: Accessory, { service, destination, destinationFile: file }: Own): Fix[] {
  if (service === null || file === null) return [];
  const text = `${service}-${destination}-${name}`;
  return [
    fix(`Call it \`${text}\` in \`${destination}\`: it starts with empty data`, file, (source) =>
      insertAt(source, ['accessories', name, 'service'], scalarText(text)),
    ),
  ];
}

/** One host under one prefix, as kamal-proxy compares them (`CheckAvailability` in `internal/server/service_map.go`, 0.9.2): no host is any host. */
interface Route {
  readonly service: ProxiedService;
  /** What kamal-proxy calls it: two deployments of one and the same are no conflict. */
  readonly name: string;
  readonly host: string;
  readonly at: At;
  readonly servers: readonly string[];
}

const routesOf = memoize(({ roles, accessories, service, destination }: Own) =>
  routesAmong(servicesOf({ roles, accessories }), service, destination),
);

type Routes = ReadonlyMap<string, readonly Route[]>;
const routesAmong = memoize((services: readonly ProxiedService[], app: string | null, destination: string | null): Routes => {
  const found = new Map<string, Route[]>();
  for (const service of services) {
    if (!isCertain(service)) continue;
    const { role, accessory, proxy, own } = service;
    const name = role ? `${app}-${role.name}-${destination}` : (accessory!.service ?? service.name);
    const servers = role ? role.hosts.filter(({ value }) => isWritten(value)).map((host) => host.name) : accessory!.hosts;
    const fallback = own?.key.at ?? (role ?? accessory)!.at;
    const hosts = proxy.hosts.length ? proxy.hosts : [{ name: '', at: fallback }];
    for (const host of hosts) {
      for (const prefix of normalPrefixes(proxy)) {
        const key = `${host.name}${prefix}`;
        const route = { service, name, host: host.name, at: host.at, servers };
        addTo(found, key, route);
      }
    }
  }
  return found;
});

function isCertain({ proxy, map, role, accessory }: ProxiedService): boolean {
  const paths = ['path_prefix', 'path_prefixes'].map((key) => valueAt(map, key));
  const whole = paths.every((value) => !value || (isWritten(value) && (value.kind !== 'list' || !value.incomplete)));
  // Kamal refuses both at once, and which of them stays is for a person to say.
  const isOne = map?.kind !== 'map' || !map.entries.has('host') || !map.entries.has('hosts');
  return whole && isOne && !proxy.hostsIncomplete && !(role ?? accessory)!.hostsIncomplete;
}

interface Clash {
  readonly key: string;
  readonly route: Route;
  readonly rival: Route;
  readonly other: Own;
}

function* clashes(deployment: Own, others: readonly Own[]): Iterable<Clash> {
  for (const [key, own] of routesOf(deployment)) {
    for (const route of own) {
      for (const other of others) {
        // A base without a host is what its destinations share, rather than an app that answers to any.
        if (other.destination === null && route.host === '') continue;
        const rival = routesOf(other)
          .get(key)
          ?.find((one) => one.name !== route.name && shared(one.servers, new Set(route.servers)) !== undefined);
        if (rival) yield { key, route, rival, other };
      }
    }
  }
}

/** Those that take all the hosts that a deployment takes are another way to deploy it, not another application: what else they share is meant. */
function alternatives(deployment: Own, found: readonly Clash[]): ReadonlySet<Own> {
  const all = routesOf(deployment).size;
  const keysOf = (other: Own): ReadonlySet<string> => new Set(found.flatMap((one) => (one.other === other ? one.key : [])));
  return new Set(found.map(({ other }) => other).filter((other) => keysOf(other).size === all && routesOf(other).size === all));
}

function* routes(deployment: Own, found: readonly Clash[], whole: ReadonlySet<Own>): Iterable<Finding> {
  const told = new Set<At | string>();
  for (const { route, rival, other } of found) {
    // Of a service that takes the same hosts in both, the first host says it.
    const same = `${other.destination} ${route.name}`;
    if (told.has(route.at) || told.has(same)) continue;
    told.add(route.at);
    if (whole.has(other)) told.add(same);
    yield report(
      destinationsCollide,
      route.at,
      `On \`${shared(rival.servers, new Set(route.servers))}\`, \`${route.service.name}\` of the destination \`${deployment.destination}\` takes traffic for ${route.host ? `\`${route.host}\`` : 'any host'}, and so does \`${rival.service.name}\` of ${called(other)}: ` +
        'kamal-proxy refuses the one that is deployed second ("host settings conflict with another service"). Give each destination a host of its own.',
    );
  }
}

/** A volume that docker keeps under its name. A path is none. */
interface Volume {
  readonly name: string;
  readonly at: At;
  /** "the app" or "the accessory `db`" */
  readonly whose: string;
  readonly accessory: Accessory | null;
  readonly hosts: ReadonlySet<string>;
}

const namesIn = memoize(({ items }: ListValue) =>
  items.flatMap((item) => {
    const name = item.kind === 'scalar' && isWritten(item) ? /^([a-z0-9][\w.-]*):(?=.)/i.exec(item.string)?.[1] : undefined;
    return name === undefined ? [] : [{ name, at: item.at }];
  }),
);

const volumesOf = memoize(({ roles, accessories, root }: Own) => volumesAmong(roles, accessories, certainEntry(root, 'volumes')?.value));

type VolumesAmong = (
  roles: readonly Role[],
  accessories: readonly Accessory[],
  own: Value | undefined,
) => ReadonlyMap<string, readonly Volume[]>;
const volumesAmong: VolumesAmong = memoize((roles, accessories, own) => {
  const found = new Map<string, Volume[]>();
  const add = (list: Value | undefined, whose: string, accessory: Accessory | null, hosts: () => Iterable<string>): void => {
    const named = list?.kind === 'list' ? namesIn(list) : [];
    if (named.length === 0) return;
    const servers = new Set(hosts());
    for (const { name, at } of named) {
      const volume = { name, at, whose, accessory, hosts: servers };
      addTo(found, name, volume);
    }
  };
  add(own, 'the app', null, () =>
    roles.flatMap(({ hosts, conditional }) => (conditional ? [] : hosts.filter(({ value }) => isWritten(value)).map(({ name }) => name))),
  );
  for (const accessory of accessories) {
    if (accessory.conditional) continue;
    add(certainEntry(accessory.map, 'volumes')?.value, `the accessory \`${accessory.name}\``, accessory, () => accessory.hosts);
  }
  return found;
});

function* volumes(deployment: Own, others: readonly Own[]): Iterable<Finding> {
  for (const [name, own] of volumesOf(deployment)) {
    for (const volume of own) {
      for (const other of others) {
        const rival = volumesOf(other)
          .get(name)
          ?.find((one) => !isOneContainer(one, volume) && shared([...one.hosts], volume.hosts) !== undefined);
        if (!rival) continue;
        yield report(
          destinationsCollide,
          volume.at,
          `In the destination \`${deployment.destination}\` ${volume.whose} keeps its files in the volume \`${name}\`, and so does ${rival.whose} in ${called(other)}, on the same server \`${shared([...rival.hosts], volume.hosts)}\`: each reads and overwrites what the other has written. Give the volume another name in \`${deployment.destination}\`.`,
        );
        break;
      }
    }
  }
}

/** Told of as an accessory already, or shared on purpose with it. */
function isOneContainer(one: Volume, other: Volume): boolean {
  return one.accessory !== null && other.accessory !== null && one.accessory.service === other.accessory.service;
}
