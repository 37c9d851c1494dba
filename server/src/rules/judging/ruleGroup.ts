import type { ConfigEntry } from '../../config/value.ts';
import { columnsOfKeys, type Column, type Columns, type Reader } from './columns.ts';
import type { Finding, Rule } from '../rule.ts';

/** What one rule found, and the rule's place in the list of all. */
export interface Hit {
  readonly order: number;
  readonly findings: readonly Finding[];
}

/** Asks one rule. */
export type Ask = (rule: Rule, given: unknown, beside?: unknown) => readonly Finding[];

/** For each deployment of a family; empty where nothing was found at all. */
export type Hits = readonly (readonly Hit[])[];

/** What the rules of a group are given; without `family`, which is added. */
type Given = Readonly<Record<string, unknown>>;

/** What a deployment holds but for its roles, accessories or files. */
interface Beside {
  readonly given: Given;
  /** It as a family of its own. */
  alone?: readonly Given[];
  /** What was found about each role, accessory or file, which are one object for all, beside it. */
  found?: WeakMap<object, readonly Hit[]>;
}

/** What one deployment holds, and what was found in it; of rules that look at all deployments: beside the others as they were then. */
interface Held {
  /** All that is read of it, roles, accessories or files last. */
  readonly values: readonly unknown[];
  readonly beside: Beside;
  family: readonly Given[];
  hits: readonly Hit[] | undefined;
}

const none: readonly never[] = [];

/** Rules that read the same, and what they found as long as that is the same. */
export class RuleGroup implements Reader {
  isStale = true;
  /** What was found in the last round. */
  hits: Hits = none;
  private readonly rules: { readonly rule: Rule; readonly order: number }[] = [];
  /** What all of them read: inputs first, which differ most from one deployment to another. */
  private readonly columns: readonly Column[];
  /** The names by which rules get what stands in the columns, in the same order: of inputs and looks first, then of keys. The last column tells whether the root may hold more. */
  private readonly inputs: readonly string[];
  private readonly keys: readonly string[];
  /** What the rule looks for, where it looks for anything. */
  private readonly looks: readonly Column[];
  /** The same, and all roles, accessories or files, for rules that are about each. */
  private readonly all: readonly Column[];
  private readonly isAboutEach: boolean;
  private readonly readsFamily: boolean;
  /** By deployment. */
  private held: readonly Held[] = none;
  private family: readonly Given[] = none;

  /** @param apart each deployment is a family of its own */
  constructor(
    { reads, looks, keys, each }: Rule,
    columns: Columns,
    private readonly apart: boolean,
  ) {
    const inputs = reads.filter((name) => name !== 'family');
    const ofKeys = columnsOfKeys(keys);
    this.inputs = [...inputs, ...Object.keys(looks)];
    this.keys = ofKeys.map((name) => name.split('.')[1]!);
    this.looks = Object.values(looks).map((look) => columns.ofLook(look));
    this.columns = [
      ...inputs.map((name) => columns.of(name)),
      ...this.looks,
      ...[...ofKeys, 'root' as const].map((name) => columns.of(name)),
    ];
    this.isAboutEach = each !== 'deployment';
    this.all = each === 'deployment' ? this.columns : [...this.columns, columns.of(`each ${each}`)];
    this.readsFamily = reads.includes('family');
    for (const column of this.all) column.tell(this);
  }

  add(rule: Rule, order: number): void {
    this.rules.push({ rule, order });
  }

  /** Asks the rules again where something that they read is another. Should one throw on to the caller, they are asked again in the next round. */
  check(size: number, ask: Ask): void {
    const before = this.held;
    const held: Held[] = [];
    this.held = held;
    this.hits = none;
    if (this.looks.length > 0 && this.looks.every(isEmpty)) {
      this.isStale = false;
      return;
    }
    // A destination has come or gone, and others stand in its place.
    const moved = before.length > 0 && before.length !== size;
    for (let place = 0; place < size; place++) {
      const there = before[place];
      if (there && this.holds(there, place)) held.push(there);
      else {
        const elsewhere = this.shared(place, held) ?? (moved ? before.find((one) => this.holds(one, place)) : undefined);
        held.push(elsewhere ?? this.holding(place, before, held));
      }
    }
    if (this.readsFamily && !this.apart) {
      const given = held.map(({ beside }) => beside.given);
      if (!isSame(given, this.family)) this.family = given;
    }
    let any = false;
    const hits: (readonly Hit[])[] = [];
    for (const one of held) {
      if (!one.hits || (this.readsFamily && one.family !== this.familyOf(one))) this.fill(one, ask);
      hits.push(one.hits!);
      if (one.hits!.length > 0) any = true;
    }
    this.hits = any ? hits : none;
    this.isStale = false;
  }

