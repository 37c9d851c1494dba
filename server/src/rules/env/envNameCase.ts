import { idOf } from '../../config/load.ts';
import type { ConfigEntry, MapValue, ScalarValue, Value } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Env, EnvLists } from '../../references/secretUses.ts';

/** A clear name that differs from a secret's only by case: to Linux two variables. */
export const envNameCase = rule({
  id: 'env-name-case',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A clear variable and a secret differ only in upper and lower case',
  looks: { spelledAlike },
  *check({ spelledAlike: found }) {
    for (const { name, key, secret } of found) {
      // Programs read `http_proxy` and `HTTP_PROXY` alike, and people set both.
      if (secret.name === name || /_proxy$/i.test(name)) continue;
      yield report(
        this,
        key.at,
        `\`${name}\` here and the secret \`${secret.name}\` are two variables: their names differ in upper and lower case. If one is meant, write it alike.`,
        { related: [{ at: secret.value.at, message: `the secret \`${secret.name}\`` }] },
      );
    }
  },
});

interface Secret {
  readonly name: string;
  readonly value: ScalarValue;
}

type Named = readonly (readonly [lower: string, secret: Secret])[];

/** The secrets of some `env` by their names in lower case: the same list as long as the secrets are the same. */
const secretsIn = memoize((envs: readonly Env[]): Named =>
  joined(...envs.flatMap(({ secret }) => (secret.length > 0 ? [namesIn(secret)] : []))),
);

const namesIn = memoize((secrets: readonly Value[]): Named =>
  secrets.flatMap((value): Named => {
    const name = value.kind === 'scalar' ? value.string.split(':')[0]! : undefined;
    return value.kind === 'scalar' && name !== undefined ? [[name.toLowerCase(), { name, value }]] : [];
  }),
);

const none: readonly never[] = [];
const joined: (...lists: readonly Named[]) => Named = memoize((...lists) => (lists.length > 0 ? lists.flat() : none));
const secretsAmong: (...lists: readonly Named[]) => Named = memoize((...lists) => lists.flat());

interface Alike extends Pick<ConfigEntry, 'name' | 'key'> {
  readonly secret: Secret;
}

/** The variables that have the name of a secret, in whatever case. */
function spelledAlike(envs: EnvLists): readonly Alike[] {
  const secrets = secretsAmong(...envs.map(secretsIn));
  if (secrets.length === 0) return none;
  const found = envs.flatMap((list) => list.flatMap(({ clearMap }) => (clearMap ? spelledIn(secrets, clearMap) : none)));
  return found.length > 0 ? found.map(({ name, key }) => ({ name, key, secret: byLower(secrets).get(name.toLowerCase())! })) : none;
}

const byLower = memoize((secrets: Named): ReadonlyMap<string, Secret> => new Map(secrets));

/** Looked for in a merged map by what was found in the two that it was merged of. */
const spelledIn: (secrets: Named, map: MapValue) => readonly ConfigEntry[] = memoize(
  (secrets: Named, { entries, over, under }: MapValue) => {
    if (over && under) {
      const kept = spelledIn(secrets, under).filter((entry) => !over.entries.has(idOf(entry)));
      return [...kept, ...spelledIn(secrets, over)];
    }
    const names = byLower(secrets);
    return [...entries.values()].filter(({ name, conditional }) => !conditional && names.has(name.toLowerCase()));
  },
);
