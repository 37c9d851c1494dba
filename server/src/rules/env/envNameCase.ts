import type { ConfigEntry, MapValue, ScalarValue, Value } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Env } from '../../references/secretUses.ts';

/** A clear name that differs from a secret's only by case: to Linux two variables. */
export const envNameCase = rule({
  id: 'env-name-case',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A clear variable and a secret differ only in upper and lower case',
  reads: ['envs'],
  *check({ envs: lists }) {
    const secrets = secretsAmong(...lists.map(secretsIn));
    for (const envs of lists) {
      for (const entry of spelledAlike(secrets, envs)) {
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

const none: Named = [];
const joined: (...lists: readonly Named[]) => Named = memoize((...lists) => (lists.length > 0 ? lists.flat() : none));
const secretsAmong: (...lists: readonly Named[]) => ReadonlyMap<string, Secret> = memoize((...lists) => new Map(lists.flat()));

/** The variables that have the name of a secret, in whatever case. */
const spelledAlike = memoize((secrets: ReadonlyMap<string, Secret>, envs: readonly Env[]): readonly ConfigEntry[] =>
  envs.flatMap(({ clearMap }) => (clearMap ? spelledIn(secrets, clearMap) : [])),
);

/** Looked for by whichever are fewer. */
const spelledIn = memoize((secrets: ReadonlyMap<string, Secret>, map: MapValue): readonly ConfigEntry[] => {
  const { entries } = map;
  const alike =
    sizeOf(map) < secrets.size
      ? [...entries.values()].filter(({ name }) => secrets.has(name.toLowerCase()))
      : [...new Set([...secrets.keys()].flatMap((lower) => idsOf(map, lower)))].flatMap((id) => entries.get(id) ?? []);
  return alike.filter(({ conditional }) => !conditional);
});

/** Variables of a name in lower case. Of a merged map they are looked up in what it was merged of, which differs less often. */
function sizeOf({ entries, over, under }: MapValue): number {
  return over && under ? over.entries.size + under.entries.size : entries.size;
}

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
