import { isWritten } from '../../config/certain.ts';
import { scalarAt, valueAt } from '../../config/get.ts';
import { mayBeLocal } from '../../deployment/registry.ts';
import { fix, placeOf, replaceValue, safeFix, scalarText } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { secretsOf } from '../../references/declaredSecrets.ts';
import { looksLikeSecretName } from '../../references/secretUses.ts';

/** Credentials of a registry are looked up only when they stand in a list (`registry.rb`, `lookup`). */
export const registrySecretAsText = rule({
  id: 'registry-secret-as-text',
  severity: 'warning',
  kind: 'deployment',
  summary: 'The name of a secret is sent to the registry instead of its value',
  reads: ['accessories', 'destination', 'files', 'family'],
  keys: ['registry', 'secrets_path'],
  *check(given) {
    const names = secretsOf(given)?.names;
    const { accessories, family, root } = given;
    for (const [registry, whose] of [
      [valueAt(root, 'registry'), ''] as const,
      ...accessories.map(({ name, map }) => [valueAt(map, 'registry'), ` of the accessory \`${name}\``] as const),
    ]) {
      // Nobody logs in to a local registry.
      if (mayBeLocal(registry)) continue;
      for (const key of ['username', 'password']) {
        const value = scalarAt(registry, key);
        if (value?.type !== 'string' || !isWritten(value) || !(names?.has(value.string) || looksLikeSecretName(value.string))) continue;
        const { node } = value;
        // Where some deployment has no declaration the list alone would only be the next mistake.
        const declared = family.every((other) => secretsOf(other)?.names.has(value.string));
        const build = declared ? safeFix : fix;
        const known = names?.has(value.string) ? `\`${value.string}\` is a secret` : `\`${value.string}\` looks like the name of a secret`;
        yield report(
          this,
          value.at,
          `${known}, but as plain text the name itself is sent to the registry${whose} as ${key}, and the login fails. Write it as a list with one item: \`[${value.string}]\`.`,
          {
            fixes: value.alias
              ? []
              : [
                  build('Look the secret up: make it a list', value.at.chunk.file, (source) => {
                    const place = placeOf(source, node);
                    return place && replaceValue(source, place, [scalarText(value.string)]);
                  }),
                ],
          },
        );
      }
    }
  },
});
