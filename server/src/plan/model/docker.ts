import type { Machine } from './machine.ts';
import { clash } from './ports.ts';
import { Refusal } from './refusal.ts';
import type { Container, Server } from './servers.ts';
import { unknown } from './settings.ts';

/** Networks that Docker has by itself; a container in one of them can be in no other. */
const builtIn = ['host', 'bridge', 'none', 'default'];

/** `name=backend,alias=x` and `backend` both mean that network. */
function networkName(text: string): string {
  return /(?:^|,)name=([^,]*)/.exec(text)?.[1] ?? text;
}

const isBuiltIn = (network: string): boolean => builtIn.includes(network) || network.startsWith('container:');

/**
 * `docker run --detach`: the newest container of the server, running.
 * @throws Refusal where Docker refuses it; what it had created by then stays, as `created`
 */
export function runContainer(machine: Machine, container: Omit<Container, 'id' | 'status'>): void {
  if (machine.containers.some(({ name }) => name === container.name)) throw new Refusal('other', { what: container.name });
  const networks = container.settings.networks.filter((network) => !network.includes(unknown)).map(networkName);
  if (new Set(networks).size > 1 && networks.some(isBuiltIn)) {
    throw new Refusal('conflicting network options', { what: networks.find(isBuiltIn)! });
  }
  startContainer(machine, machine.add({ ...container, status: 'created' }));
}

/** `docker start`, which does nothing to a container that runs. @throws Refusal where a network is missing, or a port is in use */
export function startContainer(machine: Machine, container: Container): void {
  if (container.status === 'running') return;
  const { networks, ports } = container.settings;
  const missing = networks.map(networkName).find((network) => !isThere(machine, network));
  if (missing !== undefined) throw new Refusal('network missing', { what: missing });
  for (const other of machine.containers) {
    const port = other.id !== container.id && other.status === 'running' ? clash(ports, other.settings.ports) : undefined;
    if (port !== undefined) throw new Refusal('port already allocated', { what: port, holder: other.name });
  }
  machine.replace(container, { status: 'running' });
}

function isThere({ networks }: Machine, network: string): boolean {
  return networks.has(network) || isBuiltIn(network) || network.includes(unknown);
}

/** `docker stop`: one that does not run stays as it is. */
export function stopContainer(machine: Machine, container: Container): void {
  if (container.status === 'running') machine.replace(container, { status: 'exited' });
}

/** `docker container prune --force --filter …`: those that do not run. */
export function pruneContainers(machine: Machine, which: (container: Container) => boolean): void {
  machine.remove((one) => one.status !== 'running' && which(one));
}

export function byName({ containers }: Pick<Server, 'containers'>, name: string): Container | undefined {
  return containers.find((one) => one.name === name);
}

/** Does it carry these labels? `label=destination=` wants the label, with nothing in it. */
export function hasLabels({ settings: { labels } }: Container, wanted: Readonly<Record<string, string>>): boolean {
  return Object.entries(wanted).every(([name, value]) => labels.includes(`${name}=${value}`));
}
