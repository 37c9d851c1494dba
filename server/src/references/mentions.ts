import { layerOf } from '../config/config.ts';
import type { ConfigEntry, ScalarValue, UnknownValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Chunk } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { anchorMentions } from './anchors.ts';
import { isPattern } from './command.ts';
import type { Mention } from './mention.ts';
import { places, type NameInText, type Place } from './places.ts';
import { placeIn } from './words.ts';

/**
 * Every name in one deploy.yml or destination's file, read by itself, in file order, anchors after the rest. What an alias brings stands where it
 * is written, once. Worked out for each root section that changed, and only when somebody asks.
 */
export const mentionsIn = memoize((source: Source): readonly Mention[] => {
  const { document } = layerOf(source);
  const found = document ? below(document, places) : [];
  return once([...found, ...anchorMentions(source)]);
});

/** What stands below a value stays with it: sections that were not touched keep theirs from one version of the file to the next. */
const belowAt = memoize((place: Place, value: Value): readonly Mention[] => [...read(value, place)]);

function below(value: Value, place: Place): readonly Mention[] {
  return belowAt(place, value);
}

function* read(value: Value, place: Place): Iterable<Mention> {
  if (value.kind === 'scalar' && place.text) for (const name of place.text(value)) yield inScalar(name, value);
  if (value.kind === 'unknown' && place.text) yield* aroundErb(value, place.text);
  if (value.kind === 'list' && place.items) for (const item of value.items) yield* below(item, place.items);
  if (value.kind !== 'map') return;
  for (const top of value.entries.values()) {
    // Of two equal keys the last one counts; both are called by the name.
    for (let entry: ConfigEntry | undefined = top; entry; entry = entry.shadows) yield* inEntry(entry, place);
  }
}

function* inEntry({ name, key, keyType, value, conditional }: ConfigEntry, { keys, each }: Place): Iterable<Mention> {
  const next = keys && Object.hasOwn(keys, name) ? keys[name] : each?.below;
  if (!next) return;
  const own = keys && Object.hasOwn(keys, name);
  if (each && !own && keyType === 'string' && key.kind === 'scalar') {
    const within = { scalar: key, from: 0, to: name.length };
    const at = placeIn(key, { text: name, from: 0, to: name.length }) ?? key.at;
    yield { kind: each.names, name, at, defines: true, sure: !conditional, within };
  }
  if (next.listIs !== undefined && value.kind === 'list')
    yield { kind: 'role', name: next.listIs, at: key.at, defines: true, sure: !conditional && !value.conditional, implied: true };
  yield* below(value, next);
}

function inScalar({ kind, word, defines, keepsVariable }: NameInText, { node, at, conditional }: ScalarValue): Mention {
  const common = { kind, name: word.text, defines, ...(keepsVariable ? { keepsVariable } : {}) };
  // The default of `ENV.fetch`: written in Ruby, and only what Kamal reads unless the shell says otherwise.
  if (node.kind !== 'scalar' || node.fallback) return { ...common, at, sure: false };
  const pattern = (kind === 'role' || kind === 'host') && !defines && isPattern(word.text);
  const written = placeIn(node, word);
  // Several lines of a block are no text that could be written anew.
  const within = written || node.style !== 'block' ? { within: { scalar: node, from: word.from, to: word.to } } : {};
  return { ...common, at: written ?? at, sure: !conditional, ...within, ...(pattern ? { pattern } : {}) };
}

/** Stands for a character that ERB prints, or may: no name is made of it. */
const printed = '\u0001';

/** Names that stand as text beside ERB, in one line and without escapes: `app logs -r web <%= options %>`. */
function* aroundErb({ node, at, conditional }: UnknownValue, text: NonNullable<Place['text']>): Iterable<Mention> {
  const written = at.chunk.text.slice(at.from, at.to);
  const quote = /^["']/.exec(written)?.[0] ?? '';
  if (node.kind !== 'unknown' || node.why !== 'erb' || !written.includes('<%') || /[\r\n\\]/.test(written)) return;
  const string = written
    .slice(quote.length, written.length - quote.length)
    .replace(/<%(?:(?!<%).)*?%>/g, (tag) => printed.repeat(tag.length));
  const scalar: ScalarValue = { kind: 'scalar', type: 'string', value: string, string, node, at, conditional };
  for (const { kind, word, defines } of text(scalar)) {
    if (word.text.includes(printed)) continue;
    const from = at.from + quote.length + word.from;
    yield { kind, name: word.text, at: { chunk: at.chunk, from, to: from + word.text.length }, defines, sure: false, bare: true };
  }
}

/** An anchored value stands where it is written, however many aliases lead there. */
function once(mentions: readonly Mention[]): Mention[] {
  const seen = new Map<Chunk, Set<string>>();
  return mentions.filter(({ kind, at: { chunk, from } }) => {
    const there = seen.get(chunk) ?? new Set();
    seen.set(chunk, there);
    const id = `${kind} ${from}`;
    return !there.has(id) && there.add(id);
  });
}
