import { applyIgnores } from './ignore.ts';
import { rules } from './index.ts';
import type { Context, Finding, Rule } from './rule.ts';

/** A rule that threw: a mistake of ours, which must not cost the other findings. */
export type OnBroken = (rule: Rule, error: unknown) => void;

/**
 * Everything that is wrong with one deployment, rule after rule.
 * @param onBroken told of a rule that threw; left out, the error goes on to the caller
 */
export function check(context: Context, onBroken?: OnBroken): Finding[] {
  const findings: Finding[] = [];
  for (const rule of rules) {
    try {
      findings.push(...rule.check(context));
    } catch (error) {
      if (!onBroken) throw error;
      onBroken(rule, error);
    }
  }
  return applyIgnores(
    findings,
    context.config.layers.map(({ source }) => source),
  );
}
