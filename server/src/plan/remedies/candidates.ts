import type { IssueKind } from '../consequences/issue.ts';
import type { Refusal } from '../model/refusal.ts';
import { proxyName } from '../model/servers.ts';
import type { Deployed, Step, Versions } from '../simulation.ts';
import { withNew, withOld } from './remedy.ts';

/** What a remedy is proposed for. */
export interface Asked extends Versions {
  readonly deployed: Deployed;
}

/** The same issue on several servers. */
export interface Subject {
  readonly kind: IssueKind;
  readonly name: string;
  readonly of: string;
  readonly hosts: readonly string[];
}

type Candidates = Step[][];

/** A line by hand on servers: through Kamal on those that the new files still know. */
function onServers({ after }: Versions, hosts: readonly string[], line: string): Step[] {
  const known = new Set([...after.wanted.roles, ...after.wanted.accessories].flatMap((one) => [...one.hosts]));
  const reached = hosts.filter((host) => known.has(host));
  return [
    ...(reached.length > 0 ? [withNew(`server exec --hosts ${reached.join(',')} ${line}`)] : []),
    ...hosts.filter((host) => !known.has(host)).map((host) => ({ sh: line, host })),
  ];
}

const removeRoute = (asked: Asked, hosts: readonly string[], service: string): Step[] =>
  onServers(asked, hosts, `docker exec kamal-proxy kamal-proxy remove ${service}`);

/** Where kamal-proxy sends requests to a container, the route goes first. */
function stopByHand(asked: Asked, { kind, name, of, hosts }: Subject): Step[] {
  const { after } = asked.deployed;
  const prefix = hosts.flatMap((host) => after.get(host)?.containers.find((one) => one.name === name)?.origin.prefix ?? [])[0];
  const routed = hosts.filter((host) => prefix !== undefined && after.get(host)?.routes.has(prefix));
  return [...(routed.length > 0 ? removeRoute(asked, routed, prefix!) : []), ...stopOnly(asked, { kind, name, of, hosts })];
}

/** A role's container has the version in its name, which nobody here knows: it is found by its labels. */
function stopOnly(asked: Asked, { kind, name, of, hosts }: Subject): Step[] {
  const { service, destination } = asked.before.wanted;
  const labels = [`service=${service}`, `role=${of}`, `destination=${destination ?? ''}`].map((label) => ` --filter label=${label}`);
  return onServers(asked, hosts, `docker stop ${kind === 'left running' ? `$(docker ps -q${labels.join('')})` : name}`);
}

/** Accessories of the old files whose containers run on one of the hosts and are in none of the new files. */
const oldAccessories = ({ deployed }: Asked, hosts: readonly string[]): string[] =>
  deployed.issues.flatMap((one) => (one.kind === 'accessory left running' && hosts.includes(one.host) ? [one.of] : []));

/** Nothing has taken over from what is left: to stop it would be an outage. */
const isAlone = ({ deployed }: Asked): boolean => deployed.issues.some(({ kind }) => kind === 'role not running');

/**
 * What may help, best guess first. Each is tried in the model before it is offered, so that a guess that does not fit costs nothing.
 */
