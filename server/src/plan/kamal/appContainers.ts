import { byName, hasLabels, stopContainer } from '../model/docker.ts';
import type { Machine } from '../model/machine.ts';
import type { Container } from '../model/servers.ts';
import type { Wanted, WantedRole } from './wanted.ts';

/** The labels by which Kamal finds the containers of a role (`commands/app.rb`). */
export function labelsOf(wanted: Wanted, role: WantedRole): Readonly<Record<string, string>> {
  return { service: wanted.service, destination: wanted.destination ?? '', role: role.name };
}

export function containersOf(machine: Machine, wanted: Wanted, role: WantedRole): Container[] {
  return machine.containers.filter((one) => hasLabels(one, labelsOf(wanted, role)));
}

/** The newest that runs, those of the image tagged as the latest before others (`current_running_container`). */
export function currentRunning(machine: Machine, wanted: Wanted, role: WantedRole): Container | undefined {
  const all = containersOf(machine, wanted, role).filter(({ status }) => status === 'running');
  const latest = machine.tags.get(wanted.latest);
  return all.findLast(({ settings }) => settings.image[0] === latest) ?? all.at(-1);
}

export function nameOf({ prefix }: WantedRole, version: string): string {
  return `${prefix}-${version}`;
}

/** `container_id_for_version`, then `docker stop`. */
export function stopVersion(machine: Machine, role: WantedRole, version: string): void {
  const container = byName(machine, nameOf(role, version));
  if (container) stopContainer(machine, container);
}

/** What Kamal makes of a container's name: the part behind the prefix (`extract_version_from_name`). */
export function versionOf({ prefix }: WantedRole, { name }: Container): string {
  return name.startsWith(`${prefix}-`) ? name.slice(prefix.length + 1) : name;
}
