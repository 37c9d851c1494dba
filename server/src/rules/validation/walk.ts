import type { Config } from '../../config/config.ts';
import type { Node } from '../../source/node.ts';
import type { ConfigEntry, ListValue, MapValue, ScalarValue, Value } from '../../config/value.ts';
import { isStringish } from '../../config/get.ts';
import { memoize } from '../../memoize.ts';
import { isLocalRegistry } from '../../deployment/registry.ts';
import { root as sections } from '../../schema/root.ts';
import type { Key, NewerForm, Section, Shape } from '../../schema/key.ts';
import type { At } from '../../source/node.ts';
import { allowsBoolean, fits, hookWords, isDated, isEmpty, keyOf, wordsOf } from './fit.ts';
import type { Path, Problem } from './problem.ts';

/**
 * All problems of a configuration, in the order of the schema's walk. Each section is walked once as long as it is the same, and where no
 * section is another, the list is the same.
 */
export const problemsOf = memoize(({ whole, root }: Config): readonly Problem[] => {
  const wrong = whole ? wrongIn(root) : none;
  if (wrong.length === 0) return none;
  const found = wrong.flatMap((id) => (keyOf(sections, id) ? [problemsOfKey(root.entries.get(id)!)] : []));
  const unknown = found.length < wrong.length ? unknownKeys(root, sections, []) : undefined;
  return unknown ? [...found.flat(), unknown] : joined(...found);
});

/** The ids of sections in which something is wrong, and of keys that nobody knows. What a destination leaves alone is as it is in the base. */
const wrongIn: (root: MapValue) => readonly string[] = memoize(({ entries, over, under }: MapValue): readonly string[] => {
  const kept = over && under ? wrongIn(under).filter((id) => !over.entries.has(id)) : none;
  const own: string[] = [];
  (over ?? { entries }).entries.forEach((_, id) => {
    const entry = entries.get(id)!;
    if (keyOf(sections, id) ? problemsOfKey(entry).length > 0 : isUnknown(sections, id, entry, [])) own.push(id);
  });
  return own.length > 0 ? [...kept, ...own] : kept;
});

const none: readonly never[] = [];

const joined = memoize((...lists: readonly (readonly Problem[])[]): readonly Problem[] => lists.flat());

const problemsOfKey = memoize((entry: ConfigEntry): readonly Problem[] => walk.root(keyOf(sections, entry.name)!, entry));

/** Kamal's context of an error: the path without blank parts, and a colon. The name of a role or accessory stands there in any case. */
export function context(path: Path): string {
  const named = path[0] === 'servers' || path[0] === 'accessories' ? 2 : 0;
  const rest = path.slice(named).filter((part) => part.trim() !== '' && part !== 'false');
  const parts = [...(named ? [path.slice(0, named).join('/')] : []), ...rest];
  return parts.length ? `${parts.join('/')}: ` : '';
}

function isUnknown(section: Section, id: string, { name, keyType }: ConfigEntry, path: Path, ignored?: ReadonlySet<string>): boolean {
  return !keyOf(section, id) && keyType !== 'unknown' && !ignored?.has(id) && !(path.length === 0 && name.startsWith('x-'));
}

/** The keys of a map that its section does not know. At the root, `x-` keys are a person's own (`validator/configuration.rb`). */
function unknownKeys(map: MapValue, section: Section, path: Path, ignored?: ReadonlySet<string>): Problem | undefined {
  const unknown = [...map.entries].filter(([id, entry]) => isUnknown(section, id, entry, path, ignored));
  if (unknown.length === 0) return undefined;
  const keys = unknown.map(([, entry]) => entry);
  const names = keys.map((entry) => (entry.key.kind === 'scalar' ? entry.name : inspected(entry.key))).join(', ');
  return { kind: 'unknown', path, map, section, keys, kamal: `${context(path)}unknown key${keys.length > 1 ? 's' : ''}: ${names}` };
}

/** Ruby's `inspect` of a key that is a map or a list, as Kamal's message has it. */
function inspected(key: Node): string {
  if (key.kind === 'map') return `{${key.entries.map((entry) => `${inspected(entry.key)}=>${inspected(entry.value)}`).join(', ')}}`;
  if (key.kind === 'list') return `[${key.items.map(inspected).join(', ')}]`;
  if (key.kind !== 'scalar') return '';
  return key.value === null ? 'nil' : key.type === 'string' ? JSON.stringify(key.value) : String(key.value);
}

