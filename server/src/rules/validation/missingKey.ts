import type { Root } from '../../config/root.ts';
import { entryAt, isBlank, mapAt, valueAt } from '../../config/get.ts';
import type { ConfigEntry, MapValue } from '../../config/value.ts';
import { mayBeLocal } from '../../deployment/registry.ts';
import type { At } from '../../source/node.ts';
import { fix, insertAt, placeOf, unsafeFix, replaceValue, withPlaceholder, type Yaml } from '../../edit/index.ts';
import { report } from '../report.ts';
import { isWritten } from '../../config/certain.ts';
import { rule, type Finding, type Given } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

type Key = 'service' | 'image' | 'registry' | 'servers' | 'accessories' | 'builder' | 'output';
type KeyPath = readonly [Key, ...string[]];
type App = Given<'whole' | 'top' | 'base' | 'accessories', Key>;

interface Missing {
  readonly at: At;
  readonly message: string;
  readonly kamal: string;
  /** The fix: keys to write under a path of keys that may be missing too. */
  readonly insert?: { readonly path: KeyPath; readonly value: Yaml; readonly title: string; readonly preferred?: true };
}

/** Keys without which Kamal does not go on (`ensure_required_keys_present` in `configuration.rb`, and the validators of sections). */
export const missingKey = rule({
  id: 'missing-key',
  severity: 'error',
  kind: 'kamal',
  summary: 'A key that Kamal needs is missing',
  reads: ['whole', 'top', 'base', 'accessories'],
  keys: ['service', 'image', 'registry', 'servers', 'accessories', 'builder', 'output'],
  *check(given): Iterable<Finding> {
    const { whole, root } = given;
    if (!whole || root.incomplete) return;
    for (const missing of [
      ...rootKeys(given),
      ...registry(given, mapAt(root, 'registry') ?? null, entryAt(root, 'registry'), 'registry'),
      ...given.accessories.flatMap(({ name, entry }) => [...accessoryRegistry(given, name, entry)]),
      ...builder(given),
      ...output(root),
    ]) {
      yield report(this, missing.at, missing.message, { kamal: missing.kamal, fixes: fixesFor(given, missing) });
    }
  },
});

function fixesFor({ root, base }: App, { insert }: Missing): Fix[] {
  if (!insert) return [];
  const build = insert.preferred ? unsafeFix : fix;
  const blank = entryAt(root, insert.path[0], ...insert.path.slice(1));
  // One that is there and says nothing gets a value, unless it is ERB that says nothing.
  if (blank && (!isWritten(blank.value) || blank.value.alias)) return [];
  const file = blank?.key.at.chunk.file ?? base;
  const title = blank ? insert.title.replace('Add', 'Write') : insert.title;
  const { value } = insert;
  const made = build(title, file, (source) => {
    const place = blank && placeOf(source, blank.key);
    return place ? replaceValue(source, place, value) : insertAt(source, insert.path, value);
  });
  const [only] = Array.isArray(value) ? (value as readonly Yaml[]) : [value];
  return [typeof only === 'string' ? withPlaceholder(made, only) : made];
}

function* rootKeys({ root, top }: App): Iterable<Missing> {
  const wholly = (key: 'service' | 'image'): boolean => {
    const value = valueAt(root, key);
    return value === undefined || (value.kind === 'scalar' && value.type !== 'null' && isBlank(value));
  };
  const at = (key: 'service' | 'image'): At => entryAt(root, key)?.value.at ?? top;
  if (wholly('service')) {
    yield {
      at: at('service'),
      kamal: 'Missing required configuration for service',
      insert: { path: ['service'], value: 'my-app', title: 'Add `service: my-app`' },
      message: 'The app has no name: Kamal needs `service:` to name containers on the servers. Add a line such as `service: shop`.',
    };
  }
  if (wholly('image') && !mayBeLocal(valueAt(root, 'registry'))) {
    yield {
      at: at('image'),
      kamal: 'Missing required configuration for image',
      insert: { path: ['image'], value: 'my-user/my-app', title: 'Add `image: my-user/my-app`' },
      message:
        'The app has no image: Kamal needs `image:` to know what to build, push and pull. Add a line such as `image: me/shop`; only a registry at `localhost:<port>` may do without.',
    };
  }
  if (!root.entries.has('servers') && isBlank(valueAt(root, 'accessories'))) {
    yield {
      at: top,
      kamal: 'No servers or accessories specified',
      insert: { path: ['servers', 'web'], value: ['192.0.2.1'], title: 'Add `servers` with a role `web`' },
      message: 'There is nothing to deploy to: neither `servers:` nor `accessories:` is given. Add `servers:` with at least one host.',
    };
  }
}

