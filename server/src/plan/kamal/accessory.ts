import { byName, hasLabels, pruneContainers, runContainer, startContainer, stopContainer } from '../model/docker.ts';
import { deployRoute, removeRoute } from '../model/kamalProxy.ts';
import type { Machine } from '../model/machine.ts';
import { Refusal } from '../model/refusal.ts';
import { running } from '../model/servers.ts';
import { createNetwork, login, removeFolder, secretEnv, upload } from './parts.ts';
import type { Specifics } from './specifics.ts';
import type { Version } from './version.ts';
import type { WantedAccessory } from './wanted.ts';
import type { World } from './world.ts';

interface Asked {
  readonly world: World;
  readonly version: Version;
  readonly accessory: WantedAccessory;
  readonly hosts: readonly string[];
}

type Command = (asked: Asked) => void;

const isOf =
  ({ prefix }: WantedAccessory) =>
  (container: Parameters<typeof hasLabels>[0]): boolean =>
    hasLabels(container, { service: prefix });

/** Secrets of the registry that its image comes from. */
export function loginOf(accessory: WantedAccessory, { wanted }: Version): readonly string[] {
  return accessory.login.length > 0 ? accessory.login : wanted.login;
}

const prepare: Command = ({ world, version, accessory, hosts }) =>
  world.on(hosts, (machine) => {
    login(version, loginOf(accessory, version));
    createNetwork(machine);
  });

/** A container that is there, in whatever state, is left alone; files are uploaded all the same. */
const bootPrepared: Command = (asked) => {
  const { world, version, accessory, hosts } = asked;
  const there = new Set(hosts.filter((host) => world.machine(host).containers.some(isOf(accessory))));
  uploadFiles(asked);
  world.on(
    hosts.filter((host) => !there.has(host)),
    (machine, host) => {
      const container = accessory.containers.get(host);
      if (!container) return;
      const env = secretEnv(version, container.secrets);
      upload(machine, container.envFile, world.owner, { secrets: env });
      const origin = { kind: 'accessory', of: accessory.name, prefix: accessory.prefix, owner: world.owner } as const;
      runContainer(machine, { name: container.name, settings: { ...container.settings, secretEnv: env }, origin });
      register(asked, machine);
    },
  );
};

const uploadFiles: Command = ({ world, version, accessory, hosts }) =>
  world.on(hosts, (machine) => {
    for (const { local, remote } of accessory.files) {
      const file = local === null ? 'unknown' : version.local(local);
      if (file === 'missing') throw new Refusal('local file missing', { what: local! });
      upload(machine, remote, world.owner, { content: file === 'unknown' ? '' : file.content });
    }
  });

function register({ world, accessory }: Asked, machine: Machine): void {
  if (!accessory.route) return;
  const target = running(machine, accessory.prefix)?.name ?? '';
  deployRoute(machine, accessory.prefix, { ...accessory.route, target, owner: world.owner }, world.circumstances.health);
}

const boot: Command = (asked) => {
  prepare(asked);
  bootPrepared(asked);
};

const start: Command = (asked) =>
  asked.world.on(asked.hosts, (machine) => {
    const container = byName(machine, asked.accessory.prefix);
    if (!container) throw new Refusal('other', { what: asked.accessory.prefix });
    startContainer(machine, container);
    register(asked, machine);
  });

/** An accessory that is proxied by the files has a route to remove, or the command fails. */
const stop: Command = ({ world, accessory, hosts }) =>
  world.on(hosts, (machine) => {
    const container = byName(machine, accessory.prefix);
    if (container) stopContainer(machine, container);
    if (accessory.route) removeRoute(machine, accessory.prefix);
  });

const removeContainer: Command = ({ world, accessory, hosts }) => world.on(hosts, (machine) => pruneContainers(machine, isOf(accessory)));

const reboot: Command = (asked) => {
  prepare(asked);
  stop(asked);
  removeContainer(asked);
  bootPrepared(asked);
};

/** The data goes with it. */
const remove: Command = (asked) => {
  stop(asked);
  removeContainer(asked);
  asked.world.on(asked.hosts, (machine) => removeFolder(machine, asked.accessory.prefix));
};

const commands: Readonly<Record<string, Command>> = { boot, start, stop, reboot, remove, upload: uploadFiles };

/**
 * Commands behind `kamal accessory`.
 * @param name of the accessory, or `all`; a name that is not in the files makes a message, and nothing runs
 * @throws Refusal also where there is no such command
 */
export function accessoryCommand(
  world: World,
  version: Version,
  specifics: Pick<Specifics, 'accessoryHosts'>,
  command: string,
  name: string,
): void {
  const perform = commands[command];
  if (!perform) throw new Refusal('other', { what: `accessory ${command}` });
  for (const accessory of version.wanted.accessories) {
    if (name !== 'all' && accessory.name !== name) continue;
    const hosts = specifics.accessoryHosts.filter((host) => accessory.hosts.has(host));
    perform({ world, version, accessory, hosts });
  }
}
