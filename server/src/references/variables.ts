import { entriesWhere, holdsAny } from '../config/merged.ts';
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
  const inOne = (env: Env): readonly Variable[] => {
    const entries = env.clearMap && where(env) ? found(env.clearMap) : none;
    return entries.length > 0 ? owned(entries, env.owner) : none;
  };
  const inTelling = memoize((envs: readonly Env[]): readonly Variable[] => envs.map(inOne).reduce(together, none));
  const inAll = memoize((envs: readonly Env[]): readonly Variable[] => inTelling(tellingIn(envs)));
  return ([ofRoot, others]) => together(ofRoot!.length > 0 ? inOne(ofRoot![0]!) : none, inAll(others!));
}

const none: readonly never[] = [];

/** Those in which something is that anybody looks for. */
const tellingIn = memoize((envs: readonly Env[]): readonly Env[] => {
  const some = envs.filter(({ clearMap }) => clearMap && holdsAny(clearMap));
  return some.length > 0 ? some : none;
});

const owned = memoize((entries: readonly ConfigEntry[], env: EnvOwner): readonly Variable[] => entries.map((entry) => ({ entry, env })));

function together(some: readonly Variable[], more: readonly Variable[]): readonly Variable[] {
  return some.length === 0 ? more : more.length === 0 ? some : joined(some, more);
}

const joined = memoize((some: readonly Variable[], more: readonly Variable[]): readonly Variable[] => [...some, ...more]);
