import type { ConfigEntry } from '../config/value.ts';
import type { Column, Columns } from './columns.ts';
import { isSame, Pool } from './pool.ts';
import type { Finding, Rule } from './rule.ts';

/** What one rule found, and the rule's place in the list of all. */
export interface Hit {
  readonly order: number;
  readonly findings: readonly Finding[];
}

/** Asks one rule. */
export type Ask = (rule: Rule, given: readonly unknown[]) => readonly Finding[];

/** For each family, and each of its deployments. */
export type Hits = readonly (readonly (readonly Hit[])[])[];

/** What the rules of a group are given; without `family`, which is added. */
type Given = Readonly<Record<string, unknown>>;

/** What was found about one role, accessory or file. */
interface Part {
  readonly entity: object;
  readonly given: Given;
  readonly hits: readonly Hit[];
}

interface Found {
  readonly hits: readonly Hit[];
  readonly parts: readonly Part[];
}

const nothing: Found = { hits: [], parts: [] };

/** Rules that read the same, and what they found as long as that is the same. */
export class RuleGroup {
  private readonly rules: { readonly rule: Rule; readonly order: number }[] = [];
  /** What all of them read: keys first, which differ most from one deployment to another. */
  private readonly reads: readonly Column[];
  private readonly whole: boolean;
  private readonly readsFamily: boolean;
  private last: { readonly held: readonly (readonly unknown[])[]; readonly hits: Hits } | undefined;
  private readonly given = new Pool<Given>();
  private readonly families = new Pool<readonly Given[]>();
  private readonly found = new Pool<Found>();

  constructor({ reads, keys, each }: Rule) {
    const names = reads.filter((name) => name !== 'family');
    this.whole = each === 'deployment';
    this.reads = [...keys.map((key) => `root.${key}` as const), ...names, 'root', ...(this.whole ? [] : [`each ${each}` as const])];
    this.readsFamily = reads.includes('family');
  }

  add(rule: Rule, order: number): void {
    this.rules.push({ rule, order });
  }

  /** What is wrong with each deployment of each family: what the rules said last where nothing that they read is another. */
  check(columns: Columns, ask: Ask): Hits {
    const byColumn = this.reads.map((column) => columns.get(column));
    const held = byColumn.flat();
    if (this.last && isSame(this.last.held, held)) return this.last.hits;
    for (const pool of [this.given, this.families, this.found]) pool.turn();
    const hits = byColumn[0]!.map((first, index) =>
      this.inFamily(
        first.map((_, deployment) => byColumn.map((families) => families[index]![deployment])),
        ask,
      ),
    );
    this.last = { held, hits };
    return hits;
  }

  /** @param rows what each deployment holds, column by column */
  private inFamily(rows: readonly (readonly unknown[])[], ask: Ask): readonly (readonly Hit[])[] {
    const all = this.whole ? [] : rows.map((row) => row.at(-1) as readonly object[]);
    const given = rows.map((row) => this.givenBy(this.whole ? row : row.slice(0, -1)));
    const family = this.readsFamily ? this.families.get(given, () => given) : undefined;
    return given.map((one, index) => {
      const entities = all[index];
      const found = this.found.get([one, family, entities], () =>
        entities ? this.aboutEach(entities, one, family, ask) : this.askAll([family ? { ...one, family } : one], ask),
      );
      return found.hits;
    });
  }

  private givenBy(values: readonly unknown[]): Given {
    return this.given.get(values, () => {
      const entries = new Map<string, ConfigEntry>();
      const given: Record<string, unknown> = {};
      let incomplete = false;
      for (const [index, value] of values.entries()) {
        const column = this.reads[index]!;
        if (column === 'root') incomplete = value === true;
        else if (!column.startsWith('root.')) given[column] = value;
        else if (value) entries.set(column.slice('root.'.length), value as ConfigEntry);
      }
      return { ...given, root: { kind: 'map', entries, incomplete, conditional: false } };
    });
  }

  private askAll(given: readonly unknown[], ask: Ask): Found {
    const hits = this.rules.flatMap(({ rule, order }) => {
      const findings = ask(rule, given);
      return findings.length > 0 ? [{ order, findings }] : [];
    });
    return hits.length > 0 ? { hits, parts: [] } : nothing;
  }

  private aboutEach(entities: readonly object[], given: Given, family: readonly Given[] | undefined, ask: Ask): Found {
    const known = this.knownParts(given, family);
    const parts = entities.map(
      (entity) => known.get(entity) ?? { entity, given, hits: this.askAll([entity, family ? { ...given, family } : given], ask).hits },
    );
    return { hits: joined(parts), parts };
  }

  /** What is known about roles, accessories or files from this round and the last. */
  private knownParts(given: Given, family: readonly Given[] | undefined): ReadonlyMap<object, Part> {
    // Who looks at all deployments is asked anew when one of them is another.
    const parts = family ? [] : this.found.all().flatMap((found) => found.parts);
    return new Map(parts.filter((part) => part.given === given).map((part) => [part.entity, part]));
  }
}

/** The findings of each rule together, in the order of what they are about. */
function joined(parts: readonly Part[]): Hit[] {
  const found = new Map<number, Finding[]>();
  for (const { hits } of parts) {
    for (const { order, findings } of hits) {
      const there = found.get(order);
      if (there) there.push(...findings);
      else found.set(order, [...findings]);
    }
  }
  return [...found].map(([order, findings]) => ({ order, findings }));
}
