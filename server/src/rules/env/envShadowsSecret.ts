import type { ConfigEntry, ScalarValue } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import type { Env, EnvLists } from '../../references/secretUses.ts';
import { beside } from '../perFile.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Secrets reach a container by `--env-file` and clear values by `--env` (`configuration/env.rb`), and docker lets the latter win. */
export const envShadowsSecret = rule({
  id: 'env-shadows-secret',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A variable is clear and secret at once, and its secret never arrives',
  looks: { shadowed },
  *check({ shadowed: found }) {
    for (const [{ entry, secret, by }, ...others] of found) {
      const more = others.length > 0 ? ` (and ${others.length} more)` : '';
      yield report(
        this,
        entry.key.at,
        `\`${entry.name}\`${more} stands under \`clear\` and under \`secret\`, for ${by}: docker takes the clear value, and the secret never arrives. Remove one of them.`,
        {
          related: [
            { at: secret.at, message: 'the secret' },
            ...beside(others.map((other) => ({ at: other.entry.key.at, message: `\`${other.entry.name}\`, too` }))),
          ],
        },
      );
    }
  },
});

interface Shadowed {
  readonly entry: ConfigEntry;
  readonly secret: ScalarValue;
  readonly by: string;
}

const none: readonly never[] = [];

/** What a destination sets clear over a secret of the base is meant: of a list nothing can be taken away. So both stand in one file. */
const shadowedIn = memoize(({ clearMap, secret: secrets, by }: Env): readonly Shadowed[] =>
  secrets.flatMap((secret) => {
    const entry = secret.kind === 'scalar' && !secret.conditional ? clearMap?.entries.get(secret.string.split(':')[0]!) : undefined;
    const isMeant = !entry || entry.conditional || entry.key.at.chunk.file !== secret.at.chunk.file;
    return isMeant ? [] : [{ entry, secret: secret as ScalarValue, by }];
  }),
);

/** Those of each `env` in a list of their own. */
function shadowed(envs: EnvLists): readonly (readonly [Shadowed, ...Shadowed[]])[] {
  const found = envs.flat().flatMap((env) => {
    const [first, ...others] = shadowedIn(env);
    return first ? [[first, ...others] as const] : [];
  });
  return found.length > 0 ? found : none;
}
