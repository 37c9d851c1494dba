import type { RootKey } from '../config/root.ts';
import { entities, inputs, type Context, type Entities, type InputName } from './inputs.ts';
import { isSame } from './pool.ts';

/** Deployments of one base, the base alone first. */
export type Family = readonly Context[];

/** What can be read of a deployment: an input, a key of the root, whether the root may hold more, or all roles, accessories or files. */
export type Column = InputName | `root.${RootKey}` | 'root' | `each ${keyof Entities}`;

/**
 * What the deployments of each family hold, input by input. A list is the very list of the round before where no deployment holds
 * anything else: so that it takes one look to see that there is nothing new for a rule.
 */
export class Columns {
  private before: readonly Map<Column, readonly unknown[]>[] = [];
  private now: readonly Map<Column, readonly unknown[]>[] = [];
  private families: readonly Family[] = [];

  /** A new round begins. */
  turn(families: readonly Family[]): void {
    this.before = this.now;
    this.now = families.map(() => new Map());
    this.families = families;
  }

  /** For each family, what each of its deployments holds. */
  get(column: Column): readonly (readonly unknown[])[] {
    return this.families.map((family, index) => {
      const known = this.now[index]!.get(column);
      if (known) return known;
      const values = family.map((context) => valueOf(context, column));
      const before = this.before[index]?.get(column);
      const list = before && isSame(before, values) ? before : values;
      this.now[index]!.set(column, list);
      return list;
    });
  }
}

function valueOf(context: Context, column: Column): unknown {
  if (column === 'root') return context.deployment.root.incomplete;
  if (column.startsWith('root.')) return context.deployment.root.entries.get(column.slice('root.'.length));
  if (column.startsWith('each ')) return entities[column.slice('each '.length) as keyof Entities](context);
  return inputs[column as InputName](context);
}
