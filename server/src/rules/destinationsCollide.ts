import { valueAt } from '../config/get.ts';
import type { Value } from '../config/value.ts';
import type { Accessory, Deployment } from '../deployment/deployment.ts';
import { normalPrefixes } from '../deployment/proxy.ts';
import type { At } from '../source/node.ts';
import { fix, insertAt, scalarText } from './edit/index.ts';
import { report } from './report.ts';
import type { Finding, Fix, Rule } from './rule.ts';
import { isWritten, servicesOf, settled } from './services.ts';
import type { Service } from './services.ts';

/**
 * Containers of the app carry the destination in their name (`Role#container_prefix`); those of accessories do not (`Accessory#service_name`), nor do
 * named volumes, and kamal-proxy knows a host once.
 */
export const destinationsCollide: Rule = {
  id: 'destinations-collide',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Two destinations on one server share an accessory, a host or a volume',
  *check({ deployment, family }) {
    const { destination } = deployment;
    if (destination === null) return;
    const before = family.slice(0, family.indexOf(deployment)).filter((other) => other.destination !== null);
    yield* accessories(deployment, before);
    yield* routes(deployment, before);
    yield* volumes(deployment, before);
  },
};

function* accessories(deployment: Deployment, others: readonly Deployment[]): Iterable<Finding> {
  for (const accessory of deployment.accessories) {
    const rival = others.flatMap((other) => {
      const twin = other.accessories.find((one) => collide(accessory, one));
      return twin ? [{ other, twin }] : [];
    })[0];
    if (!rival) continue;
    const server = shared(accessory.hosts, rival.twin.hosts)!;
    yield report(
      destinationsCollide,
      accessory.at,
      `The destinations \`${rival.other.destination}\` and \`${deployment.destination}\` both run the accessory \`${accessory.name}\` on \`${server}\`, as one and the same container \`${accessory.service}\` with one data folder: what is done to it in \`${deployment.destination}\` (reboot, remove) is done to \`${rival.other.destination}\`. ` +
        `Give it a \`service:\` of its own in \`${deployment.destination}\`; if both shall share it, write the same \`service:\` there.`,
      { fixes: ownService(accessory, deployment) },
    );
  }
}

/** Where `service` is written out, sharing is meant. */
function collide(one: Accessory, other: Accessory): boolean {
  if (one.maybe || other.maybe || one.service === null || one.service !== other.service || !shared(one.hosts, other.hosts)) return false;
  return [one, other].every(({ map }) => map && !map.open && !map.entries.has('service'));
}

function shared(some: readonly string[], others: readonly string[]): string | undefined {
  return some.find((host) => others.includes(host));
}

function ownService({ name }: Accessory, { service, destination, config }: Deployment): Fix[] {
  const file = config.destination?.source.file;
  if (service === null || file === undefined) return [];
  const text = `${service}-${destination}-${name}`;
  return [
    fix(`Call it \`${text}\` in \`${destination}\`: it starts with empty data`, file, (source) =>
      insertAt(source, ['accessories', name, 'service'], scalarText(text)),
    ),
  ];
}

/** No host means any host, and its prefix counts too: what kamal-proxy compares (`CheckAvailability` in `internal/server/service_map.go`, 0.9.2). */
function* routes(deployment: Deployment, others: readonly Deployment[]): Iterable<Finding> {
  for (const service of servicesOf(deployment)) {
    // An accessory that is one container for both is another finding.
    if (service.proxy.hostsOpen || !isCertain(service)) continue;
    for (const other of others) {
      const rival = servicesOf(other).find(
        (one) => isCertain(one) && sameRoute(service, one) && serviceName(one, other) !== serviceName(service, deployment),
      );
      if (!rival) continue;
      const server = shared(serversOf(service), serversOf(rival))!;
      const host = service.proxy.hosts.find(({ name }) => rival.proxy.hosts.some((one) => one.name === name));
      yield report(
        destinationsCollide,
        host?.at ?? placeOf(service),
        `On \`${server}\`, \`${service.name}\` of the destination \`${deployment.destination}\` takes traffic for ${host ? `\`${host.name}\`` : 'any host'}, and so does \`${rival.name}\` of \`${other.destination}\`: kamal-proxy refuses the one that is deployed second ("host settings conflict with another service"). Give each destination a host of its own.`,
        { related: host ? [] : [{ at: placeOf(rival), message: `\`${rival.name}\` of \`${other.destination}\`` }] },
      );
      break;
    }
  }
}

