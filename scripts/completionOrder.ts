/**
 * Counts what people write where, for the order of completions: which keys stand in a map, which form a key's value has, which of the
 * values worth offering is written. Sources: the projects of test/real, each file ten times, and the accepted cases of test/kamal, each
 * once (they are made to try one thing each, so they know the places, and the projects the habits).
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { keyAt, sectionAt } from '../server/src/schema/index.ts';
import type { Node } from '../server/src/source/node.ts';
import { read } from '../server/src/source/read.ts';
import { cases, textsOf } from '../test/kamal/cases.ts';
import { root } from './run.mjs';

type Counts = Map<string, Map<string, number>>;

const projectWeight = 10;

/** Each deploy.yml and each destination, with how much it counts. */
function texts(): { text: string; weight: number; destination: boolean }[] {
  const real = path.join(root, 'test/real');
  const projects = readdirSync(real, { recursive: true, encoding: 'utf8' })
    .filter((file) => /config[\\/]deploy[^\\/]*\.yml$/.test(file))
    .sort()
    .map((file) => ({
      text: readFileSync(path.join(real, file), 'utf8'),
      weight: projectWeight,
      destination: /deploy[^.]*\.[^.]+\.yml$/.test(file),
    }));
  const accepted = cases().filter(({ kamal }) => kamal.accepts);
  const tried = accepted.flatMap((one) =>
    ['config/deploy.yml', ...(one.destination === undefined ? [] : [`config/deploy.${one.destination}.yml`])].flatMap((file, i) => {
      const text = textsOf(one).get(file);
      return typeof text === 'string' ? [{ text, weight: 1, destination: i > 0 }] : [];
    }),
  );
  return [...projects, ...tried];
}

/** The place of a path in the schema: what people name becomes `*`, items `0`. */
function placeOf(steps: readonly string[]): string {
  return steps.map((step, i) => (/^\d+$/.test(step) ? '0' : sectionAt(steps.slice(0, i))?.[step] ? step : '*')).join('.');
}

function count(counts: Counts, place: string, what: string, weight: number): void {
  const at = counts.get(place) ?? new Map<string, number>();
  counts.set(place, at.set(what, (at.get(what) ?? 0) + weight));
}

const keys: Counts = new Map();
const destinationKeys: Counts = new Map();
const forms: Counts = new Map();
const values: Counts = new Map();

function visit(node: Node, at: readonly string[], weight: number, into: Counts): void {
  const place = placeOf(at);
  if (at.length > 0 && keyAt(at)) {
    count(forms, place, node.kind === 'scalar' && node.type === 'null' ? 'none' : node.kind, weight);
    if (node.kind === 'scalar' && offered(at).includes(node.text)) count(values, place, node.text, weight);
  }
  if (node.kind === 'list') node.items.forEach((item, i) => visit(item, [...at, String(i)], weight, into));
  if (node.kind !== 'map') return;
  const section = sectionAt(at);
  for (const { key, value } of node.entries) {
    const name = key.kind === 'scalar' ? key.text : '';
    if ((section && Object.hasOwn(section, name)) || place === 'hooks_output') count(into, place, name, weight);
    if (name !== '') visit(value, [...at, name], weight, into);
  }
}

/** Values whose order is counted. */
function offered(at: readonly string[]): readonly string[] {
  return [...(keyAt(at)?.values ?? []), 'true', 'false'];
}

/** A count as a table in TypeScript, the most frequent first; those at one place only where there is a choice. */
function table(name: string, comment: string, counts: Counts, choice: (place: string) => boolean): string {
  const rows = [...counts]
    .filter(([place]) => choice(place))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([place, at]) => {
      const sorted = [...at].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
      return `  '${place}': { ${sorted.map(([what, times]) => `${/^[a-z_]+$/.test(what) ? what : JSON.stringify(what)}: ${times}`).join(', ')} },`;
    });
  return `/** ${comment} */\nexport const ${name}: Table = {\n${rows.join('\n')}\n};\n`;
}

/** The text of server/src/features/completion/counts.ts. */
export function countsFile(): string {
  for (const { text, weight, destination } of texts()) {
    const { root: node } = read('config/deploy.yml', text);
    if (node) visit(node, [], weight, destination ? destinationKeys : keys);
  }
  return [
    '// Written by `node scripts/order.mjs`: do not edit by hand. How it is counted is told in scripts/completionOrder.ts.',
    '',
    "/** By place in the schema (`*`: a name that people choose, `0`: a list's item): how often something was written there. */",
    'type Table = Readonly<Record<string, Readonly<Record<string, number>>>>;',
    '',
    table('keysWritten', 'The keys of a map; `` is the root.', keys, () => true),
    table('keysInDestinations', 'The keys of a map in the file of a destination.', destinationKeys, () => true),
    table('formsWritten', 'The forms of a value, where a key has several.', forms, (place) => (forms.get(place)?.size ?? 0) > 1),
    table('valuesWritten', 'The values that are worth offering.', values, (place) => (values.get(place)?.size ?? 0) > 1),
  ].join('\n');
}
