import { isCertainEntry, mayHave } from '../config/certain.ts';
import { mapAt, valueAt } from '../config/get.ts';
import type { MapValue, Value } from '../config/value.ts';
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
export function portsIn(env: Value | undefined): string[] {
  const clear = env?.kind === 'map' ? partsOf(env).clear : undefined;
  return portVariables.flatMap((name) => {
    const value = clear?.get(name)?.value;
    return value?.kind === 'scalar' ? [value.string] : [];
  });
}

/** Does an `env` name a port, or could it? */
export function namesPort(env: Value | undefined): boolean {
  return env !== undefined && isNamedIn(env);
}

const isNamedIn = memoize((env: Value): boolean => {
  if (env.kind !== 'map') return true;
  const { clear, secret } = partsOf(env);
  const secrets = secret.flatMap((one) => (one.kind === 'scalar' ? [one.string.split(':')[0]!] : ['PORT']));
  return (
    env.incomplete ||
    ['clear', 'secret', 'tags'].some((key) => mayHave(env, key)) ||
    isOpen(valueAt(env, 'clear')) ||
    portVariables.some((name) => clear.has(name) || secrets.includes(name))
  );
});

function isOpen(value: Value | undefined): boolean {
  return value?.kind === 'unknown' || (value?.kind === 'map' && value.incomplete);
}
