import { mapAt, valueAt } from '../config/get.ts';
import type { ConfigEntry, MapValue, ScalarValue, Value } from '../config/value.ts';
import type { Accessory, Part, Role } from '../deployment/deployment.ts';
import { partsOf } from '../deployment/environment.ts';
import { isCredential } from '../files/credential.ts';
import { memoize } from '../memoize.ts';
import type { Node } from '../source/node.ts';
import { mayBeLocal } from '../deployment/registry.ts';

/** A place where Kamal looks a secret up by name. */
export interface Use {
  /** The name in the secrets file: of `NAME:OTHER` the second. */
  readonly name: string;
  readonly value: ScalarValue;
  /** What needs it, for a message: "the role `web`". */
  readonly by: string;
  /** Credentials of a registry, which every deployment needs. */
  readonly login: boolean;
}

/** An `env` map, and whose it is. */
export interface Env {
  readonly entry: ConfigEntry;
  readonly clear: ReadonlyMap<string, ConfigEntry>;
  readonly clearMap: MapValue | null;
  readonly secret: readonly Value[];
  readonly by: string;
  /** Path of the `env` or tag entry from the root. */
  readonly path: readonly string[];
  /** The same for another version of it. */
  readonly owner: EnvOwner;
}

/** Whose an `env` is, whatever it holds. */
export interface EnvOwner extends Pick<Env, 'by' | 'path'> {
  /** The key `env`, or the tag. */
  readonly key: Node;
}

/** All `env` maps of a deployment in two lists: the root's alone, and those of tags, roles and accessories. */
export type EnvLists = readonly (readonly Env[])[];

/** All `env` maps of a deployment: the root's, its tags', the roles', the accessories'. */
export function envsOf(deployment: Part<'roles' | 'accessories', 'env'>): readonly Env[] {
  return envLists(deployment).flat();
}

/** The same in two lists, the root's alone and all others, of which most stay the same when one changes: what rules look for is kept with each. */
export const envLists = memoize(({ roles, accessories, root }: Part<'roles' | 'accessories', 'env'>): EnvLists => {
  const entry = root.entries.get('env');
  return pair(otherEnvs(roles, accessories, mapAt(entry?.value, 'tags')), entry ? rootEnv(entry) : none);
});

const none: readonly Env[] = [];

const pair = memoize((others: readonly Env[], ofRoot: readonly Env[]): EnvLists => [ofRoot, others]);

const otherEnvs = memoize((roles: readonly Role[], accessories: readonly Accessory[], tags: MapValue | undefined): readonly Env[] => [
  ...(tags ? tagEnvs(tags) : none),
  ...roles.flatMap((role) => roleEnv(role) ?? []),
  ...accessories.flatMap((accessory) => accessoryEnv(accessory) ?? []),
]);

function envOf(entry: ConfigEntry | undefined, by: string, path: readonly string[]): Env | undefined {
  return entry && envOfOwner(entry, ownerOf(entry.key, by, path.join('\0')));
}

function envOfOwner(entry: ConfigEntry, owner: EnvOwner): Env | undefined {
  if (entry.value.kind !== 'map' || entry.conditional) return undefined;
  const { clear, clearMap, secret } = partsOf(entry.value);
  return { entry, by: owner.by, path: owner.path, owner, clear, clearMap, secret };
}

const ownerOf = memoize((key: Node, by: string, path: string): EnvOwner => ({ key, by, path: path.split('\0') }));

const rootOwner = memoize((key: Node): EnvOwner => ({ key, by: 'every role', path: ['env'] }));

const rootEnv = memoize((entry: ConfigEntry): readonly Env[] => {
  const env = envOfOwner(entry, rootOwner(entry.key));
  return env ? [env] : none;
});

const tagEnvs = memoize((tags: MapValue): readonly Env[] =>
  [...tags.entries.values()].flatMap((tag) => envOf(tag, `hosts tagged \`${tag.name}\``, ['env', 'tags', tag.name]) ?? []),
);

const roleEnv = memoize(({ name, map }: Role) => envOf(map?.entries.get('env'), `the role \`${name}\``, ['servers', name, 'env']));

const accessoryEnv = memoize(({ name, map }: Accessory) =>
  envOf(map?.entries.get('env'), `the accessory \`${name}\``, ['accessories', name, 'env']),
);

