import { narrow } from '../../config/narrow.ts';
import type { ConfigEntry } from '../../config/value.ts';
import { memoize } from '../../memoize.ts';
import type { KeyPath, RootKey } from '../../config/root.ts';
import { entities, inputs, type Context, type Entities, type InputName, type Inputs } from '../inputs.ts';
import type { Look } from '../rule.ts';

/** Deployments of one base, the base alone first. */
export type Family = readonly Context[];

/** What can be read of a deployment: an input, a key of the root (all of it, or what is below some keys), whether the root may hold more, or all roles, accessories or files. */
export type ColumnName = InputName | `root.${RootKey}` | `root.${RootKey}.${string}` | 'root' | `each ${keyof Entities}`;

/** Who is to look again when what a column holds is another. */
export interface Reader {
  isStale: boolean;
}

/** What the deployments of a family hold in one respect. */
export class Column {
  /** By deployment. */
  readonly values: unknown[] = [];
  private readonly readers: Reader[] = [];

  constructor(private readonly read: (context: Context, place: number) => unknown) {}

  tell(reader: Reader): void {
    this.readers.push(reader);
  }

  /** A new round: readers are told if a deployment holds something else than in the last one. */
  turn(family: Family): void {
    const { values, read } = this;
    let isNew = values.length !== family.length;
    if (isNew) values.splice(0, values.length, ...family.map(() => undefined));
    for (let place = 0; place < family.length; place++) {
      const value = read(family[place]!, place);
      if (values[place] === value) continue;
      values[place] = value;
      isNew = true;
    }
    if (isNew) for (const reader of this.readers) reader.isStale = true;
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
  private readonly all = new Map<ColumnName | Look, Column>();

  of(name: ColumnName): Column {
    return this.all.get(name) ?? this.add(name, readerOf(name));
  }

  /** What a rule looks for in all `env`. It is looked for again only where these are others. */
  ofLook(look: Look): Column {
    const envs = this.of('envs');
    const known: { envs: unknown; found: unknown }[] = [];
    const read = (_: Context, place: number): unknown => {
      const now = envs.values[place] as Inputs['envs'];
      const there = known[place];
      if (there?.envs === now) return there.found;
      const found = look(now);
      known[place] = { envs: now, found };
      return found;
    };
    return this.all.get(look) ?? this.add(look, read);
  }

  private add(name: ColumnName | Look, read: (context: Context, place: number) => unknown): Column {
    const column = new Column(read);
    this.all.set(name, column);
    return column;
  }

  /** A new round begins. */
  turn(family: Family): void {
    for (const column of this.all.values()) column.turn(family);
  }
}
