import type { MapValue, Value } from '../config/value.ts';
import { isCertain, valueAt } from '../config/get.ts';
import { crashed, raw, rule, unknown, type Argument } from './argument.ts';
import type { Named } from './names.ts';
import { joinPath, toText } from './ruby.ts';
import { argumentizeList } from './utils.ts';

const source = 'configuration/accessory.rb';

/** `--volume` for an accessory's `volumes`, then its `files`, then its `directories`. */
export function volumesOf(map: MapValue | null, service: Named): Argument[] {
  const list = valueAt(map, 'volumes');
  const volumes = list && !isFalse(list) ? argumentizeList('--volume', list, source) : [];
  const more = map?.incomplete ? [unknown('--volume', rule(source, map.at))] : [];
  return [...volumes, ...mounts(map, 'files', service), ...mounts(map, 'directories', service), ...more];
}

type Key = 'files' | 'directories';

/** Two entries with the same local path are one to Kamal: the later one, at the place of the earlier. */
function mounts(map: MapValue | null, key: Key, service: Named): Argument[] {
  const list = valueAt(map, key);
  if (!list || isFalse(list)) return [];
  if (list.kind !== 'list') return [unknown('--volume', rule(source, list.at))];
  const all = new Map<unknown, Argument>();
  for (const item of list.items) {
    const { local, argument } = mount(item, key, service);
    all.set(local ?? item, argument);
  }
  const more = list.incomplete || list.conditional ? [unknown('--volume', rule(source, list.at))] : [];
  return [...all.values(), ...more];
}

function mount(item: Value, key: Key, service: Named): { local?: string; argument: Argument } {
  const origin = { kind: 'value', at: [item.at], source } as const;
  if (!isCertain(item) || service.text === null) return { argument: unknown('--volume', origin) };
  const parts = partsOf(item);
  if (typeof parts === 'string') return { argument: crashed('NoMethodError', parts, origin) };
  const { local, remote, options } = parts;
  if (local === undefined)
    return { argument: crashed(key === 'files' ? 'NoMethodError' : 'TypeError', `an entry of \`${key}\` has no local path`, origin) };
  if (key === 'files' && remote === undefined)
    return { argument: crashed('TypeError', 'an entry of `files` has no path in the container', origin) };
  const under = key === 'files' ? `${service.text}${remote}` : local.startsWith('/') ? local : joinPath(service.text, local);
  const outside = under.startsWith('/') ? under : `$PWD/${under}`;
  const suffix = options === undefined || options.trim() === '' ? '' : `:${options}`;
  return { local: normal(local), argument: raw('--volume', `${outside}:${remote ?? ''}${suffix}`, origin) };
}

interface Parts {
  readonly local: string | undefined;
  readonly remote: string | undefined;
  readonly options: string | undefined;
}

/** `local:remote[:options]`, or a map of them; text says on what Kamal falls over. */
function partsOf(item: Value): Parts | string {
  if (item.kind === 'map') {
    const part = (name: string): string | undefined => {
      const value = valueAt(item, name);
      return value?.kind === 'scalar' && value.value === null ? undefined : value && (toText(value) ?? undefined);
    };
    return { local: part('local'), remote: part('remote'), options: part('options') };
  }
  if (item.kind !== 'scalar' || item.type !== 'string') return 'an entry is neither text nor a map';
  const [local, remote, ...options] = item.string === '' ? [] : item.string.split(':');
  return { local, remote, options: options.length > 0 ? options.join(':') : undefined };
}

const isFalse = (value: Value): boolean => value.kind === 'scalar' && (value.value === null || value.value === false);

/** `./a` and `a` are the same file. */
function normal(path: string): string {
  return path
    .replace(/\/+/g, '/')
    .replace(/^(\.\/)+/, '')
    .replace(/\/\.(?=\/|$)/g, '');
}