function isCertain({ proxy, map, role, accessory }: Service): boolean {
  const paths = ['path_prefix', 'path_prefixes'].map((key) => valueAt(map, key));
  return (
    !proxy.hostsOpen &&
    !(role ?? accessory)!.hostsOpen &&
    paths.every((value) => !value || (isWritten(value) && (value.kind !== 'list' || !value.open)))
  );
}

function serversOf({ role, accessory }: Service): readonly string[] {
  return role ? role.hosts.filter(({ value }) => isWritten(value)).map(({ name }) => name) : accessory!.hosts;
}

function sameRoute(one: Service, other: Service): boolean {
  const names = ({ proxy }: Service): string[] => (proxy.hosts.length ? proxy.hosts.map(({ name }) => name) : ['']);
  return (
    shared(serversOf(one), serversOf(other)) !== undefined &&
    names(one).some((name) => names(other).includes(name)) &&
    normalPrefixes(one.proxy).some((prefix) => normalPrefixes(other.proxy).includes(prefix))
  );
}

/** What kamal-proxy calls it: two deployments of one and the same are no conflict. */
function serviceName({ role, accessory, name }: Service, { service, destination }: Deployment): string {
  return role ? `${service}-${name}-${destination}` : (accessory!.service ?? name);
}

function placeOf({ role, accessory, own }: Service): At {
  return own?.key.at ?? (role ?? accessory)!.at;
}

interface Volume {
  readonly name: string;
  readonly at: At;
  readonly hosts: readonly string[];
  /** "the app" or "the accessory `db`" */
  readonly whose: string;
  readonly accessory: Accessory | null;
}

function* volumes(deployment: Deployment, others: readonly Deployment[]): Iterable<Finding> {
  for (const volume of volumesOf(deployment)) {
    for (const other of others) {
      const rival = volumesOf(other).find(
        (one) => one.name === volume.name && shared(one.hosts, volume.hosts) && !isOneContainer(one, volume),
      );
      if (!rival) continue;
      yield report(
        destinationsCollide,
        volume.at,
        `${volume.whose} of the destination \`${deployment.destination}\` and ${lower(rival.whose)} of \`${other.destination}\` keep their files in one and the same volume \`${volume.name}\` on \`${shared(rival.hosts, volume.hosts)}\`: each reads and overwrites what the other has written. Give the volume another name in \`${deployment.destination}\`.`,
      );
      break;
    }
  }
}

function lower(text: string): string {
  return text[0]!.toLowerCase() + text.slice(1);
}

/** Reported as an accessory already, or shared on purpose with it. */
function isOneContainer(one: Volume, other: Volume): boolean {
  return one.accessory !== null && other.accessory !== null && one.accessory.service === other.accessory.service;
}

/** Named volumes of the app, on the servers of its roles, and of accessories. A path is none. */
function volumesOf({ config, roles, accessories }: Deployment): Volume[] {
  const hosts = roles
    .filter(({ maybe }) => !maybe)
    .flatMap((role) => role.hosts.filter(({ value }) => isWritten(value)).map(({ name }) => name));
  const of = (list: Value | undefined, rest: Omit<Volume, 'name' | 'at'>): Volume[] =>
    (list?.kind === 'list' ? list.items : []).flatMap((item) => {
      const name = item.kind === 'scalar' && isWritten(item) ? /^([a-z0-9][\w.-]*):(?=.)/i.exec(item.string)?.[1] : undefined;
      return name === undefined ? [] : [{ name, at: item.at, ...rest }];
    });
  return [
    ...of(settled(config.root, 'volumes')?.value, { hosts, whose: 'The app', accessory: null }),
    ...accessories.flatMap((accessory) =>
      accessory.maybe
        ? []
        : of(settled(accessory.map, 'volumes')?.value, { hosts: accessory.hosts, whose: `The accessory \`${accessory.name}\``, accessory }),
    ),
  ];
}