interface Here {
  readonly path: Path;
  readonly entry: ConfigEntry | null;
}

/** Values in which nothing was found, with the shape that they were held against: that depends on neither place nor deployment. */
const clean = new WeakMap<Value, Shape>();

function isClean(value: Value, shape: Shape): boolean {
  if (clean.get(value) === shape) return true;
  if (value.kind !== 'map' || !value.over || !value.under || !staysClean(value.under, value.over, shape)) return false;
  return isClean(value.under, shape) && (isClean(value.over, shape) || isCleanAlone(value.over, shape));
}

/** What a destination lays over a section is never walked by itself otherwise. */
const isCleanAlone = memoize((value: MapValue, shape: Shape): boolean => new Walk().accepts(shape, value));

/** Is nothing wrong with two maps in one, where nothing is wrong with each? Not so where what one holds means another thing beside the other. */
function staysClean(under: MapValue, over: MapValue, shape: Shape): boolean {
  if (shape.is === 'names') return shape.of.is === 'string';
  const has = (map: MapValue, key: string): boolean => map.entries.has(key);
  const isComplex = (map: MapValue): boolean => has(map, 'clear') || has(map, 'secret');
  return shape.is === 'special' && shape.validator === 'env' && isComplex(under) && isComplex(over) && !has(over, 'tags');
}

class Walk {
  private problems: Problem[];
  /** Values on the way down: an alias may contain itself. */
  private around: Value[];
  /** How often a value was met inside itself. */
  private circles: number;

  constructor() {
    this.problems = [];
    this.around = [];
    this.circles = 0;
  }

  /** All that is wrong with one key of the root. */
  root(key: Key, entry: ConfigEntry): readonly Problem[] {
    this.problems = [];
    this.around = [];
    this.key(key, entry, [entry.name]);
    return this.problems;
  }

  /** Is nothing wrong with a value, wherever it stands? */
  accepts(shape: Shape, value: Value): boolean {
    this.value(shape, value, { path: [''], entry: null });
    return this.problems.length === 0;
  }

  /** A map with known keys. */
  private section(map: MapValue, section: Section, path: Path, ignored?: ReadonlySet<string>): void {
    for (const [id, entry] of map.entries) {
      const key = keyOf(section, id);
      if (key) this.key(key, entry, [...path, entry.name]);
    }
    const unknown = unknownKeys(map, section, path, ignored);
    if (unknown) this.problems.push(unknown);
  }

  private key(key: Key, entry: ConfigEntry, path: Path): void {
    if (isDated(key)) this.problems.push({ kind: 'dated', path, entry, since: key.since });
    for (const form of key.newer ?? []) this.form(form, entry, path);
    this.value(key.shape, entry.value, { path, entry });
  }

  private form(form: NewerForm, entry: ConfigEntry, path: Path): void {
    const { when } = form;
    const add = (value: Value, at: At, text?: string) =>
      this.problems.push({
        kind: 'form',
        path,
        at,
        form,
        conditional: entry.conditional || value.conditional,
        ...(text !== undefined && { text }),
      });
    if (entry.value.kind === when) return void add(entry.value, entry.key.at);
    // Of a list, each item counts for itself.
    for (const value of entry.value.kind === 'list' ? entry.value.items : [entry.value]) {
      if (value.kind === 'map' && when === 'map') add(value, [...value.entries.values()][0]?.key.at ?? value.at);
      if (value.kind === 'scalar' && value.type === 'string' && typeof when === 'object' && new RegExp(when.matches).test(value.string))
        add(value, value.at, value.string);
    }
  }

  private value(shape: Shape, value: Value, here: Here): void {
    if (value.kind === 'unknown') return;
    if (this.around.includes(value)) {
      this.circles++;
      return;
    }
    // Sections, roles and accessories that no destination overlays are the same objects in every deployment, and after a keystroke elsewhere.
    const keeps = value.kind !== 'scalar' && here.path.length <= 2;
    if (keeps && isClean(value, shape)) return;
    const before = this.problems.length + this.circles;
    this.around.push(value);
    this.check(shape, value, here);
    this.around.pop();
    if (keeps && this.problems.length + this.circles === before) clean.set(value, shape);
  }

  private check(shape: Shape, value: Value, here: Here): void {
    if (shape.is === 'string') {
      if (!isStringish(value)) this.wrong(shape, value, here);
      else this.written(value, here, 'text');
    } else this.checkOther(shape, value, here);
  }

