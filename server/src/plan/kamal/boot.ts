import { byName, runContainer, stopContainer } from '../model/docker.ts';
import { deployRoute } from '../model/kamalProxy.ts';
import type { Machine } from '../model/machine.ts';
import { isRefusal, Refusal } from '../model/refusal.ts';
import type { Settings } from '../model/settings.ts';
import { currentRunning, nameOf, stopVersion, versionOf } from './appContainers.ts';
import { lookUp, secretEnv, upload } from './parts.ts';
import type { Specifics } from './specifics.ts';
import type { Version } from './version.ts';
import type { WantedContainer, WantedRole } from './wanted.ts';
import { throwFirst, type World } from './world.ts';

/** `kamal app boot`: hosts in groups, on each the primary role first; the others wait for the first healthy container of it. */
export function bootApp(world: World, version: Version, specifics: Specifics): void {
  const { wanted } = version;
  // Certificates are uploaded before anything starts.
  world.on(specifics.appHosts, (_, host) => {
    for (const { route, certificate } of specifics.rolesOn(host)) if (route) for (const key of certificate) lookUp(version, key);
  });
  if (wanted.bootLimit === 'crash') throw new Refusal('other', { what: 'boot.limit' });
  const barrier: Barrier = { open: null };
  for (let at = 0; at < specifics.appHosts.length; at += wanted.bootLimit) {
    const hosts = specifics.appHosts.slice(at, at + wanted.bootLimit);
    hook(world, 'pre-app-boot');
    throwFirst(bootGroup(world, version, specifics, hosts, barrier));
    hook(world, 'post-app-boot');
  }
  world.on(specifics.appHosts, (machine) => machine.tags.set(wanted.latest, `${wanted.repository}:${version.name}`));
}

export function hook({ circumstances }: World, name: string): void {
  if (circumstances.hookFails === name) throw new Refusal('hook failed', { what: name });
}

/** Opened or closed by the first container of the primary role that is healthy or not (`cli/healthcheck/barrier.rb`). */
interface Barrier {
  open: boolean | null;
}

interface Booted {
  readonly host: string;
  readonly refusal: Refusal | null;
  readonly stage: number;
}

/** Hosts boot at once: what fails on one does not hold the others, except through the barrier. */
function bootGroup(world: World, version: Version, specifics: Specifics, hosts: readonly string[], barrier: Barrier): Refusal[] {
  const { primary } = specifics;
  const first = hosts.filter((host) => primary?.hosts.has(host)).map((host) => bootOn(world, version, primary!, host));
  // Who is decided first decides for all.
  const decided = first.toSorted((a, b) => a.stage - b.stage)[0];
  if (decided) barrier.open ??= decided.refusal === null;
  const failed = new Map<string, readonly Refusal[]>(first.flatMap(({ host, refusal }) => (refusal ? [[host, [refusal]] as const] : [])));
  for (const host of hosts) {
    for (const role of specifics.rolesOn(host)) {
      const refused = failed.get(host) ?? [];
      if (role === primary || (refused.length > 0 && !version.wanted.parallelRoles)) continue;
      const refusal = barrier.open === false ? halted(host) : bootOn(world, version, role, host).refusal;
      if (refusal) failed.set(host, [...refused, refusal]);
    }
  }
  // "Halted at barrier" is never the reason.
  return [...failed.values()].flat().toSorted((a, b) => Number(isHalt(a)) - Number(isHalt(b)));
}

const halt = 'Halted at barrier';
const halted = (host: string): Refusal => new Refusal('other', { host, what: halt });
const isHalt = ({ about }: Refusal): boolean => about.what === halt;

function bootOn(world: World, version: Version, role: WantedRole, host: string): Booted {
  try {
    bootRole(world, version, role, host);
    return { host, refusal: null, stage: stages.length };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const refusal = error.of(role.name).on(host);
    const stage = stages.findIndex((kinds) => (kinds as readonly string[]).includes(refusal.kind));
    return { host, refusal, stage: stage === -1 ? stages.length + 1 : stage };
  }
}

/** When it shows that a container cannot boot; what is unhealthy shows only after a time in which others are long up. */
const stages = [
  ['secret missing'],
  ['port already allocated', 'network missing', 'conflicting network options', 'other'],
  ['proxy route already taken by another service', 'kamal-proxy refuses TLS settings', 'kamal-proxy not running'],
] as const;

/** One container in place of another (`cli/app/boot.rb`). */
function bootRole(world: World, version: Version, role: WantedRole, host: string): void {
  const machine = world.machine(host);
  const clash = byName(machine, nameOf(role, version.name));
  if (clash) machine.replace(clash, { name: `${clash.name}_replaced_${clash.id}` });
  const old = currentRunning(machine, version.wanted, role);
  const container = role.containers.get(host);
  if (!container) return;
  try {
    start(world, version, role, container, machine);
  } catch (error) {
    stopVersion(machine, role, version.name);
    throw error;
  }
  if (old) stopVersion(machine, role, versionOf(role, old));
}

function start(world: World, version: Version, role: WantedRole, container: WantedContainer, machine: Machine): void {
  const { owner, circumstances } = world;
  const env = secretEnv(version, container.secrets);
  upload(machine, container.envFile, owner, { secrets: env });
  const name = nameOf(role, version.name);
  const origin = { kind: 'role', of: role.name, prefix: role.prefix, owner } as const;
  runContainer(machine, { name, settings: settingsFor(container, version.name, env), origin });
  if (role.route) deployRoute(machine, role.prefix, { ...role.route, target: name, owner }, circumstances.health);
  else if (!circumstances.health.up(name)) {
    const made = byName(machine, name);
    if (made) stopContainer(machine, made);
    throw new Refusal('container not ready', { what: name });
  }
}

/** The version stands in the image's tag, in Kamal's own variables, and in the folder of the assets. */
function settingsFor({ settings }: WantedContainer, version: string, env: readonly string[]): Settings {
  return {
    ...settings,
    secretEnv: env,
    image: settings.image.map((text) => text.replace(/:VERSION$/, `:${version}`)),
    volumes: settings.volumes.map((text) => (text.includes('/assets/volumes/') ? text.replace('VERSION', version) : text)),
    env: settings.env.map((text) => (/^KAMAL_(CONTAINER_NAME|VERSION)=/.test(text) ? text.replace(/VERSION$/, version) : text)),
  };
}
