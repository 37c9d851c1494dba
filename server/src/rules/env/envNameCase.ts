import type { ConfigEntry, ScalarValue, Value } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Env, EnvLists } from '../../references/secretUses.ts';
import { variablesWhere } from '../../references/variables.ts';

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
      if (/_proxy$/i.test(name)) continue;
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
function secretsIn(envs: readonly Env[]): Named {
  return envs.length === 1 ? namesIn(envs[0]!.secret) : namesInAll(envs);
}

const namesInAll = memoize((envs: readonly Env[]): Named => envs.flatMap(({ secret }) => namesIn(secret)));

const namesIn = memoize((secrets: readonly Value[]): Named =>
  secrets.flatMap((value): Named => {
    if (value.kind !== 'scalar') return [];
    const name = value.string.split(':')[0]!;
    return [[name.toLowerCase(), { name, value }]];
  }),
);

const none: readonly never[] = [];
const secretsAmong: (...lists: readonly Named[]) => Named = memoize((...lists) => lists.flat());
const byLower = memoize((secrets: Named): ReadonlyMap<string, Secret> => new Map(secrets));

interface Alike extends Pick<ConfigEntry, 'name' | 'key'> {
  readonly secret: Secret;
}

const isLower = (name: string): boolean => /\p{Ll}/u.test(name);
const inLowerCase = variablesWhere(({ name, conditional }) => !conditional && isLower(name));
const hasLowerCase = memoize((secrets: Named): boolean => secrets.some(([, { name }]) => isLower(name)));

/** The variables that have the name of a secret in another case. Where no secret has a small letter, only variables that have one can be such. */
function spelledAlike(envs: EnvLists): readonly Alike[] {
  const secrets = secretsAmong(...envs.map(secretsIn));
  const variables = hasLowerCase(secrets) ? envs.flatMap(allIn) : inLowerCase(envs).map(({ entry }) => entry);
  if (secrets.length === 0 || variables.length === 0) return none;
  const found = variables.flatMap(({ name, key }) => {
    const secret = byLower(secrets).get(name.toLowerCase());
    return secret && secret.name !== name ? [{ name, key, secret }] : [];
  });
  return found.length > 0 ? found : none;
}

const allIn = memoize((envs: readonly Env[]): readonly ConfigEntry[] =>
  envs.flatMap(({ clearMap }) => [...(clearMap?.entries.values() ?? [])].filter(({ conditional }) => !conditional)),
);
