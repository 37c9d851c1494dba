import { accessoryCommand } from '../kamal/accessory.ts';
import { secretEnv } from '../kamal/parts.ts';
import type { Version } from '../kamal/version.ts';
import type { WantedAccessory, WantedContainer, WantedRole } from '../kamal/wanted.ts';
import { refusalOf, World, type Circumstances } from '../kamal/world.ts';
import { byName } from '../model/docker.ts';
import { isRefusal } from '../model/refusal.ts';
import { emptyServer, proxyName, running, type Container, type Route, type Server, type Servers } from '../model/servers.ts';
import { differences, sameList, unknown } from '../model/settings.ts';
import { issue, issueKinds, type Issue } from './issue.ts';
import { isOpen, mayBeDescribed } from './open.ts';

/** What is compared: the servers before and after, and the files that they should now be like. */
export interface Compared {
  readonly before: Servers;
  readonly after: Servers;
  readonly version: Version;
  readonly circumstances: Circumstances;
}

/** Everything on the servers that the files do not say, or that is not as they say; each once, in the order of its kind. */
export function issuesOf(compared: Compared): Issue[] {
  const { version } = compared;
  if (version.refused !== null) return [issue('configuration refused')];
  const { sameMachine } = compared.circumstances;
  const wanted = [...version.wanted.roles, ...version.wanted.accessories].flatMap(({ hosts }) => [...hosts]);
  const names = new Set([...compared.after.keys(), ...wanted.map((host) => sameMachine.get(host) ?? host)]);
  const issues = [...names].flatMap((host) => onServer(compared, host));
  return issues.toSorted((a, b) => issueKinds.indexOf(a.kind) - issueKinds.indexOf(b.kind));
}

type Hosts = Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>;

/** What the files want on one server, which may have several names. */
interface Here extends Compared {
  readonly host: string;
  readonly server: Server;
  readonly was: Server | undefined;
  readonly roles: readonly WantedRole[];
  readonly accessories: readonly WantedAccessory[];
  /** The host as the files call it. */
  readonly called: (hosts: Hosts) => string | undefined;
}

function onServer(compared: Compared, host: string): Issue[] {
  const server = compared.after.get(host) ?? emptyServer;
  const { wanted } = compared.version;
  const { sameMachine } = compared.circumstances;
  const called = (hosts: Hosts): string | undefined => {
    if (sameMachine.size === 0) return hosts.has(host) ? host : undefined;
    return [...hosts.keys()].find((name) => (sameMachine.get(name) ?? name) === host);
  };
  const roles = wanted.roles.filter(({ hosts }) => called(hosts) !== undefined);
  const accessories = wanted.accessories.filter(({ hosts }) => called(hosts) !== undefined);
  const here: Here = { ...compared, host, server, was: compared.before.get(host), roles, accessories, called };
  return [
    ...left(here),
    ...routes(here),
    ...accessories.flatMap((one) => accessory(here, one)),
    ...proxy(here),
    ...roles.flatMap((one) => role(here, one)),
    ...stopped(here),
    ...secrets(here),
  ];
}

const isOurs = ({ origin }: Container): boolean => origin.owner === 'ours';

/** Containers that run and are no longer described. */
function left(here: Here): Issue[] {
  const { server, host, roles, accessories, version } = here;
  const described = new Set([...roles, ...accessories].map(({ prefix }) => prefix));
  return server.containers
    .filter((one) => one.status === 'running' && isOurs(one) && one.origin.kind !== 'proxy' && !described.has(one.origin.prefix))
    .filter(({ origin }) => !mayBeDescribed(version, origin))
    .map(({ name, origin }) => issue(origin.kind === 'role' ? 'left running' : 'accessory left running', host, name, origin.of));
}

/** Routes that are no longer described, or lead to a container that does not run. */
function routes(here: Here): Issue[] {
  const { server, host, roles, accessories } = here;
  const described = new Set([...roles, ...accessories].filter(({ route }) => route).map(({ prefix }) => prefix));
  const isLeft = ([service, route]: [string, Route]): boolean =>
    route.owner === 'ours' &&
    (!described.has(service) || !running(server, route.target)) &&
    !server.containers.some(({ name, origin }) => name === route.target && mayBeDescribed(here.version, origin));
  const ours = [...server.routes].filter(([, { owner }]) => owner === 'ours');
  return [
    ...ours.filter(isLeft).map(([service]) => issue('route left', host, service)),
    ...ours.filter(([, { stopped }]) => stopped).map(([service]) => issue('still in maintenance mode', host, service)),
  ];
}

