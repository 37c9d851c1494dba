import { entriesWhere } from '../config/merged.ts';
import type { ConfigEntry } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Env, EnvLists, EnvOwner } from './secretUses.ts';

/** A clear variable that was looked for, and in whose `env` it stands. */
export interface Variable {
  readonly entry: ConfigEntry;
  readonly env: EnvOwner;
}

/**
 * What is looked for among the clear variables of all `env`: a function of them whose answer is the same list as long as it finds the same
 * variables in the same places, whatever else is typed there.
 * @param holds asked about one variable at a time: about its name, and its value where that is text
 * @param where which `env` count; left out, all
 */
export function variablesWhere(
  holds: (entry: ConfigEntry) => boolean,
  where: (env: Env) => boolean = () => true,
): (envs: EnvLists) => readonly Variable[] {
  const found = entriesWhere(holds);
  const inAll = (envs: readonly Env[]): readonly Variable[] =>
    together(envs.map((env) => (env.clearMap && where(env) ? of(found(env.clearMap), env.owner) : none)));
  const known = memoize(inAll);
  // Of one alone it is found as fast as it is looked up.
  return (lists) => together(lists.map((envs) => (envs.length > 1 ? known(envs) : inAll(envs))));
}

const none: readonly Variable[] = [];

function of(entries: readonly ConfigEntry[], env: EnvOwner): readonly Variable[] {
  return entries.length > 0 ? owned(entries, env) : none;
}

const owned = memoize((entries: readonly ConfigEntry[], env: EnvOwner): readonly Variable[] => entries.map((entry) => ({ entry, env })));

function together(lists: readonly (readonly Variable[])[]): readonly Variable[] {
  const some = lists.filter(({ length }) => length > 0);
  return some.length > 1 ? joined(...some) : (some[0] ?? none);
}

const joined = memoize((...lists: readonly (readonly Variable[])[]): readonly Variable[] => lists.flat());
