import type { ConfigEntry, MapValue, ScalarValue } from '../../config/value.ts';
import { partsOf } from '../../deployment/environment.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { envsOf } from '../../references/secretUses.ts';

/** A clear name that differs from a secret's only by case: to Linux two variables. */
export const envNameCase = rule({
  id: 'env-name-case',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A clear variable and a secret differ only in upper and lower case',
  reads: ['roles', 'accessories'],
  keys: ['env'],
  *check(app) {
    const envs = envsOf(app).flatMap(({ entry }) => (entry.value.kind === 'map' ? [namesIn(entry.value)] : []));
    const secrets = new Map(envs.flatMap((env) => [...env.secrets]));
    if (secrets.size === 0) return;
    for (const { clear } of envs) {
      for (const [lower, { name, key }] of clear) {
        const secret = secrets.get(lower);
        // Programs read `http_proxy` and `HTTP_PROXY` alike, and people set both.
        if (!secret || secret.name === name || /_proxy$/i.test(name)) continue;
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

interface Names {
  readonly secrets: ReadonlyMap<string, { readonly name: string; readonly value: ScalarValue }>;
  readonly clear: ReadonlyMap<string, ConfigEntry>;
}

/** The names of an `env` in lower case. */
const namesIn = memoize((env: MapValue): Names => {
  const { clear, secret } = partsOf(env);
  const names = secret.flatMap((value) => (value.kind === 'scalar' ? [{ name: value.string.split(':')[0]!, value }] : []));
  return {
    secrets: new Map(names.map((one) => [one.name.toLowerCase(), one])),
    clear: new Map([...clear.values()].flatMap((entry) => (entry.conditional ? [] : [[entry.name.toLowerCase(), entry]]))),
  };
});
