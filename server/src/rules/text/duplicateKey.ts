import type { Entry, MapNode, Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import { copyEntry, fix, mergeChanges, placeOf, removeEntry, replaceValue, scalarText, unsafeFix } from '../../edit/index.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

interface Duplicate {
  readonly first: Entry;
  readonly last: Entry;
  readonly name: string;
}

/** Equal keys in one map: Psych keeps the last value and says nothing. */
export const duplicateKey = rule({
  id: 'duplicate-key',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A key stands twice in one map, and the last one wins',
  each: 'file',
  *check({ source }) {
    if (!source.root) return;
    for (const { first, last, name } of duplicatesIn(source.root)) {
      yield report(
        this,
        first.key.at,
        `\`${name}\` stands here twice in the same map: Kamal takes the later value without a word and never sees this one. ${(isBoth(name, first.value, last.value) && several[name]) || 'Remove one of the two, or merge them.'}`,
        {
          tag: 'unnecessary',
          related: [{ at: last.key.at, message: `\`${name}\` again: this one counts` }],
          fixes: fixesFor(source.file, first, last, name),
        },
      );
    }
  },
});

/** Found once for each node: an unchanged part of the file keeps its nodes. */
export const duplicatesIn: (node: Node) => readonly Duplicate[] = memoize((node) => {
  const found = node.kind === 'map' && mayRepeat(node) ? own(node) : [];
  const below = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'list' ? node.items : none;
  for (const one of below) if (one.kind === 'map' || one.kind === 'list') found.push(...duplicatesIn(one));
  return found.length > 0 ? found : none;
});

const none: readonly never[] = [];

/** Looked at for all keys at once, since it is looked at with each keystroke. */
function mayRepeat({ entries }: MapNode): boolean {
  return new Set(entries.map(({ key }) => (key.kind === 'scalar' ? key.value : key))).size < entries.length;
}

/** Merge keys may stand several times: all are applied. What stands in an ERB branch may be there only once after all. */
function own({ entries }: MapNode): Duplicate[] {
  const seen = new Map<string, Entry>();
  const found: Duplicate[] = [];
  for (const entry of entries) {
    const { key } = entry;
    if (key.kind !== 'scalar' || key.conditional || key.value === '<<') continue;
    const id = `${key.type}:${key.value}`;
    const first = seen.get(id);
    seen.set(id, entry);
    if (first) found.push({ first, last: entry, name: String(key.value) });
  }
  return found;
}

/** Of two maps with different keys both were meant, most likely; all else that stands first can go, since it has no effect. */
function fixesFor(file: string, first: Entry, last: Entry, name: string): Fix[] {
  const own = keysOf(first);
  const others = keysOf(last);
  const lost = own && others ? own.filter((key) => !others.includes(key)) : [];
  const removalOf = (entry: Entry) => (source: Source) => {
    const place = placeOf(source, entry.key);
    return place && removeEntry(source, place);
  };
  const removal = removalOf(first);
  const merge = (source: Source) => {
    const from = placeOf(source, first.key);
    const to = placeOf(source, last.key);
    const map = from?.entry.value;
    if (!from || !to || map?.kind !== 'map') return undefined;
    const copies = map.entries.map((entry) => copyEntry(source, { map, entry, parent: from }, to));
    return mergeChanges(removeEntry(source, from), ...copies);
  };
  const joined = (source: Source) => {
    const from = placeOf(source, first.key);
    const to = placeOf(source, last.key);
    const texts = [first.value, last.value].map((value) => (value.kind === 'scalar' ? scalarText(String(value.value)) : ''));
    return from && to && mergeChanges(removeEntry(source, from), replaceValue(source, to, texts));
  };
  if (isRepeated(name, first.value, last.value))
    return [
      fix(`Give both: \`${name}\` as a list, which docker gets one by one`, file, joined, true, 'unsafe'),
      fix(`Remove this \`${name}\`, which has no effect`, file, removal),
    ];
  const title = `Remove this \`${name}\`, which has no effect`;
  const alike = isAlike(first.value, last.value);
  const both = isBoth(name, first.value, last.value);
  // One that is empty may be the one that is being typed.
  const removals = isNull(first.value)
    ? [unsafeFix(title, file, removal)]
    : [
        fix(title, file, removal, isWithin(first.value, last.value) && alike && !both),
        ...(alike && !both ? [] : [fix(`Remove the later \`${name}\`: this one counts then`, file, removalOf(last))]),
      ];
  return [...(own && lost.length === own.length && lost.length ? [fix(`Merge the two \`${name}\``, file, merge)] : []), ...removals];
}

/** Options of docker that are given as often as one likes: both values were meant. */
const repeatable =
  /^(add-host|cap-(add|drop)|device|dns|env|expose|group-add|label|log-opt|mount|network-alias|publish|security-opt|sysctl|tmpfs|ulimit|volume)$/;

function isRepeated(name: string, first: Node, last: Node): boolean {
  return repeatable.test(name) && areTwo(first, last);
}

/** Keys that hold one thing, of which there may be several: how they are written. */
const several: Readonly<Record<string, string>> = {
  port: 'If both are meant, an accessory takes further ports under `options.publish`; else remove one of the two.',
  host: 'If both are meant, list them under `hosts`; else remove one of the two.',
};

function isBoth(name: string, first: Node, last: Node): boolean {
  return Object.hasOwn(several, name) && areTwo(first, last);
}

function areTwo(first: Node, last: Node): boolean {
  return [first, last].every((one) => one.kind === 'scalar' && one.value !== null) && !isSame(first, last);
}

function isSame(first: Node, last: Node): boolean {
  return first.kind === 'scalar' && last.kind === 'scalar' && first.value === last.value;
}

/** Does one have every key of the other, at every depth? Then nothing is lost that the later one does not say, too. */
function isWithin(node: Node, other: Node | undefined): boolean {
  return (
    node.kind !== 'map' ||
    (other?.kind === 'map' &&
      node.entries.every(({ key, value }) => {
        const there = other.entries.find((one) => isSame(one.key, key));
        return there !== undefined && isWithin(value, there.value);
      }))
  );
}

/** Is the value that counts of the same kind? A text replaced by a map, or by nothing, is a slip of which the first may be the right one. */
function isAlike(first: Node, last: Node): boolean {
  return first.kind === last.kind && !isNull(last);
}

function isNull(node: Node): boolean {
  return node.kind === 'scalar' && node.type === 'null';
}

function keysOf({ value }: Entry): string[] | undefined {
  return value.kind === 'map' ? value.entries.map(({ key }) => (key.kind === 'scalar' ? String(key.value) : '')) : undefined;
}
