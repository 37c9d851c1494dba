import { isCertainEntry, isWritten } from '../config/certain.ts';
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

/** Stands for a `PORT` that a secret or ERB gives. */
export const unseenPort = '?';

/** The values of such variables in an `env`, as they are written; `unseenPort` for a `PORT` that is not seen here. */
export function portsIn(env: Value | undefined): readonly string[] {
  if (env?.kind !== 'map') return none;
  const { clearMap, secret } = partsOf(env);
  const found = portsAmong(clearMap);
  const texts = found.length > 0 ? textsOf(found) : none;
  return givesPort(secret) ? [...texts, unseenPort] : texts;
}

const none: readonly never[] = [];

const textsOf = memoize((entries: readonly ConfigEntry[]): readonly string[] =>
  portVariables.flatMap((name) => {
    const value = entries.find((entry) => entry.name === name)?.value;
    if (name === 'PORT' && value && !isWritten(value)) return [unseenPort];
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

const givesPort = memoize((secrets: readonly Value[]): boolean =>
  secrets.some((one) => one.kind === 'scalar' && one.string.split(':')[0] === 'PORT'),
);