  private checkOther(shape: Exclude<Shape, { is: 'string' }>, value: Value, here: Here): void {
    switch (shape.is) {
      case 'integer':
        if (value.kind !== 'scalar' || value.type !== 'integer') this.wrong(shape, value, here);
        else this.written(value, here, 'number');
        return;
      case 'boolean':
        if (value.kind !== 'scalar' || value.type !== 'boolean') this.wrong(shape, value, here);
        return;
      case 'anything':
        if (value.kind !== 'map') this.wrong(shape, value, here);
        else this.dated(value, shape.keys ?? {}, here.path);
        return;
      case 'list':
        if (value.kind !== 'list') this.wrong(shape, value, here);
        else this.items(value, here, (item, at) => this.value(shape.of, item, at));
        return;
      case 'names':
        if (value.kind !== 'map') this.wrong(shape, value, here);
        else
          for (const entry of value.entries.values()) {
            // Most names are variables, of which there may be hundreds, and text is what they want.
            if (shape.of.is === 'string' && entry.value.kind === 'scalar' && entry.value.type === 'string') continue;
            this.value(shape.of, entry.value, { path: [...here.path, entry.name], entry });
          }
        return;
      case 'section':
        if (value.kind !== 'map') this.wrong(shape, value, here);
        else if (shape.open) this.known(value, shape.keys, here.path);
        else this.section(value, shape.keys, here.path);
        return;
      case 'either':
        return this.either(shape.of, shape, value, here);
      case 'special':
        return this.special(shape, value, here);
    }
  }

  /** Kamal looks at a few keys of a map that it otherwise hands on. */
  private dated(map: MapValue, section: Section, path: Path): void {
    for (const [id, entry] of map.entries) {
      const key = keyOf(section, id);
      if (key && isDated(key)) this.problems.push({ kind: 'dated', path: [...path, entry.name], entry, since: key.since });
    }
  }

  /** Keys that are known are checked, others are nobody's business. */
  private known(map: MapValue, section: Section, path: Path): void {
    for (const [id, entry] of map.entries) {
      const key = keyOf(section, id);
      if (key) this.value(key.shape, entry.value, { path: [...path, entry.name], entry });
    }
  }

  private items(list: ListValue, here: Here, check: (item: Value, at: Here) => void): void {
    list.items.forEach((item, index) => check(item, { path: [...here.path, String(index)], entry: null }));
  }

  private either(shapes: readonly Shape[], whole: Shape, value: Value, here: Here): void {
    const fitting = shapes.find((shape) => fits(shape, value));
    if (fitting) this.check(fitting, value, here);
    else this.wrong(whole, value, here);
  }

  private special(shape: Shape & { is: 'special' }, value: Value, here: Here): void {
    switch (shape.validator) {
      case 'hosts':
        return this.hosts(value, here);
      case 'role':
        return value.kind === 'list' ? this.hosts(value, here) : this.check(shape.like, value, here);
      case 'servers':
        return value.kind === 'list' ? this.hosts(value, here) : this.check(shape.like, value, here);
      case 'env':
        return this.env(shape.like, value, here);
      case 'proxy': {
        const section = shape.like.is === 'either' ? shape.like.of.find(({ is }) => is === 'section') : shape.like;
        if (value.kind === 'map' && section) return this.check(section, value, here);
        if (!allowsBoolean(shape.like, value)) this.wrong(section ?? shape.like, value, here);
        return;
      }
      case 'arch':
        // Any problem inside is reported for the whole value (`validate_array_of_or_type!`).
        if (isStringish(value) || (value.kind === 'list' && value.items.every((item) => item.kind === 'unknown' || isStringish(item))))
          return;
        return this.wrong(shape, value, here, 'an array or a string');
      case 'ssh-config':
        if (value.kind === 'scalar' && (value.type === 'string' || value.type === 'boolean')) return;
        if (value.kind === 'list') return this.items(value, here, (item, at) => this.value({ is: 'string' }, item, at));
        return this.wrong(shape, value, here, 'a boolean or a string or an array');
      case 'hooks-output':
        if (!isStringish(value)) this.wrong(shape, value, here, hookWords);
        return;
      case 'restart':
        // Rule `restart-policy` has Kamal's two sentences of its own for it.
        return;
      case 'labels':
      case 'accessory':
      case 'registry': {
        // The credentials of a local registry are not looked at (`validator/registry.rb`).
        const server = value.kind === 'map' ? value.entries.get('server')?.value : undefined;
        if (value.kind !== 'map' || shape.like.is !== 'section' || server?.kind !== 'scalar' || !isLocalRegistry(server.string))
          return this.check(shape.like, value, here);
        const { username: _username, password: _password, ...others } = shape.like.keys;
        return this.section(value, others, here.path, credentials);
      }
      case 'builder':
      case 'alias':
        return this.check(shape.like, value, here);
      case 'secret-name':
        return this.secretName(shape, value, here);
    }
  }

