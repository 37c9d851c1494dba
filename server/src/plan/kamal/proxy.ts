import { byName, pruneContainers, runContainer, startContainer, stopContainer } from '../model/docker.ts';
import type { Machine } from '../model/machine.ts';
import { isRefusal, Refusal } from '../model/refusal.ts';
import { proxyName, type Container } from '../model/servers.ts';
import { unknown, type Settings } from '../model/settings.ts';
import { hook } from './boot.ts';
import { createNetwork, login, removeFolder } from './parts.ts';
import type { Specifics } from './specifics.ts';
import type { Version } from './version.ts';
import type { World } from './world.ts';

type Command = (world: World, version: Version, specifics: Specifics, options: { readonly force: boolean }) => void;

/** The oldest kamal-proxy that Kamal 2.12 works with (`configuration/proxy/run.rb`). */
const minimum = [0, 9, 2];

/** `Gem::Version`, of versions that are numbers. */
function isTooOld(version: string): boolean {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  const at = minimum.findIndex((part, index) => (parts[index] ?? 0) !== part);
  return at !== -1 && parts.every((part) => !Number.isNaN(part)) && (parts[at] ?? 0) < minimum[at]!;
}

/** What runs is kept as it is, whatever options the files ask for. */
export const bootProxy: Command = (world, version, { hosts, proxyHosts }) => {
  world.on(hosts, createNetwork);
  world.on(proxyHosts, (machine, host) => {
    login(version, version.wanted.login);
    const there = byName(machine, proxyName);
    const tag = there?.settings.image[0]?.replace(/^.*:/, '') ?? '';
    if (there && !tag.includes(unknown) && isTooOld(tag)) throw new Refusal('kamal-proxy too old', { what: tag });
    startOrRun(world, machine, version.wanted.proxies.get(host)!, there);
  });
};

function startOrRun(world: World, machine: Machine, settings: Settings, there: Container | undefined): void {
  try {
    if (there) return startContainer(machine, there);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  run(world, machine, settings);
}

function run(world: World, machine: Machine, settings: Settings): void {
  const origin = { kind: 'proxy', of: proxyName, prefix: proxyName, owner: world.owner } as const;
  runContainer(machine, { name: proxyName, settings, origin });
}

const isProxy = ({ origin }: Container): boolean => origin.kind === 'proxy';

function stopAndRemove(machine: Machine): void {
  const there = byName(machine, proxyName);
  if (there) stopContainer(machine, there);
  pruneContainers(machine, isProxy);
}

const reboot: Command = (world, version, { proxyHosts }) => {
  hook(world, 'pre-proxy-reboot');
  world.on(proxyHosts, (machine, host) => {
    login(version, version.wanted.login);
    stopAndRemove(machine);
    run(world, machine, version.wanted.proxies.get(host)!);
  });
  hook(world, 'post-proxy-reboot');
};

/** Refuses in words, and does nothing, while folders of applications lie on a server. Routes stay: they lie in a volume. */
const remove: Command = (world, _, { proxyHosts }, { force }) => {
  const apps = (host: string): boolean => [...world.machine(host).files.keys()].some((path) => path.startsWith('.kamal/apps/'));
  if (!force && proxyHosts.some(apps)) return;
  world.on(proxyHosts, (machine) => {
    stopAndRemove(machine);
    removeFolder(machine, '.kamal/proxy');
  });
};

const onEach =
  (work: (machine: Machine, proxy: Container) => void): Command =>
  (world, _, { proxyHosts }) =>
    world.on(proxyHosts, (machine) => {
      const there = byName(machine, proxyName);
      if (there) work(machine, there);
    });

/** Commands behind `kamal proxy`. */
export const proxyCommands: Readonly<Record<string, Command>> = {
  boot: bootProxy,
  reboot,
  remove,
  start: onEach(startContainer),
  stop: onEach(stopContainer),
};
