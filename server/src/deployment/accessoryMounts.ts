import { isWritten } from '../config/certain.ts';
import { valueAt } from '../config/get.ts';
import type { ScalarValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Accessory } from './deployment.ts';

/** Something that is mounted into an accessory's container. */
export interface Mount {
  readonly key: 'files' | 'directories' | 'volumes';
  /** The folder or file in the container, without a slash at its end. */
  readonly path: string;
  readonly value: ScalarValue;
}

export interface Mounts {
  readonly all: readonly Mount[];
  /** ERB or an option may add to them. */
  readonly incomplete: boolean;
}

/** What an accessory mounts (`configuration/accessory.rb`: `files`, `directories`, `volumes`). */
export const mountsOf = memoize(({ map, conditional }: Accessory): Mounts => {
  if (!map) return { all: [], incomplete: true };
  const all: Mount[] = [];
  let incomplete = conditional || map.incomplete;
  for (const key of ['files', 'directories', 'volumes'] as const) {
    const list = valueAt(map, key);
    if (!list) continue;
    if (list.kind !== 'list' || list.incomplete || list.conditional) incomplete = true;
    for (const item of list.kind === 'list' ? list.items : []) {
      const found = target(item);
      if (found) all.push({ key, ...found });
      // A file is no place for data.
      else if (key !== 'files') incomplete = true;
    }
  }
  const options = valueAt(map, 'options');
  const own = options?.kind === 'map' && ['volume', 'mount', 'tmpfs', 'v', 'volumes-from'].some((key) => options.entries.has(key));
  return { all, incomplete: incomplete || own || options?.kind === 'unknown' || (options?.kind === 'map' && options.incomplete) };
});

function target(item: Value): { path: string; value: ScalarValue } | undefined {
  const remote = item.kind === 'map' ? valueAt(item, 'remote') : item;
  if (remote?.kind !== 'scalar' || remote.type !== 'string' || !isWritten(remote)) return undefined;
  const path = item.kind === 'map' ? remote.string : (remote.string.split(':')[1] ?? remote.string);
  return /[$`<]/.test(path) ? undefined : { path: path.replace(/(?<!\/)\/+$/, '') || '/', value: remote };
}
