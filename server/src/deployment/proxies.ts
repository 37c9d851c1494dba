import type { ConfigEntry, MapValue, Value } from '../config/value.ts';
import { isBlank, mapAt, valueAt } from '../config/get.ts';
import type { Accessory, Part, Role } from './deployment.ts';
import { memoize } from '../memoize.ts';

/** A map of proxy settings as it is written: Kamal's validator looks at each alone (`validator/proxy.rb`). */
export interface WrittenProxy {
  /** From the root. */
  readonly path: readonly string[];
  /** As Kamal prints it: `servers/web/proxy`. */
  readonly context: string;
  /** The `proxy` entry. */
  readonly entry: ConfigEntry;
  readonly map: MapValue;
  readonly role: Role | null;
  readonly accessory: Accessory | null;
}

/** The root's proxy map, those of roles and those of accessories, in Kamal's order of roles. */
export function writtenProxies({ root, roles, accessories }: Part<'roles' | 'accessories', 'proxy'>): readonly WrittenProxy[] {
  return writtenAmong(roles, accessories, root.entries.get('proxy'));
}

type WrittenAmong = (
  roles: readonly Role[],
  accessories: readonly Accessory[],
  rootProxy: ConfigEntry | undefined,
) => readonly WrittenProxy[];
const writtenAmong: WrittenAmong = memoize((roles, accessories, rootProxy) => {
  const found: WrittenProxy[] = [];
  const add = (entry: ConfigEntry | null | undefined, path: readonly string[], role: Role | null, accessory: Accessory | null): void => {
    if (entry?.value.kind === 'map') found.push({ path, context: path.join('/'), entry, map: entry.value, role, accessory });
  };
  add(rootProxy, ['proxy'], null, null);
  for (const role of roles) add(role.ownProxy, ['servers', role.name, 'proxy'], role, null);
  for (const accessory of accessories) add(accessory.map?.entries.get('proxy'), ['accessories', accessory.name, 'proxy'], null, accessory);
  return found;
});

/** The maps of roles laid over the root's: Kamal validates these too, with the context `proxy` (`configuration/proxy.rb`). */
export function mergedProxies({ roles, root }: Part<'roles', 'proxy'>): readonly WrittenProxy[] {
  return mergedAmong(roles, mapAt(root, 'proxy'));
}

const mergedAmong = memoize((roles: readonly Role[], rootProxy: MapValue | undefined): readonly WrittenProxy[] =>
  roles.flatMap((role) =>
    rootProxy && role.ownProxy?.value.kind === 'map' && role.proxy?.map
      ? [{ path: ['proxy'], context: 'proxy', entry: role.ownProxy, map: role.proxy.map, role, accessory: null }]
      : [],
  ),
);

/** Is TLS asked for? Any map counts, an empty one too; `null` where it cannot be known. Other types are refused for their type. */
export function asksForTls(map: MapValue): boolean | null {
  const entry = map.entries.get('ssl');
  if (!entry) return map.incomplete ? null : false;
  if (entry.conditional || entry.value.conditional || entry.value.kind === 'unknown') return null;
  return entry.value.kind === 'map' || (entry.value.kind === 'scalar' && entry.value.value === true);
}

/** Neither `host` nor `hosts` holds anything, for certain. */
export function hasNoHost(map: MapValue): boolean {
  return !map.incomplete && isBlank(certain(valueAt(map, 'host'))) && isBlank(certain(valueAt(map, 'hosts')));
}

/** What may not be there counts as there: `isBlank` of an unknown is false. */
function certain(value: Value | undefined): Value | undefined {
  return value?.conditional ? { kind: 'unknown', node: value.node, at: value.at, conditional: true } : value;
}

/** A role's own key `host` or `hosts`, whichever Kamal would use. */
export function ownHosts(role: Role): ConfigEntry | undefined {
  const own = role.ownProxy?.value;
  return own?.kind === 'map' ? (own.entries.get('hosts') ?? own.entries.get('host')) : undefined;
}

/** Who has more than this many of something knows that there are more. */
const most = 8;

/** `` `web` and `job` ``; of many the first, and how many more. */
export function list(names: readonly string[]): string {
  const quoted = names.slice(0, most).map((name) => `\`${name}\``);
  if (names.length > most) return `${quoted.join(', ')} and ${names.length - most} more`;
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

/** "the role `web`", "the accessory `db`" or "the root". */
export function ownerOf({ role, accessory }: Pick<WrittenProxy, 'role' | 'accessory'>): string {
  return role ? `the role \`${role.name}\`` : accessory ? `the accessory \`${accessory.name}\`` : 'the root';
}
