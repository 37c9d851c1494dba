import { bounded } from './bounded.ts';
import { applyIgnores } from './ignore.ts';
import { rules as all } from './index.ts';
import { Columns, type Family } from './columns.ts';
import { withheld } from './withheld.ts';
import type { Finding, Rule } from './rule.ts';
import { RuleGroup, type Hit } from './ruleGroup.ts';

/** A rule that threw: a mistake of ours, which must not cost the other findings. */
export type OnBroken = (rule: Rule, error: unknown) => void;

/**
 * Asks the rules, and keeps their answers from one version of a project to the next: a rule is called where something that it reads is
 * another, in the deployments in which it is, and nowhere else.
 */
export class Judge {
  private readonly columns = new Columns();
  private readonly groups: readonly RuleGroup[];

  constructor(rules: readonly Rule[] = all) {
    const groups = new Map<string, RuleGroup>();
    for (const [order, rule] of rules.entries()) {
      const id = JSON.stringify([rule.each, [...rule.reads].sort(), [...rule.keys].sort()]);
      const group = groups.get(id) ?? new RuleGroup(rule, this.columns);
      groups.set(id, group);
      group.add(rule, order);
    }
    this.groups = [...groups.values()];
  }

  /**
   * Everything that is wrong with each deployment, rule after rule.
   * @param onBroken told of a rule that threw; left out, the error goes on to the caller
   */
  check(families: readonly Family[], onBroken?: OnBroken): (readonly Finding[])[][] {
    const ask = (rule: Rule, given: readonly unknown[]): readonly Finding[] => {
      try {
        return [...rule.check(...given)];
      } catch (error) {
        if (!onBroken) throw error;
        onBroken(rule, error);
        return [];
      }
    };
    this.columns.turn(families);
    const found = families.map((family) => family.map((): Hit[] => []));
    for (const group of this.groups) {
      for (const [index, deployments] of group.check(ask).entries()) {
        for (const [deployment, hits] of deployments.entries()) if (hits.length > 0) found[index]![deployment]!.push(...hits);
      }
    }
    return families.map((family, index) =>
      family.map(({ deployment }, place) => {
        const hits = found[index]![place]!.sort((a, b) => a.order - b.order);
        return applyIgnores(
          withheld(bounded(hits.flatMap(({ findings }) => findings)), deployment),
          deployment.config.layers.map(({ source }) => source),
        );
      }),
    );
  }
}
