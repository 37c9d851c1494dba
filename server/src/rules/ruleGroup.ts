import type { ConfigEntry } from '../config/value.ts';
import type { Column, ColumnName, Columns } from './columns.ts';
import { Pool } from './pool.ts';
import type { Finding, Rule } from './rule.ts';

/** What one rule found, and the rule's place in the list of all. */
export interface Hit {
  readonly order: number;
  readonly findings: readonly Finding[];
}

/** Asks one rule. */
export type Ask = (rule: Rule, given: readonly unknown[]) => readonly Finding[];

/** For each family, and each of its deployments; empty where nothing was found at all. */
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

const none: readonly never[] = [];
const nothing: Found = { hits: none, parts: none };

/** Rules that read the same, and what they found as long as that is the same. */
export class RuleGroup {
  private readonly rules: { readonly rule: Rule; readonly order: number }[] = [];
  /** What all of them read: keys first, which differ most from one deployment to another. */
  private readonly names: readonly ColumnName[];
  private readonly columns: readonly Column[];
  /** All roles, accessories or files, for rules that are about each. */
  private readonly each: Column | undefined;
  private readonly readsFamily: boolean;
  private hits: Hits | undefined;
  private readonly given = new Pool<Given>();
  private readonly families = new Pool<readonly Given[]>();
  private readonly found = new Pool<Found>();
  /** What is known about roles, accessories and files from this round and the last. */
  private parts: Map<object, Part[]> | undefined;

  constructor({ reads, keys, each }: Rule, columns: Columns) {
    this.names = [...keys.map((key) => `root.${key}` as const), ...reads.filter((name) => name !== 'family'), 'root'];
    this.columns = this.names.map((name) => columns.of(name));
    this.each = each === 'deployment' ? undefined : columns.of(`each ${each}`);
    this.readsFamily = reads.includes('family');
  }

  add(rule: Rule, order: number): void {
    this.rules.push({ rule, order });
  }

  /** What is wrong with each deployment of each family: what the rules said last where nothing that they read is another. */
  check(ask: Ask): Hits {
    if (this.hits && !this.each?.isNew && !this.columns.some(({ isNew }) => isNew)) return this.hits;
    for (const pool of [this.given, this.families, this.found]) pool.turn();
    // Should a rule throw on to the caller, nothing of this round counts.
    this.hits = undefined;
    this.parts = undefined;
    const hits = this.columns[0]!.values.map((family, index) => this.inFamily(index, family.length, ask));
    this.hits = hits.some((family) => family.some((found) => found.length > 0)) ? hits : none;
    return this.hits;
  }

  private inFamily(family: number, size: number, ask: Ask): readonly (readonly Hit[])[] {
    const given: Given[] = [];
    for (let place = 0; place < size; place++) given.push(this.givenBy(this.columns.map(({ values }) => values[family]![place])));
    const all = this.readsFamily ? this.families.get(given, () => given) : undefined;
    return given.map((one, place) => {
      const entities = this.each?.values[family]![place] as readonly object[] | undefined;
      const found = this.found.get([one, all, entities], () =>
        entities ? this.aboutEach(entities, one, all, ask) : this.askAll([all ? { ...one, family: all } : one], ask),
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
        const name = this.names[index]!;
        if (name === 'root') incomplete = value === true;
        else if (!name.startsWith('root.')) given[name] = value;
        else if (value) entries.set(name.slice('root.'.length), value as ConfigEntry);
      }
      given['root'] = { kind: 'map', entries, incomplete, conditional: false };
      return given;
    });
  }

  private askAll(given: readonly unknown[], ask: Ask): Found {
    const hits: Hit[] = [];
    for (const { rule, order } of this.rules) {
      const findings = ask(rule, given);
      if (findings.length > 0) hits.push({ order, findings });
    }
    return hits.length > 0 ? { hits, parts: none } : nothing;
  }

  private aboutEach(entities: readonly object[], given: Given, family: readonly Given[] | undefined, ask: Ask): Found {
    const told = family ? { ...given, family } : given;
    // Who looks at all deployments is asked anew when one of them is another.
    if (family) return { hits: joined(entities.map((entity) => this.askAll([entity, told], ask))), parts: none };
    this.parts ??= byEntity(this.found.all());
    const known = this.parts;
    const parts = entities.map((entity) => {
      const there = known.get(entity)?.find((part) => part.given === given);
      if (there) return there;
      const part: Part = { entity, given, hits: this.askAll([entity, told], ask).hits };
      add(known, part);
      return part;
    });
    return { hits: joined(parts), parts };
  }
}

function byEntity(found: readonly Found[]): Map<object, Part[]> {
  const parts = new Map<object, Part[]>();
  for (const one of found) for (const part of one.parts) add(parts, part);
  return parts;
}

function add(parts: Map<object, Part[]>, part: Part): void {
  const there = parts.get(part.entity);
  if (!there) parts.set(part.entity, [part]);
  else if (!there.includes(part)) there.push(part);
}

/** The findings of each rule together, in the order of what they are about. */
function joined(parts: readonly { readonly hits: readonly Hit[] }[]): readonly Hit[] {
  const found = new Map<number, Finding[]>();
  for (const { hits } of parts) {
    for (const { order, findings } of hits) {
      const there = found.get(order);
      if (there) there.push(...findings);
      else found.set(order, [...findings]);
    }
  }
  return found.size > 0 ? [...found].map(([order, findings]) => ({ order, findings })) : none;
}