function useOf(value: Value | undefined, by: string, login = false): Use | undefined {
  if (value?.kind !== 'scalar' || value.type !== 'string' || value.conditional || value.string.trim() === '') return undefined;
  const parts = value.string.split(':');
  return { name: parts[1] || parts[0]!, value, by, login };
}

/** The same list as long as the secrets are the same, whatever is typed among the variables. */
function usesIn(envs: readonly Env[]): readonly Use[] {
  return envs.length === 1 ? usesAmong(envs[0]!.secret, envs[0]!.owner) : usesInAll(envs);
}

const usesInAll = memoize((envs: readonly Env[]): readonly Use[] => envs.flatMap(({ secret, owner }) => usesAmong(secret, owner)));

const usesAmong = memoize((secrets: readonly Value[], { by }: EnvOwner): readonly Use[] =>
  secrets.flatMap((value) => useOf(value, by) ?? []),
);

/** Every secret that a deployment looks up, in one list as long as what it is told by is the same. What ERB decides is left out. */
export function usesOf(deployment: Part<'roles' | 'accessories', 'env' | 'registry' | 'builder' | 'proxy' | 'ssh'>): readonly Use[] {
  const { roles, accessories, root } = deployment;
  const [ofRoot, others] = envLists(deployment);
  const entry = (key: 'registry' | 'builder' | 'proxy' | 'ssh'): ConfigEntry | undefined => root.entries.get(key);
  return together(
    usesIn(ofRoot!),
    usesIn(others!),
    usesBeside(roles, accessories, entry('registry'), entry('builder'), entry('proxy'), entry('ssh')),
  );
}

const together = memoize((ofRoot: readonly Use[], ofOthers: readonly Use[], beside: readonly Use[]): readonly Use[] => [
  ...ofRoot,
  ...ofOthers,
  ...beside,
]);

/** The secrets that are looked up for something else than the environment of a container. */
const usesBeside = memoize(
  (
    roles: readonly Role[],
    accessories: readonly Accessory[],
    registry: ConfigEntry | undefined,
    builder: ConfigEntry | undefined,
    proxy: ConfigEntry | undefined,
    ssh: ConfigEntry | undefined,
  ): readonly Use[] => {
    const uses: Use[] = [];
    const add = (value: Value | undefined, by: string, login = false): void => {
      const use = useOf(value, by, login);
      if (use) uses.push(use);
    };
    const login = (map: Value | undefined, by: string): void => {
      if (mayBeLocal(map)) return;
      for (const key of ['username', 'password']) {
        const names = valueAt(map, key);
        if (names?.kind === 'list') add(names.items[0], by, true);
      }
    };
    login(registry?.value, 'the login to the registry');
    for (const { name, map } of accessories) login(valueAt(map, 'registry'), `the registry of the accessory \`${name}\``);
    const build = valueAt(builder?.value, 'secrets');
    for (const value of build?.kind === 'list' ? build.items : []) add(value, 'the build of the image');
    for (const settings of [proxy?.value, ...roles.map(({ ownProxy }) => ownProxy?.value)]) {
      for (const key of ['certificate_pem', 'private_key_pem']) add(valueAt(settings, 'ssl', key), "the proxy's certificate");
    }
    const keys = valueAt(ssh?.value, 'key_data');
    // Before 2.10 the keys themselves stood here.
    for (const value of keys?.kind === 'list' ? keys.items : [])
      if (value.kind === 'scalar' && looksLikeSecretName(value.string)) add(value, 'the SSH connection');
    return uses;
  },
);

/** `KAMAL_REGISTRY_PASSWORD`: capitals, digits, and a `_` that no ordinary word has. */
export function looksLikeSecretName(text: string): boolean {
  return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text);
}

/**
 * May a text that stands where the name of a secret belongs be repeated? Capitals, a few letters, or words that say what it is: anything else may be the secret
 * itself, such as `hunter2`, `NAME=value` or the text of a key.
 */
export function isTellingName(text: string): boolean {
  return text.length <= 60 && (/^([A-Z][A-Z0-9_]*|[a-z]+(_[a-z]+)*)$/.test(text) || isCamelName(text)) && !isCredential(text);
}

/** `ReSendKey`, `sendgridApiKey`: words that end in what credentials and their like are called. */
function isCamelName(text: string): boolean {
  return /^[A-Z]?[a-z]+([A-Z][a-z]+)*(Key|Token|Secret|Password|Url|Id|User|Username|Name|Host|Dsn|Pem)$/.test(text);
}
