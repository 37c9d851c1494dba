import { report } from './report.ts';
import type { Rule } from './rule.ts';
import { envsOf } from './secrets/uses.ts';

/** A clear name that differs from a secret's only by case: to Linux two variables. */
export const envNameCase: Rule = {
  id: 'env-name-case',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A clear variable and a secret differ only in upper and lower case',
  *check({ deployment }) {
    const envs = envsOf(deployment);
    const secrets = new Map(
      envs.flatMap(({ secret }) =>
        secret.flatMap((value) => (value.kind === 'scalar' ? [[value.string.split(':')[0]!.toLowerCase(), value] as const] : [])),
      ),
    );
    for (const { clear } of envs) {
      for (const { name, key, maybe } of clear.values()) {
        const secret = secrets.get(name.toLowerCase());
        const other = secret?.string.split(':')[0];
        // Programs read `http_proxy` and `HTTP_PROXY` alike, and people set both.
        if (!secret || maybe || other === name || /_proxy$/i.test(name)) continue;
        yield report(
          this,
          key.at,
          `\`${name}\` here and the secret \`${other}\` are two variables: their names differ in upper and lower case. If one is meant, write it alike.`,
          {
            related: [{ at: secret.at, message: `the secret \`${other}\`` }],
          },
        );
      }
    }
  },
};
