import { isCertainEntry } from '../config/certain.ts';
import { mapAt } from '../config/get.ts';
import { entriesWhere } from '../config/merged.ts';
import type { ConfigEntry, MapValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Part } from './deployment.ts';
import { partsOf } from './environment.ts';

/** Variables by which an application is usually told where to listen (Thruster, Puma). */
export const portVariables = ['HTTP_PORT', 'PORT', 'TARGET_PORT'];

/** Does the environment of all roles name a port, or could it? Tags count, whichever host has them. */
export function rootNamesPort({ root }: Part<never, 'env'>): boolean {
  const entry = root.entries.get('env');
  return root.incomplete || (entry !== undefined && (!isCertainEntry(entry) || isNamedIn(entry.value) || inTags(entry.value)));
}

function inTags(env: Value): boolean {
  const tags = mapAt(env, 'tags');
  return tags !== undefined && isNamedInTags(tags);
}

const isNamedInTags = memoize(({ entries }: MapValue): boolean => [...entries.values()].some(({ value }) => isNamedIn(value)));

/** The values of such variables in an `env`, as they are written. */
export function portsIn(env: Value | undefined): readonly string[] {
  const found = env?.kind === 'map' ? portsAmong(partsOf(env).clearMap) : none;
  return found.length > 0 ? textsOf(found) : none;
}

const none: readonly never[] = [];

const textsOf = memoize((entries: readonly ConfigEntry[]): readonly string[] =>
  portVariables.flatMap((name) => {
    const value = entries.find((entry) => entry.name === name)?.value;
    return value?.kind === 'scalar' ? [value.string] : [];
  }),
);

const namedAsPorts = entriesWhere(({ name, keyType }) => keyType === 'string' && portVariables.includes(name));

function portsAmong(clear: MapValue | null): readonly ConfigEntry[] {
  return clear ? namedAsPorts(clear) : none;
}

/** Does an `env` name a port, or could it? */
export function namesPort(env: Value | undefined): boolean {
  return env !== undefined && isNamedIn(env);
}

const isNamedIn = memoize((env: Value): boolean => {
  if (env.kind !== 'map') return true;
  const { clearMap, secret } = partsOf(env);
  const isOpen = (key: string): boolean => {
    const entry = env.entries.get(key);
    return entry !== undefined && !isCertainEntry(entry);
  };
  return (
    env.incomplete ||
    isOpen('clear') ||
    isOpen('secret') ||
    isOpen('tags') ||
    (clearMap?.incomplete ?? false) ||
    portsAmong(clearMap).length > 0 ||
    isPortAmong(secret)
  );
});

const isPortAmong = memoize((secrets: readonly Value[]): boolean =>
  secrets.some((one) => one.kind !== 'scalar' || portVariables.includes(one.string.split(':')[0]!)),
);
