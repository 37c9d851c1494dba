import { bounded } from './bounded.ts';
import { applyIgnores } from './ignore.ts';
import { rules as all } from '../index.ts';
import { Columns, type Family } from './columns.ts';
import { unlessSet } from './fallback.ts';
import { delicateIn } from '../../references/delicate.ts';
import { withheld } from './withheld.ts';
import type { Finding, Rule } from '../rule.ts';
import { RuleGroup, type Hit } from './ruleGroup.ts';

/** A rule that threw: a mistake of ours, which must not cost the other findings. */
export type OnBroken = (rule: Rule, error: unknown) => void;

/** What is told of a deployment, and what it hangs on. */
interface Told {
  readonly hits: readonly Hit[];
  readonly secrets: readonly string[];
  readonly findings: readonly Finding[];
}

/**
 * Asks the rules, and keeps their answers from one version of a project to the next: a rule is called where something that it reads is
 * another, in the deployments in which it is, and nowhere else.
 */
export class Judge {
  private readonly columns = new Columns();
  private readonly groups: readonly RuleGroup[];
  /** By deployment. */
  private told: readonly Told[] = [];

  /** @param apart the deployments are those of as many bases, and nothing to each other */
  constructor(rules: readonly Rule[] = all, apart = false) {
    const groups = new Map<string, RuleGroup>();
    for (const [order, rule] of rules.entries()) {
      // What a rule looks for is its own.
      const own = Object.keys(rule.looks).length > 0 ? rule.id : '';
      const id = JSON.stringify([own, rule.each, [...rule.reads].sort(), [...rule.keys].sort()]);
      const group = groups.get(id) ?? new RuleGroup(rule, this.columns, apart);
      groups.set(id, group);
      group.add(rule, order);
    }
    this.groups = [...groups.values()];
  }

  /**
   * Everything that is wrong with each deployment of a base, rule after rule.
   * @param onBroken told of a rule that threw; left out, the error goes on to the caller
   */
  check(family: Family, onBroken?: OnBroken): (readonly Finding[])[] {
    const ask = (rule: Rule, given: unknown, beside: unknown): readonly Finding[] => {
      try {
        return [...rule.check(given, beside)];
      } catch (error) {
        if (!onBroken) throw error;
        onBroken(rule, error);
        return [];
      }
    };
    this.columns.turn(family);
    for (const group of this.groups) if (group.isStale) group.check(family.length, ask);
    const found = this.groups.filter(({ hits }) => hits.length > 0);
    this.told = family.map(({ deployment }, place) => {
      const hits = found.flatMap((group) => group.hits[place]!).sort((a, b) => a.order - b.order);
      const secrets = delicateIn(deployment);
      const before = this.told[place];
      if (before && isSame(before.hits, hits) && isSame(before.secrets, secrets)) return before;
      return { hits, secrets, findings: withheld(bounded(hits.flatMap(({ findings }) => findings)), secrets) };
    });
    return family.map(({ deployment }, place) => applyIgnores(unlessSet(this.told[place]!.findings, deployment), deployment.config.layers));
  }
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