/** `validator/registry.rb`: a registry that is not local needs both names; a wholly missing one says the same. */
function* registry({ top }: App, map: MapValue | null, entry: ConfigEntry | undefined, path: string): Iterable<Missing> {
  if (map?.incomplete || (entry && !map) || entry?.conditional || mayBeLocal(map)) return;
  for (const key of ['username', 'password']) {
    const value = valueAt(map, key);
    if (!isBlank(value)) continue;
    const own = entryAt(map, key);
    yield {
      at: own?.key.at ?? entry?.key.at ?? top,
      kamal: `${path}/${key}: is required`,
      insert: registryFix(path, key, entry !== undefined),
      message: entry
        ? `\`${path.replaceAll('/', '.')}\` has no ${key}: Kamal cannot log in to the registry and refuses to load the file. Name it: \`${key}:\` with ${key === 'password' ? 'a list of one secret' : 'the account'}.`
        : `There is no \`registry:\`: Kamal cannot push the image or pull it on the servers, and refuses to load the file. Add \`registry:\` with \`username\` and \`password\`.`,
    };
    // One sentence for both, as in Kamal.
    if (!entry) return;
  }
}

function registryFix(path: string, key: string, exists: boolean): NonNullable<Missing['insert']> {
  const password = ['KAMAL_REGISTRY_PASSWORD'];
  if (!exists)
    return { path: ['registry'], value: { username: 'my-user', password }, title: 'Add `registry` with `username` and `password`' };
  return {
    path: [...path.split('/'), key] as unknown as KeyPath,
    value: key === 'password' ? password : 'my-user',
    title: `Add \`${key}\``,
  };
}

function accessoryRegistry(given: App, name: string, entry: ConfigEntry): Iterable<Missing> {
  const own = entryAt(entry.value, 'registry');
  // `registry: {}` counts as absent (`configuration/accessory.rb`).
  if (!own || (own.value.kind === 'map' && own.value.entries.size === 0)) return [];
  return registry(given, own.value.kind === 'map' ? own.value : null, own, `accessories/${name}/registry`);
}

/** `validator/builder.rb`: `arch` blank, or no builder at all. */
function* builder({ root, top }: App): Iterable<Missing> {
  const entry = entryAt(root, 'builder');
  if (entry && (entry.value.kind !== 'map' || entry.value.incomplete || entry.conditional)) return;
  const arch = entryAt(root, 'builder', 'arch');
  if (arch && (!isBlank(arch.value) || (arch.value.kind === 'scalar' && arch.value.type === 'null'))) return;
  yield {
    at: arch?.key.at ?? entry?.key.at ?? top,
    kamal: 'builder: Builder arch not set',
    // Keys of Kamal 1 say it: their own fixes move it to `arch`.
    ...(!arch && entry && ['multiarch', 'local', 'remote'].some((key) => saysArch(entryAt(entry.value, key)))
      ? {}
      : { insert: { path: ['builder', 'arch'], value: 'amd64', title: 'Add `builder.arch: amd64`', preferred: true } as const }),
    message: `${entry ? 'The builder has no `arch`' : 'There is no `builder:`'}: Kamal does not know for which processor to build the image, and refuses to load the file. ${entry ? 'Add' : 'Add `builder:` with'} \`arch: amd64\` (or \`arm64\`), whatever the servers have.`,
  };
}

/** `output/otel_logger.rb` and `output/file_logger.rb` ask for one key each. */
function* output(root: Root<'output'>): Iterable<Missing> {
  for (const [logger, key, kamal, example] of [
    ['otel', 'endpoint', 'OTel endpoint is required', 'http://localhost:4318'],
    ['file', 'path', 'file path is required', 'log/kamal'],
  ] as const) {
    const map = mapAt(root, 'output', logger);
    const value = valueAt(map, key);
    // To Ruby an empty text is there.
    if (!map || map.incomplete || (value && !(value.kind === 'scalar' && (value.value === null || value.value === false)))) continue;
    const entry = entryAt(root, 'output', logger);
    if (entry)
      yield {
        at: entry.key.at,
        kamal,
        insert: { path: ['output', logger, key], value: example, title: `Add \`${key}: ${example}\`` },
        message: `\`output.${logger}\` needs \`${key}\`: without it Kamal does not start. Add it, or remove \`${logger}\`.`,
      };
  }
}

function saysArch(entry: ConfigEntry | undefined): boolean {
  return entry !== undefined && (entry.name === 'multiarch' || entryAt(entry.value, 'arch') !== undefined);
}
