import type { ConfigEntry, MapValue, ScalarValue } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { envsOf, type Env } from '../../references/secretUses.ts';

/** A clear name that differs from a secret's only by case: to Linux two variables. */
export const envNameCase = rule({
  id: 'env-name-case',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A clear variable and a secret differ only in upper and lower case',
  reads: ['roles', 'accessories'],
  keys: ['env'],
  *check(app) {
    const envs = envsOf(app);
    const secrets = new Map(envs.flatMap(secretsIn));
    for (const { clearMap } of envs) {
      for (const entry of clearMap ? spelledAlike(clearMap, secrets) : []) {
        const { name, key } = entry;
        const secret = secrets.get(name.toLowerCase())!;
        // Programs read `http_proxy` and `HTTP_PROXY` alike, and people set both.
        if (secret.name === name || /_proxy$/i.test(name)) continue;
        yield report(
          this,
          key.at,
          `\`${name}\` here and the secret \`${secret.name}\` are two variables: their names differ in upper and lower case. If one is meant, write it alike.`,
          { related: [{ at: secret.value.at, message: `the secret \`${secret.name}\`` }] },
        );
      }
    }
  },
});

interface Secret {
  readonly name: string;
  readonly value: ScalarValue;
}

/** The secrets of an `env` by their names in lower case. */
const secretsIn = memoize(({ secret }: Env): readonly (readonly [lower: string, secret: Secret])[] => {
  const names = secret.flatMap((value) => (value.kind === 'scalar' ? [{ name: value.string.split(':')[0]!, value }] : []));
  return names.map((one) => [one.name.toLowerCase(), one]);
});

/** The variables that have the name of a secret, in whatever case: looked for by whichever are fewer. */
function spelledAlike(map: MapValue, secrets: ReadonlyMap<string, Secret>): ConfigEntry[] {
  const { entries } = map;
  const found =
    entries.size < secrets.size
      ? [...entries.values()].filter(({ name }) => secrets.has(name.toLowerCase()))
      : [...new Set([...secrets.keys()].flatMap((lower) => idsOf(map, lower)))].flatMap((id) => entries.get(id) ?? []);
  return found.filter(({ conditional }) => !conditional);
}

/** Variables of a name in lower case. Of a merged map they are looked up in what it was merged of, which differs less often. */
function idsOf(map: MapValue, lower: string): readonly string[] {
  return map.over && map.under ? [...idsOf(map.under, lower), ...idsOf(map.over, lower)] : (idsByLower(map).get(lower) ?? []);
}

const idsByLower = memoize(({ entries }: MapValue): ReadonlyMap<string, readonly string[]> => {
  const ids = new Map<string, string[]>();
  for (const [id, { name }] of entries) {
    const lower = name.toLowerCase();
    const alike = ids.get(lower);
    if (alike) alike.push(id);
    else ids.set(lower, [id]);
  }
  return ids;
});
