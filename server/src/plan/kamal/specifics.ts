import { Refusal } from '../model/refusal.ts';
import type { Wanted, WantedRole } from './wanted.ts';

/** Whom a command is for: the roles and hosts that `--roles` and `--hosts` leave (`commander/specifics.rb`). */
export interface Specifics {
  /** The primary one first. */
  readonly roles: readonly WantedRole[];
  readonly hosts: readonly string[];
  readonly appHosts: readonly string[];
  readonly proxyHosts: readonly string[];
  readonly accessoryHosts: readonly string[];
  readonly primary: WantedRole | undefined;
  rolesOn(host: string): readonly WantedRole[];
}

export interface Limits {
  readonly roles?: readonly string[];
  readonly hosts?: readonly string[];
}

/** @throws Refusal where no role or host of that name is in the files: Kamal then runs nothing */
export function specificsOf(wanted: Wanted, limits: Limits): Specifics {
  const allHosts = unique([...wanted.roles, ...wanted.accessories].flatMap(({ hosts }) => [...hosts]));
  const chosenRoles = limits.roles && wanted.roles.filter((role) => isNamed(limits.roles!)(role.name));
  if (chosenRoles?.length === 0) throw new Refusal('other', { what: `No --roles match for ${limits.roles!.join(',')}` });
  const chosenHosts = limits.hosts && allHosts.filter(isNamed(limits.hosts));
  if (chosenHosts?.length === 0) throw new Refusal('other', { what: `No --hosts match for ${limits.hosts!.join(',')}` });
  const within = new Set(chosenHosts ?? allHosts);
  const roles = (chosenRoles ?? wanted.roles).filter(({ hosts }) => [...hosts].some((host) => within.has(host)));
  const ofRoles = new Set((chosenRoles ?? []).flatMap(({ hosts }) => [...hosts]));
  const hosts = ofRoles.size > 0 ? new Set([...within].filter((host) => ofRoles.has(host))) : within;
  const rolesOn = (host: string): WantedRole[] => roles.filter((role) => role.hosts.has(host));
  const primaryOr = (some: readonly WantedRole[]): WantedRole | undefined => some.find(({ primary }) => primary) ?? some[0];
  const configured = wanted.roles.find((role) => role.primary);
  const primaryHost = chosenHosts?.[0] ?? (chosenRoles ? firstOf(primaryOr(chosenRoles)) : undefined) ?? firstOf(configured);
  const primary = primaryHost === undefined ? undefined : primaryOr(rolesOn(primaryHost));
  const first = (host: string): boolean => primary !== undefined && rolesOn(host).includes(primary);
  const sorted = roles.toSorted((a, b) => Number(b === primary) - Number(a === primary));
  const inOrder = (some: readonly string[]): string[] => some.toSorted((a, b) => Number(first(b)) - Number(first(a)));
  return {
    roles: sorted,
    hosts: inOrder([...hosts]),
    appHosts: inOrder(unique(wanted.roles.flatMap((role) => [...role.hosts])).filter((host) => hosts.has(host))),
    proxyHosts: [...wanted.proxies.keys()].filter((host) => hosts.has(host)),
    accessoryHosts: unique(wanted.accessories.flatMap((accessory) => [...accessory.hosts])).filter((host) => hosts.has(host)),
    primary,
    rolesOn: (host) => sorted.filter((role) => role.hosts.has(host)),
  };
}

/** Is it one of these? `*` stands for anything (`Utils.filter_specific_items`). */
function isNamed(patterns: readonly string[]): (name: string) => boolean {
  const names = new Set(patterns);
  const open = patterns.filter((pattern) => pattern.includes('*'));
  const matches = open.map((pattern) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`));
  return (name) => names.has(name) || matches.some((one) => one.test(name));
}

const firstOf = (role: WantedRole | undefined): string | undefined => role && [...role.hosts][0];

const unique = (items: readonly string[]): string[] => [...new Set(items)];