  /** What a deployment before it holds, where it is the same: looked for by what parts a destination from the base, as most have something of their own, or nothing. */
  private shared(place: number, now: readonly Held[]): Held | undefined {
    for (const { values } of this.all) {
      if (values[place] === values[0]) continue;
      for (let other = values.indexOf(values[place]); other < place; other = values.indexOf(values[place], other + 1))
        if (this.holds(now[other]!, place)) return now[other];
      return undefined;
    }
    return now[0];
  }

  /** Does a deployment hold the same now? */
  private holds({ values }: Held, place: number, columns = this.all): boolean {
    for (let index = 0; index < columns.length; index++) if (columns[index]!.values[place] !== values[index]) return false;
    return true;
  }

  private holding(place: number, before: readonly Held[], now: readonly Held[]): Held {
    const values: unknown[] = [];
    for (const column of this.all) values.push(column.values[place]);
    const alike = this.isAboutEach ? (this.alike(place, now) ?? this.alike(place, before)) : undefined;
    return { values, beside: alike?.beside ?? { given: this.givenBy(values) }, family: alike?.family ?? none, hits: undefined };
  }

  /** What is known about one role stays known when another one changes, as long as what is beside them is the same. */
  private alike(place: number, among: readonly Held[]): Held | undefined {
    return among.find((one) => this.holds(one, place, this.columns));
  }

  private familyOf({ beside }: Held): readonly Given[] {
    return this.apart ? (beside.alone ??= [beside.given]) : this.family;
  }

  private givenBy(values: readonly unknown[]): Given {
    const { inputs, keys } = this;
    const given: Record<string, unknown> = {};
    for (let index = 0; index < inputs.length; index++) given[inputs[index]!] = values[index];
    const incomplete = values[this.columns.length - 1] === true;
    given['root'] = keys.length > 0 ? rootOf(keys, values, inputs.length, incomplete) : incomplete ? someRoot : noRoot;
    return given;
  }

  private fill(held: Held, ask: Ask): void {
    const { values, beside } = held;
    const given = this.readsFamily ? this.besideFamily(held) : beside.given;
    held.hits = this.isAboutEach
      ? this.aboutEach(values[this.columns.length] as readonly object[], (beside.found ??= new WeakMap()), given, ask)
      : this.askAll(ask, given);
  }

  private besideFamily(held: Held): Given {
    const { beside } = held;
    const family = this.familyOf(held);
    if (held.family !== family) {
      held.family = family;
      delete beside.found;
    }
    return { ...beside.given, family };
  }

  private askAll(ask: Ask, given: unknown, beside?: unknown): readonly Hit[] {
    let hits: Hit[] | undefined;
    for (const { rule, order } of this.rules) {
      const findings = ask(rule, given, beside);
      if (findings.length > 0) (hits ??= []).push({ order, findings });
    }
    return hits ?? none;
  }

  private aboutEach(entities: readonly object[], found: WeakMap<object, readonly Hit[]>, given: Given, ask: Ask): readonly Hit[] {
    const hits: Hit[] = [];
    for (const entity of entities) {
      let there = found.get(entity);
      if (!there) found.set(entity, (there = this.askAll(ask, entity, given)));
      hits.push(...there);
    }
    return joined(hits);
  }
}

/** The keys that rules are given. */
function rootOf(keys: readonly string[], values: readonly unknown[], from: number, incomplete: boolean): unknown {
  const entries = new Map<string, ConfigEntry>();
  for (let index = 0; index < keys.length; index++) {
    const entry = values[from + index] as ConfigEntry | undefined;
    if (entry) entries.set(keys[index]!, entry);
  }
  return { kind: 'map', entries, incomplete, conditional: false };
}

const noRoot = rootOf([], [], 0, false);
const someRoot = rootOf([], [], 0, true);

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}

/** Was nothing found in any deployment? */
function isEmpty({ values }: Column): boolean {
  return values.every((found) => (found as readonly unknown[]).length === 0);
}

/** The findings of each rule together, in the order of what they are about. */
function joined(hits: readonly Hit[]): readonly Hit[] {
  if (hits.length < 2) return hits;
  const found = new Map<number, Finding[]>();
  for (const { order, findings } of hits) {
    const there = found.get(order);
    if (there) there.push(...findings);
    else found.set(order, [...findings]);
  }
  return [...found].map(([order, findings]) => ({ order, findings }));
}