const byKind: Readonly<Partial<Record<IssueKind, (subject: Subject, asked: Asked) => Candidates>>> = {
  'left running': (subject, asked) => {
    const { of, hosts } = subject;
    if (isAlone(asked)) {
      return deployAgain(asked).flatMap((steps) => [steps, [...steps, ...stopOnly(asked, subject)]]);
    }
    return [
      [withOld(`app stop --roles ${of} --hosts ${hosts.join(',')}`)],
      [withOld(`app remove --roles ${of} --hosts ${hosts.join(',')}`)],
      stopByHand(asked, subject),
    ];
  },
  'route left': ({ hosts, name }, asked) => [...(isAlone(asked) ? [] : [removeRoute(asked, hosts, name)]), ...deployAgain(asked)],
  'accessory not started': ({ name, hosts }, asked) => [
    [withNew(`accessory boot ${name}`)],
    ...oldAccessories(asked, hosts).map((old) => [withOld(`accessory stop ${old}`), withNew(`accessory boot ${name}`)]),
  ],
  'accessory change not applied': ({ name, hosts }, asked) => {
    const prefix = asked.after.wanted.accessories.find((one) => one.name === name)?.prefix;
    const routed = hosts.filter((host) => prefix !== undefined && asked.deployed.after.get(host)?.routes.has(prefix));
    const unrouted = routed.length > 0 ? [removeRoute(asked, routed, prefix!)] : [];
    return [
      [withNew(`accessory start ${name}`)],
      [withNew(`accessory boot ${name}`)],
      ...unrouted,
      [withNew(`accessory reboot ${name}`)],
      [withNew(`accessory start ${name}`), withNew(`accessory reboot ${name}`)],
      ...unrouted.map((steps) => [...steps, withNew(`accessory reboot ${name}`)]),
      [withNew('proxy boot'), withNew(`accessory start ${name}`)],
    ];
  },
  'accessory left running': (subject, asked) => [
    [withOld(`accessory stop ${subject.of} --hosts ${subject.hosts.join(',')}`)],
    stopByHand(asked, subject),
  ],
  'kamal-proxy options not applied': () => [[withNew('proxy reboot -y')]],
  'kamal-proxy left': ({ hosts }, asked) => [
    [withOld(`app remove --hosts ${hosts.join(',')}`), withOld(`proxy remove --hosts ${hosts.join(',')}`)],
    onServers(asked, hosts, `docker rm -f ${proxyName}`),
    [withOld(`proxy remove --hosts ${hosts.join(',')} --force`)],
  ],
  'still in maintenance mode': () => [[withNew('app live')]],
  'role not running': (_, asked) => deployAgain(asked),
  'still on the old version': (_, asked) => deployAgain(asked),
  'secrets left on disk': ({ name, hosts }, asked) => [
    ...(isAlone(asked) ? [] : ownerOf(asked, name)).map((role) => [withOld(`app remove --roles ${role} --hosts ${hosts.join(',')}`)]),
    onServers(asked, hosts, `rm ${name}`),
  ],
};

/** The role of the old files whose environment lies in that file. */
function ownerOf({ before }: Asked, file: string): string[] {
  return before.wanted.roles
    .filter(({ containers }) => [...containers.values()].some(({ envFile }) => envFile === file))
    .map(({ name }) => name);
}

/** What lets a deploy through that failed, and the deploy again. */
function deployAgain(asked: Asked): Candidates {
  const { failed } = asked.deployed;
  return [...(failed ? (unblock[failed.kind]?.(failed, asked) ?? []) : []), []].map((steps) => [...steps, withNew('deploy')]);
}

const everything: Candidates = [[withOld('app stop')], [withOld('app remove')]];

const unblock: Readonly<Partial<Record<Refusal['kind'], (failed: Refusal, asked: Asked) => Candidates>>> = {
  'proxy route already taken by another service': ({ about: { host, holder } }, asked) => [
    ...(host && holder ? [removeRoute(asked, [host], holder), allRoutes(asked)] : []),
    ...everything,
  ],
  'port already allocated': ({ about: { host, holder, of } }, asked) => [
    ...(of ? [[withNew(`app stop --roles ${of}`)]] : []),
    ...(host && holder === proxyName ? [[{ sh: `docker stop ${proxyName}`, host }]] : []),
    [withNew('app stop')],
    ...everything,
    ...asked.before.wanted.accessories.filter(({ prefix }) => prefix === holder).map(({ name }) => [withOld(`accessory stop ${name}`)]),
  ],
  'network missing': ({ about: { of, what } }, asked) => {
    const role = asked.after.wanted.roles.find(({ name }) => name === of);
    return role && what ? [onServers(asked, [...role.hosts], `docker network create ${what}`)] : [];
  },
  'kamal-proxy too old': () => [[withNew('proxy reboot -y')]],
};

/** Routes of ours, on every server, whose hosts and paths a service of another name wants. */
function allRoutes(asked: Asked): Step[] {
  const wanted = [...asked.after.wanted.roles].flatMap(({ route, prefix, hosts }) => (route ? [{ route, prefix, hosts }] : []));
  return [...asked.deployed.after].flatMap(([host, { routes }]) =>
    [...routes]
      .filter(([service, held]) =>
        wanted.some(
          ({ route, prefix, hosts }) =>
            prefix !== service &&
            hosts.has(host) &&
            held.owner === 'ours' &&
            route.hosts.some((name) => held.hosts.includes(name)) &&
            route.paths.some((path) => held.paths.includes(path)),
        ),
      )
      .flatMap(([service]) => removeRoute(asked, [host], service)),
  );
}

/** Each once. */
export function candidatesFor(subject: Subject, asked: Asked): Candidates {
  const all = (byKind[subject.kind]?.(subject, asked) ?? []).filter((steps) => steps.length > 0);
  return [...new Map(all.map((steps) => [JSON.stringify(steps), steps])).values()];
}