function accessory(here: Here, wanted: WantedAccessory): Issue[] {
  const host = here.called(wanted.hosts)!;
  const container = byName(here.server, wanted.prefix);
  const say = (kind: Issue['kind'], really = true): Issue[] => (really ? [issue(kind, host, wanted.name, wanted.name)] : []);
  if (container && !isOurs(container)) return say('accessory shared with another destination or app');
  return [
    ...say('accessory not started', container?.status !== 'running'),
    ...say('accessory change not applied', container !== undefined && !isApplied(here, wanted, container, host)),
  ];
}

/** Does it run as the files say, and could it be started anew? */
function isApplied(here: Here, wanted: WantedAccessory, container: Container, host: string): boolean {
  const { version, server, circumstances } = here;
  const described = wanted.containers.get(host);
  if (!described) return true;
  if (differences(container.settings, { ...described.settings, secretEnv: envOf(version, described) }).length > 0) return false;
  const route = server.routes.get(wanted.prefix);
  if (!isRouted(route, wanted) || !wanted.files.every(({ local, remote }) => isUploaded(here, local, remote))) return false;
  const world = new World(new Map([[here.host, server]]), 'ours', circumstances);
  return refusalOf(host, () => accessoryCommand(world, version, { accessoryHosts: [host] }, 'reboot', wanted.name)).length === 0;
}

function envOf(version: Version, { secrets }: WantedContainer): readonly string[] {
  try {
    return secretEnv(version, secrets);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return ['missing'];
  }
}

function isRouted(route: Route | undefined, { route: wanted }: WantedAccessory): boolean {
  if (!route || !wanted) return !route && !wanted;
  return (
    sameList(route.hosts, wanted.hosts) &&
    sameList(route.paths, wanted.paths) &&
    sameList(route.options, wanted.options) &&
    sameList([route.port], [wanted.port]) &&
    route.tls === wanted.tls
  );
}

function isUploaded({ server, version }: Here, local: string | null, remote: string): boolean {
  const file = local === null ? 'unknown' : version.local(local);
  if (file === 'unknown') return true;
  const there = server.files.get(remote);
  return file !== 'missing' && there !== undefined && (there.content === '' || there.content === file.content);
}

function proxy(here: Here): Issue[] {
  const { server, host, version } = here;
  const container = running(server, proxyName);
  if (!container) return [];
  const name = here.called(version.wanted.proxies);
  if (name === undefined) {
    const shared = [...server.routes.values()].some(({ owner }) => owner === 'other');
    return shared || !isOursByHistory(here) || isOpen(version) ? [] : [issue('kamal-proxy left', host)];
  }
  const changed = differences(container.settings, version.wanted.proxies.get(name)!);
  return changed.length > 0 ? [issue('kamal-proxy options not applied', name)] : [];
}

/** Another application that starts kamal-proxy, and takes nothing through it, keeps it. */
function isOursByHistory({ server }: Here): boolean {
  return server.containers.some((one) => one.origin.kind === 'proxy' && isOurs(one));
}

function role({ server, was, called }: Here, wanted: WantedRole): Issue[] {
  const host = called(wanted.hosts)!;
  const all = server.containers.filter((one) => one.status === 'running' && one.origin.prefix === wanted.prefix && isOurs(one));
  if (all.length === 0 && wanted.prefix !== unknown) return [issue('role not running', host, wanted.name, wanted.name)];
  const old = new Set(was?.containers.map(({ id }) => id));
  return all.filter(({ id }) => old.has(id)).map(({ name }) => issue('still on the old version', host, name, wanted.name));
}

/** Ran before and is described, and neither it nor another in its place runs now. */
function stopped({ server, was, host, roles, accessories }: Here): Issue[] {
  const described = new Set([...roles, ...accessories].map(({ prefix }) => prefix));
  const runs = new Set(server.containers.filter(({ status }) => status === 'running').map(({ origin }) => origin.prefix));
  return (was?.containers ?? [])
    .filter((one) => one.status === 'running' && isOurs(one) && described.has(one.origin.prefix) && !runs.has(one.origin.prefix))
    .map(({ name, origin }) => issue('stopped without successor', host, name, origin.of));
}

/** Files with secrets of an environment that no container of the files would be given. */
function secrets({ server, host, roles, accessories, called, version }: Here): Issue[] {
  if (isOpen(version)) return [];
  const used = new Set([...roles, ...accessories].flatMap(({ containers, hosts }) => containers.get(called(hosts)!)?.envFile ?? []));
  return [...server.files]
    .filter(([path, { secrets: names, owner }]) => names.length > 0 && owner === 'ours' && !used.has(path))
    .map(([path]) => issue('secrets left on disk', host, path));
}
