import type { At } from '../source/node.ts';
import type { Finding, Rule } from './rule.ts';

type Rest = Partial<Omit<Finding, 'rule' | 'at' | 'message'>>;

/**
 * A finding of a rule, with the rule's own severity and, for the rules that mirror Kamal, as a refusal.
 * @param at the narrowest place to change
 * @param rest what differs from the usual: severity, Kamal's exact line, related places, fixes
 */
export function report(rule: Pick<Rule, 'id' | 'severity' | 'kind'>, at: At, message: string, rest: Rest = {}): Finding {
  return { rule: rule.id, at, message, severity: rule.severity, refused: rule.kind === 'kamal', related: [], fixes: [], ...rest };
}