  /** `validate_servers!`: text, or a map of one host to its tags. */
  private hosts(value: Value, here: Here): void {
    if (value.kind !== 'list') return this.wrong({ is: 'list', of: { is: 'string' } }, value, here);
    this.items(value, here, (item, at) => {
      if (item.kind === 'unknown' || isStringish(item)) return;
      if (item.kind !== 'map') return this.wrong(hostItem, item, at);
      if (item.entries.size !== 1) {
        if (!item.incomplete)
          this.problems.push({ kind: 'host', path: at.path, at: item.at, value: item, kamal: `${context(at.path)}multiple hosts found` });
        return;
      }
      for (const entry of item.entries.values()) this.value(tags, entry.value, { path: [...at.path, entry.name], entry });
    });
  }

  /** `validator/env.rb`: one of `clear`, `secret`, `tags` makes every other name unknown; without them every value is a variable. */
  private env(like: Shape, value: Value, here: Here): void {
    const [complex, simple] = like.is === 'either' ? like.of : [];
    if (value.kind !== 'map' || complex?.is !== 'section' || !simple) return this.wrong({ is: 'anything' }, value, here);
    if (['clear', 'secret', 'tags'].some((key) => value.entries.has(key))) {
      // `tags` outside the root has a sentence of its own: rule `env-tags-misplaced`.
      return this.section(value, complex.keys, here.path, tagsKey);
    }
    if (!value.incomplete) this.check(simple, value, here);
  }

  /** Registry credentials want a real String or a list of one; elsewhere a secret's name is text like any other. */
  private secretName(shape: Shape & { is: 'special' }, value: Value, here: Here): void {
    if (shape.like.is !== 'either') return this.check(shape.like, value, here);
    const text = (one: Value): boolean => one.kind === 'unknown' || (one.kind === 'scalar' && one.type === 'string');
    // Blank ones are missing, which is another sentence (rule `missing-key`).
    const blank =
      (value.kind === 'scalar' &&
        (value.value === null || value.value === false || (value.type === 'string' && value.string.trim() === ''))) ||
      ((value.kind === 'list' || value.kind === 'map') && isEmpty(value));
    if (blank || text(value) || (value.kind === 'list' && (value.incomplete || (value.items.length === 1 && text(value.items[0]!)))))
      return;
    this.wrong(shape, value, here, 'a string or an array with one string (for secret lookup)');
  }

  private written(value: ScalarValue, here: Here, wants: 'text' | 'number'): void {
    if (value.type === 'string' || value.node.kind !== 'scalar' || value.node.style !== 'plain' || value.node.tag || value.node.fallback)
      return;
    const { text } = value.node;
    // `40_000_000`, `+5` and `0x1F` are read as they look.
    const same = wants === 'text' ? text === value.string : /^[-+]?([1-9][0-9]*(_[0-9]+)*|0|0[xb][0-9a-f_]+)$/i.test(text);
    if (!same) this.problems.push({ kind: 'rewritten', path: here.path, value, wants });
  }

  private wrong(shape: Shape, value: Value, here: Here, words = wordsOf(shape)): void {
    const empty = value.kind === 'scalar' && value.at.from === value.at.to;
    // A block map or list spreads over lines: its key says it shorter.
    const block = (value.node.kind === 'map' || value.node.kind === 'list') && !value.node.flow;
    const at = (empty || block) && here.entry ? here.entry.key.at : value.at;
    this.problems.push({
      kind: 'type',
      path: here.path,
      at,
      entry: here.entry,
      value,
      shape,
      words,
      kamal: `${context(here.path)}should be ${words}`,
    });
  }
}

const credentials: ReadonlySet<string> = new Set(['username', 'password']);
const tagsKey: ReadonlySet<string> = new Set(['tags']);
const tags: Shape = { is: 'either', of: [{ is: 'string' }, { is: 'list', of: { is: 'string' } }] };
const hostItem: Shape = { is: 'either', of: [{ is: 'string' }, { is: 'anything' }] };

const walk = new Walk();
