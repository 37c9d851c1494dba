import { memoize } from '../memoize.ts';
import type { SecretsFile } from './declaredSecrets.ts';
import type { Mention } from './mention.ts';

/**
 * The names in one secrets file: those that it declares, and `$NAME` in the values of those declared above in the same file (dotenv sees no
 * others; what is declared nowhere above comes from the environment and is no secret of the project's).
 */
export const mentionsInSecrets = memoize(({ source, assignments }: SecretsFile): readonly Mention[] => {
  const declared = new Set<string>();
  return assignments.flatMap(({ key, from, to, uses }) => {
    const mention = (name: string, at: { from: number; to: number }, defines: boolean): Mention => ({
      kind: 'secret',
      name,
      at: source.at(at.from, at.to),
      defines,
      sure: true,
      bare: true,
    });
    const used = uses.filter(({ name }) => declared.has(name)).map((use) => mention(use.name, use, false));
    declared.add(key);
    return [mention(key, { from, to }, true), ...used];
  });
});
