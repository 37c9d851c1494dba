import { memoize } from '../memoize.ts';
import { longestKnown, shortest } from './delicate.ts';

/** Text without the secrets in it. @param instead of a secret and its number among them; left out, dots */
export type Veil = (text: string, instead?: (secret: string, number: number) => string) => string;

const dots = (): string => '•••';
/** Two texts that differ in a secret alone stay two. */
const numberedDots = (_: string, number: number): string => `•••${number}`;

/** Secrets with the same beginning, by length: the longest is looked for first. */
interface Bucket {
  readonly values: Map<string, number>;
  readonly lengths: Set<number>;
}

const nothing: Veil = (text) => text;

/** A short one is one only where it stands by itself. */
const long = 8;

/**
 * What replaces secrets by dots, wherever they stand in a text: also as JSON, XML, a shell and Markdown write them, and where the text breaks off within
 * one (`…`). Takes time by the text's length, however many secrets there are.
 */
export const veilOf = memoize((secrets: readonly string[]): Veil => {
  if (secrets.length === 0) return nothing;
  const buckets = new Map<string, Bucket>();
  for (const [number, secret] of secrets.entries())
    for (const form of formsOf(secret)) {
      const head = form.slice(0, shortest);
      const bucket = buckets.get(head) ?? { values: new Map(), lengths: new Set() };
      buckets.set(head, bucket);
      bucket.values.set(form, number);
      bucket.lengths.add(form.length);
    }
  const sorted = new Map(
    [...buckets].map(([head, { values, lengths }]) => [head, { values, lengths: [...lengths].sort((a, b) => b - a) }]),
  );
  return (text, instead = dots) => {
    let shown = '';
    let from = 0;
    for (let at = 0; at + shortest <= text.length; at++) {
      const bucket = sorted.get(text.slice(at, at + shortest));
      if (!bucket) continue;
      const length = bucket.lengths.find(
        (one) => bucket.values.has(text.slice(at, at + one)) && (one >= long || isAlone(text, at, at + one)),
      );
      let end = length === undefined ? brokenOff(text, at, bucket.values) : at + length;
      if (end === undefined) continue;
      // Of a very long one the beginning alone is known.
      while (end - at >= longestKnown && /[\w.~+/=-]/.test(text[end] ?? '')) end++;
      const found = text.slice(at, end);
      shown += text.slice(from, at) + instead(found, bucket.values.get(found) ?? 0);
      from = end;
      at = end - 1;
    }
    return from === 0 ? text : shown + text.slice(from);
  };
});

function formsOf(secret: string): string[] {
  if (/^[\w.+=-]*$/.test(secret)) return [secret];
  const json = JSON.stringify(secret).slice(1, -1);
  const xml = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return [
    secret,
    json,
    xml,
    xml.replaceAll('"', '&quot;'),
    secret.replace(/[^\w\s]/g, '\\$&'),
    secret.replace(/[\\<[\]*_]/g, '\\$&'),
    secret.replace(/["\\$`]/g, '\\$&'),
  ];
}

const isAlone = (text: string, from: number, to: number): boolean => !/\w/.test(text[from - 1] ?? '') && !/\w/.test(text[to] ?? '');

/** Characters of a secret behind which a text is cut off, and how many secrets are looked through for that: of more it is taken for granted. */
const longest = 1_000;
const most = 1_000;

/** Where a text is cut off in the middle of a secret. */
function brokenOff(text: string, at: number, values: ReadonlyMap<string, number>): number | undefined {
  const end = at + text.slice(at, at + longest).indexOf('…');
  if (end < at + shortest) return undefined;
  const begun = text.slice(at, end);
  return values.size > most || [...values.keys()].some((value) => value.startsWith(begun)) ? end : undefined;
}

/** What is no text for people: edits, which belong to the text that they change, and where it lies. */
const asItIs = new Set(['uri', 'newText', 'insertText', 'snippet', 'file']);

/** Anything made of plain objects, with every text in it behind the veil; itself where nothing is to be hidden. */
export function veiled<T>(value: T, veil: Veil, name = ''): T {
  if (veil === nothing) return value;
  if (typeof value === 'string') return (asItIs.has(name) ? value : veil(value, name === 'id' ? numberedDots : dots)) as T;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((one: unknown) => veiled(one, veil, name));
    return items.some((one, index) => one !== value[index]) ? (items as T) : value;
  }
  let changed: Record<string, unknown> | undefined;
  for (const [key, one] of Object.entries(value)) {
    const shown = asItIs.has(key) ? one : veiled<unknown>(one, veil, key);
    if (shown !== one) (changed ??= { ...value } as Record<string, unknown>)[key] = shown;
  }
  return (changed as T | undefined) ?? value;
}
