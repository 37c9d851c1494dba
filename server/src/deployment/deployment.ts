import type { Config } from '../config/config.ts';
import type { Root, RootKey } from '../config/root.ts';
import type { ConfigEntry, MapValue, ScalarValue, Value } from '../config/value.ts';
import type { At } from '../source/node.ts';

/**
 * What Kamal makes of a configuration: equal to Kamal's where it accepts, and a best effort where it refuses,
 * because the tree and the hover need it then most. What hangs on ERB is `null` or marked, never guessed.
 */
export interface Deployment {
  readonly config: Config;
  /** What Kamal validates: `config.root`. */
  readonly root: MapValue;
  readonly destination: string | null;
  readonly service: string | null;
  readonly image: string | null;
  readonly repository: string | null;
  /** In Kamal's order: by name, bytewise (`configuration/servers.rb`). */
  readonly roles: readonly Role[];
  /** ERB or broken text may add roles. */
  readonly rolesIncomplete: boolean;
  readonly primaryRole: PrimaryRole;
  /** The first host of the primary role; null also where ERB decides which that is. */
  readonly primaryHost: string | null;
  readonly accessories: readonly Accessory[];
  readonly boot: Boot;
  readonly aliases: ReadonlyMap<string, string>;
  /** The root `proxy` map, if there is one. */
  readonly rootProxy: MapValue | null;
}

/** The role that `primary_role` names, or `web`; `role` is null where there is none of that name. */
export interface PrimaryRole {
  readonly name: string;
  readonly value: Value | null;
  readonly role: Role | null;
  /** ERB decides which it is, and this is the best guess. */
  readonly uncertain: boolean;
}

/** A deployment as far as some of its fields and some of the root's keys: what a question about it says that it looks at. */
export type Part<Field extends keyof Deployment = never, Key extends RootKey = never> = Pick<Deployment, Exclude<Field, 'root'>> & {
  readonly root: Root<Key>;
};

export interface Role {
  readonly name: string;
  /** The entry under `servers`; null when `servers` is a list, which makes one role `web`. */
  readonly entry: ConfigEntry | null;
  /** The role's name in the file, or the `servers` key. */
  readonly at: At;
  readonly value: Value;
  /** The role's own map, if it is written as one. */
  readonly map: MapValue | null;
  readonly hosts: readonly Host[];
  /** ERB may add hosts: no count rests on it. */
  readonly hostsIncomplete: boolean;
  readonly conditional: boolean;
  readonly primary: boolean;
  /** null: hangs on ERB. */
  readonly proxied: boolean | null;
  /** Why: `primary` by default, `own` by its own `proxy`, `off` by `proxy: false`, `none` because it has no `proxy`. */
  readonly because: 'primary' | 'own' | 'off' | 'none' | 'unknown';
  /** The role's own `proxy` entry. */
  readonly ownProxy: ConfigEntry | null;
  /** After the deep merge over the root's; null when it takes no web traffic. */
  readonly proxy: Proxy | null;
  readonly cmd: string | null;
}

export interface Host {
  readonly name: string;
  readonly value: Value;
  readonly at: At;
  readonly tags: readonly string[];
}

export interface ProxyHost {
  readonly name: string;
  readonly at: At;
}

/** Settings of kamal-proxy for one role or accessory, after the merge (`configuration/proxy.rb`). */
export interface Proxy {
  readonly map: MapValue | null;
  /** Empty: any host name. */
  readonly hosts: readonly ProxyHost[];
  readonly hostsIncomplete: boolean;
  /** null: hangs on ERB. A certificate counts as true. */
  readonly ssl: boolean | null;
  readonly customCertificate: boolean;
  /** null: hangs on ERB, or is no number. */
  readonly appPort: number | null;
  readonly pathPrefixes: readonly string[];
  /** ERB may add prefixes: where none is known, it may be the root path or not. */
  readonly prefixesIncomplete: boolean;
  /** null: hangs on ERB. */
  readonly healthPath: string | null;
}

export interface Accessory {
  readonly name: string;
  readonly entry: ConfigEntry;
  readonly at: At;
  readonly map: MapValue | null;
  readonly service: string | null;
  readonly image: string | null;
  readonly port: string | null;
  readonly hosts: readonly string[];
  readonly hostsIncomplete: boolean;
  readonly proxy: Proxy | null;
  readonly conditional: boolean;
}

export interface Boot {
  readonly limit: ScalarValue | null;
  readonly wait: number | null;
  readonly parallelRoles: boolean;
  /** False where ERB decides on one of these two. */
  readonly paceCertain: boolean;
  /** Role names in working order: the primary first (`commander/specifics.rb`). */
  readonly roles: readonly string[];
  /** Hosts that boot together, one group after the other (`cli/app.rb`). */
  readonly groups: readonly BootGroup[];
  /** Kamal loads the limit and fails on it while deploying. */
  readonly crashes: boolean;
  /** False where ERB leaves hosts or the limit open. */
  readonly certain: boolean;
}

export interface BootGroup {
  readonly hosts: readonly string[];
  /** Roles on each host, in the order in which they boot there. */
  readonly rolesOnHost: ReadonlyMap<string, readonly string[]>;
}
