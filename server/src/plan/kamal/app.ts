import { byName, pruneContainers, startContainer, stopContainer, hasLabels } from '../model/docker.ts';
import { deployRoute, pauseRoute, removeRoute } from '../model/kamalProxy.ts';
import { Refusal } from '../model/refusal.ts';
import { containersOf, currentRunning, labelsOf, nameOf, stopVersion, versionOf } from './appContainers.ts';
import { bootApp } from './boot.ts';
import { removeFolder } from './parts.ts';
import type { Specifics } from './specifics.ts';
import type { Version } from './version.ts';
import { tolerate, type World } from './world.ts';

type Command = (world: World, version: Version, specifics: Specifics) => void;

/** Each role on each of its hosts, one after the other on one host. */
function onRoles(
  world: World,
  { appHosts, rolesOn }: Specifics,
  work: (...args: [machine: ReturnType<World['machine']>, role: Specifics['roles'][number]]) => void,
): void {
  world.on(appHosts, (machine, host) => {
    for (const role of rolesOn(host)) work(machine, role);
  });
}

/** `app stop`: the route goes only while a container of the role runs, and only where the files say that the role is proxied. */
const stop: Command = (world, { wanted }, specifics) =>
  onRoles(world, specifics, (machine, role) => {
    const current = currentRunning(machine, wanted, role);
    if (current && role.route) tolerate(() => removeRoute(machine, role.prefix));
    if (current) stopContainer(machine, current);
  });

const start: Command = (world, version, specifics) =>
  onRoles(world, specifics, (machine, role) => {
    const container = byName(machine, nameOf(role, version.name));
    tolerate(() => container && startContainer(machine, container));
    if (!role.route) return;
    const current = currentRunning(machine, version.wanted, role);
    if (!current) throw new Refusal('other', { of: role.name, what: nameOf(role, version.name) });
    deployRoute(machine, role.prefix, { ...role.route, target: current.name, owner: world.owner }, world.circumstances.health);
  });

/** `app remove`: what else lies there goes only from hosts of which every role is removed. */
const remove: Command = (world, version, specifics) => {
  const { wanted } = version;
  stop(world, version, specifics);
  onRoles(world, specifics, (machine, role) => pruneContainers(machine, (one) => hasLabels(one, labelsOf(wanted, role))));
  const whole = specifics.appHosts.filter(
    (host) => specifics.rolesOn(host).length === wanted.roles.filter(({ hosts }) => hosts.has(host)).length,
  );
  world.on(whole, (machine) => removeFolder(machine, wanted.appDirectory));
};

const pause =
  (stopped: boolean): Command =>
  (world, { wanted }, specifics) =>
    world.on(specifics.proxyHosts, (machine, host) => {
      for (const role of specifics.rolesOn(host)) if (role.route && wanted.proxies.has(host)) pauseRoute(machine, role.prefix, stopped);
    });

/** Stops all but the newest container of each role (`app stale_containers --stop`). */
export const stopStale: Command = (world, { wanted }, specifics) =>
  onRoles(world, specifics, (machine, role) => {
    const current = currentRunning(machine, wanted, role);
    for (const container of containersOf(machine, wanted, role)) {
      if (container.status === 'running' && container.id !== current?.id) stopVersion(machine, role, versionOf(role, container));
    }
  });

/** Commands behind `kamal app`. */
export const appCommands: Readonly<Record<string, Command>> = {
  boot: bootApp,
  stop,
  start,
  remove,
  live: pause(false),
  maintenance: pause(true),
  stale_containers: stopStale,
};
