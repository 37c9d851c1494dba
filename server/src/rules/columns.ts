import { narrow } from '../config/narrow.ts';
import type { ConfigEntry } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { KeyPath, RootKey } from '../config/root.ts';
import { entities, inputs, type Context, type Entities, type InputName } from './inputs.ts';

/** Deployments of one base, the base alone first. */
export type Family = readonly Context[];

/** What can be read of a deployment: an input, a key of the root (all of it, or what is below some keys), whether the root may hold more, or all roles, accessories or files. */
export type ColumnName = InputName | `root.${RootKey}` | `root.${RootKey}.${string}` | 'root' | `each ${keyof Entities}`;

/** What the deployments of each family hold in one respect, and whether that is news. */
export class Column {
  /** By family and deployment. */
  readonly values: unknown[][] = [];
  /** Does a deployment hold something else than in the round before? */
  isNew = true;
  private readonly read: (context: Context) => unknown;

  constructor(name: ColumnName) {
    this.read = readerOf(name);
  }

  turn(families: readonly Family[]): void {
    const { values, read } = this;
    this.isNew = values.length !== families.length;
    values.length = families.length;
    for (const [index, family] of families.entries()) {
      const held = (values[index] ??= []);
      if (held.length !== family.length) this.isNew = true;
      held.length = family.length;
      for (let place = 0; place < family.length; place++) {
        const value = read(family[place]!);
        if (held[place] === value) continue;
        held[place] = value;
        this.isNew = true;
      }
    }
  }
}

/** Columns for the keys that a rule names, one for each root key: `env.secret` and `env.tags` make one of `env` with these two. */
export function columnsOfKeys(keys: readonly KeyPath[]): ColumnName[] {
  const heads = [...new Set(keys.map((key) => key.split('.')[0] as RootKey))];
  return heads.map((head) => {
    if (keys.includes(head)) return `root.${head}` as const;
    const below = keys.filter((key) => key.startsWith(`${head}.`)).map((key) => key.slice(head.length + 1));
    return `root.${head}.${below.sort().join('.')}` as const;
  });
}

function readerOf(name: ColumnName): (context: Context) => unknown {
  if (name === 'root') return ({ deployment }) => deployment.root.incomplete;
  if (name.startsWith('root.')) {
    const [, key = '', ...below] = name.split('.');
    if (below.length === 0) return ({ deployment }) => deployment.root.entries.get(key);
    const narrowed = memoize((entry: ConfigEntry) => narrow(entry, below));
    return ({ deployment }) => {
      const entry = deployment.root.entries.get(key);
      return entry && narrowed(entry);
    };
  }
  return name.startsWith('each ') ? entities[name.slice('each '.length) as keyof Entities] : inputs[name as InputName];
}

/** Columns by their names, each once. */
export class Columns {
  private readonly all = new Map<ColumnName, Column>();

  of(name: ColumnName): Column {
    let column = this.all.get(name);
    if (!column) this.all.set(name, (column = new Column(name)));
    return column;
  }

  /** A new round begins. */
  turn(families: readonly Family[]): void {
    for (const column of this.all.values()) column.turn(families);
  }
}
