import type { Key, Section, Shape } from './key.ts';
import type { Path } from './path.ts';
import { root } from './root.ts';

const index = /^\d+$/;
const envWords: ReadonlySet<string> = new Set(['clear', 'secret', 'tags']);

/**
 * The key that a path ends at, or undefined where Kamal knows none.
 * The name of a role, an accessory, a variable or a tagged host gives the key that describes such names.
 */
export function keyAt(path: Path): Key | undefined {
  return locate(path)?.key;
}

/** The shape of what stands at `path`: the key's, or below a list that of an item. */
export function shapeAt(path: Path): Shape | undefined {
  return locate(path)?.shape;
}

/**
 * The known keys that may stand in the map at `path` (`[]`: the root). Undefined where there is no such map or its keys are names
 * that people choose. Of several forms (`env`) the one with known keys.
 */
export function sectionAt(path: Path): Section | undefined {
  if (path.length === 0) return root;
  const shape = shapeAt(path);
  return shape && sectionOf(shape);
}

/** The known keys of a map of this shape, looking through lists' and special shapes' forms, not into list items. */
export function sectionOf(shape: Shape): Section | undefined {
  switch (shape.is) {
    case 'section':
      return shape.keys;
    case 'anything':
      return shape.keys;
    case 'special':
      return sectionOf(shape.like);
    case 'either':
      return first(shape.of, sectionOf);
    default:
      return undefined;
  }
}

/** The shape of what people's own names stand for in a map of this shape (roles, accessories, variables), if it has such a form. */
export function namesOf(shape: Shape): Extract<Shape, { is: 'names' }> | undefined {
  switch (shape.is) {
    case 'names':
      return shape;
    case 'special':
      return namesOf(shape.like);
    case 'either':
      return first(shape.of, namesOf);
    default:
      return undefined;
  }
}

/**
 * Every place where a key of this name is known, as paths with `*` for a name that people choose; list items are left out.
 * `placesOf('deploy_timeout')` is `[['deploy_timeout']]`, `placesOf('ssl')` names the root's, a role's and an accessory's proxy.
 */
export function placesOf(name: string): string[][] {
  return places().get(name) ?? [];
}

let known: Map<string, string[][]> | undefined;

function places(): Map<string, string[][]> {
  if (known) return known;
  const found = new Map<string, string[][]>();
  eachKey((path) => {
    const name = path.at(-1) as string;
    if (name === '*') return;
    const place = path.filter((part) => part !== '0');
    const list = found.get(name);
    if (list) list.push(place);
    else found.set(name, [place]);
  });
  return (known = found);
}

/** Calls `visit` for every key of Kamal with its path, `*` for names that people choose and `0` for a list's items; the keys that describe such names too. */
export function eachKey(visit: (path: Path, key: Key) => void): void {
  const inSection = (keys: Section, at: Path): void => {
    for (const [name, key] of Object.entries(keys)) inKey(key, [...at, name]);
  };
  const inKey = (key: Key, path: Path): void => {
    visit(path, key);
    inShape(key.shape, path);
  };
  const inShape = (shape: Shape, path: Path): void => {
    switch (shape.is) {
      case 'section':
        return inSection(shape.keys, path);
      case 'anything':
        return shape.keys && inSection(shape.keys, path);
      case 'names':
        return shape.entry ? inKey(shape.entry, [...path, '*']) : inShape(shape.of, [...path, '*']);
      case 'list':
        return inShape(shape.of, [...path, '0']);
      case 'special':
        return inShape(shape.like, path);
      case 'either':
        return shape.of.forEach((form) => inShape(form, path));
      default:
    }
  };
  inSection(root, []);
}

interface Place {
  readonly key: Key;
  readonly shape: Shape;
}

function locate(path: Path): Place | undefined {
  const [name, ...rest] = path;
  const key = name === undefined ? undefined : own(root, name);
  return key && below(key, key.shape, rest);
}

/** What `path` leads to from a value of this shape, which belongs to `key`. */
function below(key: Key, shape: Shape, path: Path): Place | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return { key, shape };
  switch (shape.is) {
    case 'section':
    case 'anything': {
      const next = shape.keys && own(shape.keys, name);
      return next && below(next, next.shape, rest);
    }
    case 'names':
      return below(shape.entry ?? key, shape.of, rest);
    case 'list':
      if (index.test(name)) return below(key, shape.of, rest);
      // Without an index only a known key leads into an item: any other name would be taken for a host with tags.
      return sectionOf(shape.of) && below(key, shape.of, path);
    case 'special':
      // These three are never names of variables (`validator/env.rb`).
      if (shape.validator === 'env' && envWords.has(name)) return below(key, { is: 'section', keys: sectionOf(shape) ?? {} }, path);
      return below(key, shape.like, path);
    case 'either':
      return first(preferred(shape.of, name), (form) => below(key, form, path));
    default:
      return undefined;
  }
}

/** A number is an index where a list may stand; a word is a key or a name first, and only then something within a list's items. */
function preferred(forms: readonly Shape[], name: string): readonly Shape[] {
  const lists = forms.filter(isList);
  const maps = forms.filter((form) => !isList(form));
  return index.test(name) ? [...lists, ...maps] : [...maps, ...lists];
}

function isList(shape: Shape): boolean {
  return shape.is === 'special' ? isList(shape.like) : shape.is === 'list';
}

function first<A, B>(of: readonly A[], find: (a: A) => B | undefined): B | undefined {
  for (const one of of) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

function own(keys: Section, name: string): Key | undefined {
  return Object.hasOwn(keys, name) ? keys[name] : undefined;
}
