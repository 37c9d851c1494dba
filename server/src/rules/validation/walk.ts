import type { ListValue, MapValue, ScalarValue, Value, ConfigEntry } from '../../config/value.ts';
import { isStringish } from '../../config/get.ts';
import { memoize } from '../../memoize.ts';
import { mayBeLocal } from '../../deployment/registry.ts';
import type { Key, NewerForm, Section, Shape } from '../../schema/key.ts';
import type { At } from '../../source/node.ts';
import { allowsBoolean, fits, hookWords, isDated, isReadAsWritten, isSecretName, keyOf, wordsOf } from './fit.ts';
import type { Path, Problem } from './problem.ts';
import { context, unknownKeys } from './unknownKeys.ts';

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
        if (value.kind !== 'map' || shape.like.is !== 'section' || !mayBeLocal(value)) return this.check(shape.like, value, here);
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
    if (!isSecretName(value)) this.wrong(shape, value, here, 'a string or an array with one string (for secret lookup)');
  }

  private written(value: ScalarValue, here: Here, wants: 'text' | 'number'): void {
    if (!isReadAsWritten(value, wants)) this.problems.push({ kind: 'rewritten', path: here.path, value, wants });
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

/** All that is wrong with one key of the root. */
export function problemsOfSection(key: Key, entry: ConfigEntry): readonly Problem[] {
  return walk.root(key, entry);
}
