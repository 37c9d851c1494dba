import type { ConfigEntry } from '../config/value.ts';
import { columnsOfKeys, type Column, type ColumnName, type Columns } from './columns.ts';
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

/** What one deployment holds, and what was found in it; of rules that look at all deployments: beside the others as they were then. */
interface Held {
  readonly given: Given;
  readonly entities: readonly object[] | undefined;
  family?: readonly Given[] | undefined;
  hits?: readonly Hit[];
  parts?: readonly Part[];
}

const none: readonly never[] = [];
/** Rules that read the same, and what they found as long as that is the same. */
export class RuleGroup {
  private readonly rules: { readonly rule: Rule; readonly order: number }[] = [];
  /** What all of them read: inputs first, which differ most from one deployment to another. */
  private readonly names: readonly ColumnName[];
  private readonly columns: readonly Column[];
  /** All roles, accessories or files, for rules that are about each. */
  private readonly each: Column | undefined;
  private readonly readsFamily: boolean;
  private hits: Hits | undefined;
  private readonly held = new Pool<Held>();
  private readonly beside = new Pool<Given>();
  private readonly families = new Pool<readonly Given[]>();
  /** What is known about roles, accessories and files from this round and the last. */
  private parts: Map<object, Part[]> | undefined;

  constructor({ reads, keys, each }: Rule, columns: Columns) {
    this.names = [...reads.filter((name) => name !== 'family'), ...columnsOfKeys(keys), 'root'];
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
    for (const pool of [this.held, this.beside, this.families]) pool.turn();
    // Should a rule throw on to the caller, nothing of this round counts.
    this.hits = undefined;
    this.parts = undefined;
    const hits = this.columns[0]!.values.map((family, index) => this.inFamily(index, family.length, ask));
    this.hits = hits.some((family) => family.some((found) => found.length > 0)) ? hits : none;
    return this.hits;
  }

  private inFamily(index: number, size: number, ask: Ask): readonly (readonly Hit[])[] {
    const all: Held[] = [];
    for (let place = 0; place < size; place++) {
      const values = this.columns.map((column) => column.values[index]![place]);
      const entities = this.each?.values[index]![place] as readonly object[] | undefined;
      all.push(entities ? this.heldOfEach(values, entities) : this.held.get(values, () => ({ given: this.givenBy(values), entities })));
    }
    const given = this.readsFamily ? all.map((held) => held.given) : none;
    const family = this.readsFamily ? this.families.get(given, () => given) : undefined;
    return all.map((held) => {
      if (!held.hits || held.family !== family) this.fill(held, family, ask);
      return held.hits!;
    });
  }

  /** What is known about one role stays known when another one changes: what is given beside them is one object as long as it is the same. */
  private heldOfEach(values: readonly unknown[], entities: readonly object[]): Held {
    const given = this.beside.get(values, () => this.givenBy(values));
    return this.held.get([entities, given], () => ({ given, entities }));
  }

  private givenBy(values: readonly unknown[]): Given {
    const entries = new Map<string, ConfigEntry>();
    const given: Record<string, unknown> = {};
    let incomplete = false;
    for (const [index, name] of this.names.entries()) {
      const value = values[index];
      if (name === 'root') incomplete = value === true;
      else if (!name.startsWith('root.')) given[name] = value;
      else if (value) entries.set(name.split('.')[1]!, value as ConfigEntry);
    }
    given['root'] = { kind: 'map', entries, incomplete, conditional: false };
    return given;
  }

  private fill(held: Held, family: readonly Given[] | undefined, ask: Ask): void {
    const told = family ? { ...held.given, family } : held.given;
    held.family = family;
    if (held.entities) {
      held.parts = this.aboutEach(held.entities, told, ask);
      held.hits = joined(held.parts);
    } else held.hits = this.askAll([told], ask);
  }

  private askAll(given: readonly unknown[], ask: Ask): readonly Hit[] {
    const hits: Hit[] = [];
    for (const { rule, order } of this.rules) {
      const findings = ask(rule, given);
      if (findings.length > 0) hits.push({ order, findings });
    }
    return hits.length > 0 ? hits : none;
  }

  private aboutEach(entities: readonly object[], given: Given, ask: Ask): Part[] {
    this.parts ??= byEntity(this.held.all());
    const known = this.parts;
    return entities.map((entity) => {
      const there = known.get(entity)?.find((part) => part.given === given);
      if (there) return there;
      const part: Part = { entity, given, hits: this.askAll([entity, given], ask) };
      add(known, part);
      return part;
    });
  }
}

function byEntity(all: readonly Held[]): Map<object, Part[]> {
  const parts = new Map<object, Part[]>();
  for (const held of all) for (const part of held.parts ?? none) add(parts, part);
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
