import { veilOf } from '../../references/veil.ts';
import type { Finding } from '../rule.ts';

/**
 * Findings that repeat no secret: what stands in a deploy file in the place of a secret, or of its name, is veiled wherever a rule quotes it. Here for
 * all rules, since a rule can't know what else stands in the value that it is about.
 */
export function withheld(findings: readonly Finding[], secrets: readonly string[]): readonly Finding[] {
  if (secrets.length === 0) return findings;
  const veil = veilOf(secrets);
  return findings.map((finding) => {
    const { message, kamal, related, fixes } = finding;
    const told = [message, kamal ?? '', ...related.map((one) => one.message), ...fixes.map(({ title }) => title)];
    if (told.every((text) => veil(text) === text)) return finding;
    return {
      ...finding,
      message: veil(message),
      ...(kamal === undefined ? {} : { kamal: veil(kamal) }),
      related: related.map((one) => ({ ...one, message: veil(one.message) })),
      fixes: fixes.map((fix) => ({ ...fix, title: veil(fix.title) })),
    };
  });
}
