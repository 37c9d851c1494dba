import type { Root } from './root.ts';
import type { ConfigEntry, ScalarValue, Value } from './value.ts';
import { certainEntry } from './certain.ts';

/** A text that stands in the file as it is, and the entry that holds it. */
export interface Written {
  readonly entry: ConfigEntry;
  readonly value: ScalarValue;
  readonly text: string;
}

/** The text at a path, where it is there for certain and not blank: not where ERB decides, nor a number or boolean. */
export function writtenText<Key extends string>(root: Root<Key>, key: Key, ...path: readonly string[]): Written | undefined;
export function writtenText(map: Value | null | undefined, ...path: readonly string[]): Written | undefined;
export function writtenText(map: Value | null | undefined | Root<never>, ...path: readonly string[]): Written | undefined {
  const entry = certainEntry(map as Value | null | undefined, ...path);
  if (entry?.value.kind !== 'scalar' || entry.value.type !== 'string' || entry.value.string.trim() === '') return undefined;
  return { entry, value: entry.value, text: entry.value.string };
}
