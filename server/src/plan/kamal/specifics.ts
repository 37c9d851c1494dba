import { memoize } from '../../memoize.ts';
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

/** What is asked of the files anew with every command. */
const hostsIn = memoize(({ roles, accessories }: Wanted) => ({
  all: unique([...roles, ...accessories].flatMap(({ hosts }) => hosts)),
  app: unique(roles.flatMap(({ hosts }) => hosts)),
  accessory: unique(accessories.flatMap(({ hosts }) => hosts)),
}));

const setOf = memoize((hosts: readonly string[]) => new Set(hosts));

/** @throws Refusal where no role or host of that name is in the files: Kamal then runs nothing */
export function specificsOf(wanted: Wanted, limits: Limits): Specifics {
  const known = hostsIn(wanted);
  const chosenRoles = limits.roles && chosen(limits.roles, wanted.roles, ({ name }) => name, '--roles');
  const chosenHosts = limits.hosts && chosen(limits.hosts, known.all, (host) => host, '--hosts');
  const within = chosenHosts ?? known.all;
  const roles = (chosenRoles ?? wanted.roles).filter(({ hosts }) => within.some((host) => setOf(hosts).has(host)));
  const ofRoles = new Set((chosenRoles ?? []).flatMap(({ hosts }) => hosts));
  const hosts = ofRoles.size > 0 ? within.filter((host) => ofRoles.has(host)) : within;
  const here = new Set(hosts);
  const on = (host: string, some: readonly WantedRole[]): WantedRole[] => some.filter((role) => setOf(role.hosts).has(host));
  const primaryOr = (some: readonly WantedRole[]): WantedRole | undefined => some.find(({ primary }) => primary) ?? some[0];
  const primaryHost = chosenHosts?.[0] ?? (chosenRoles ? primaryOr(chosenRoles) : wanted.roles.find((role) => role.primary))?.hosts[0];
  const primary = primaryHost === undefined ? undefined : primaryOr(on(primaryHost, roles));
  const first = (host: string): boolean => primary !== undefined && setOf(primary.hosts).has(host);
  const sorted = roles.toSorted((a, b) => Number(b === primary) - Number(a === primary));
  const inOrder = (some: readonly string[]): string[] => [...some.filter(first), ...some.filter((host) => !first(host))];
  return {
    roles: sorted,
    hosts: inOrder(hosts),
    appHosts: inOrder(known.app.filter((host) => here.has(host))),
    proxyHosts: [...wanted.proxies.keys()].filter((host) => here.has(host)),
    accessoryHosts: known.accessory.filter((host) => here.has(host)),
    primary,
    rolesOn: (host) => on(host, sorted),
  };
}

function chosen<Item>(patterns: readonly string[], items: readonly Item[], nameOf: (item: Item) => string, option: string): Item[] {
  const matches = matcher(patterns);
  const found = items.filter((item) => matches(nameOf(item)));
  if (found.length === 0) throw new Refusal('other', { what: `No ${option} match for ${patterns.join(',')}` });
  return found;
}

/** `*` stands for anything (`Utils.filter_specific_items`). */
function matcher(patterns: readonly string[]): (name: string) => boolean {
  const names = new Set(patterns.filter((pattern) => !pattern.includes('*')));
  const open = patterns.filter((pattern) => pattern.includes('*'));
  const texts = open.map((pattern) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`));
  return (name) => names.has(name) || texts.some((text) => text.test(name));
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
