import { byName, hasLabels, startContainer, stopContainer } from '../model/docker.ts';
import { removeRoute } from '../model/kamalProxy.ts';
import type { Machine } from '../model/machine.ts';
import { Refusal } from '../model/refusal.ts';
import type { Container } from '../model/servers.ts';
import { removeFolder } from './parts.ts';

/** Lines of a shell that a person may run on a server. Each is a pattern with what it does. */
const lines: readonly (readonly [RegExp, (machine: Machine, argument: string) => void])[] = [
  [/^docker exec kamal-proxy kamal-proxy remove (\S+)$/, removeRoute],
  [/^docker (?:container )?stop (.+)$/, (machine, names) => each(machine, names, (one) => stopContainer(machine, one))],
  [/^docker (?:container )?start (.+)$/, (machine, names) => each(machine, names, (one) => startContainer(machine, one))],
  [/^docker rm (?:-f|--force) (.+)$/, (machine, names) => each(machine, names, ({ id }) => machine.remove((one) => one.id === id))],
  [/^docker network create (\S+)$/, (machine, network) => void machine.networks.add(network)],
  [/^rm (?:-rf? )?(\S+)$/, removeFolder],
];

/** @throws Refusal where the line fails, or is none that the model knows */
export function shell(machine: Machine, line: string): void {
  for (const [pattern, perform] of lines) {
    const [, argument] = pattern.exec(line) ?? [];
    if (argument !== undefined) return perform(machine, argument);
  }
  throw new Refusal('other', { what: line });
}

function each(machine: Machine, names: string, work: (container: Container) => void): void {
  for (const container of containersNamed(machine, names)) work(container);
}

/** Names, or `$(docker ps -q --filter label=… )`. */
function containersNamed(machine: Machine, names: string): Container[] {
  const [, filters] = /^\$\(docker ps -q((?: --filter label=[^\s=]+=[^\s=)]*)+)\)$/.exec(names) ?? [];
  if (filters !== undefined) {
    const labels = Object.fromEntries([...filters.matchAll(/label=([^\s=]+)=(\S*)/g)].map(([, name, value]) => [name, value ?? '']));
    return machine.containers.filter((one) => one.status === 'running' && hasLabels(one, labels));
  }
  return names.split(' ').map((name) => {
    const container = byName(machine, name);
    if (!container) throw new Refusal('other', { what: name });
    return container;
  });
}
