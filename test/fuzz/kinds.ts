import { faultOf, type Case } from './case.ts';
import { faultOfEdits, whileTyping, type Edits } from './edits.ts';
import { mutated, randomOf } from './mutate.ts';
import { faultOfPair, type Pair } from './pair.ts';
import { faultOfWire, sentOf, type Wire } from './wire.ts';

/** A project of `test/real`: files by path. */
type Files = Readonly<Record<string, string>>;

/** What a fuzzer makes and a test tries again; where no kind is said it is `texts`. */
export type Fuzzed =
  | ({ readonly kind?: 'texts' } & Case)
  | ({ readonly kind: 'pair' } & Pair)
  | ({ readonly kind: 'edits' } & Edits)
  | ({ readonly kind: 'wire' } & Wire);

/**
 * Tries it.
 * @param seed where to ask
 * @returns the first thing that is wrong, in one line; undefined where all is well
 */
export function faultIn(one: Fuzzed, seed: number): Promise<string | undefined> {
  if (one.kind === 'pair') return Promise.resolve(faultOfPair(one));
  if (one.kind === 'wire') return faultOfWire(one);
  return one.kind === 'edits' ? faultOfEdits(one) : Promise.resolve(faultOf(one, randomOf(seed)));
}

/** A case for a seed: texts of one file, a project that changes, edits over the protocol, or messages that no good client sends. */
export function make(seed: number, projects: readonly Files[], deploys: readonly string[]): Fuzzed | undefined {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const chance = random();
  const files = pick(projects);
  if (chance < 0.2) return pairOf(files, pick(projects), random, deploys);
  const paths = Object.keys(files).filter(
    (file) => file.startsWith('config/deploy') || (random() < 0.1 && chance > 0.4 && file.startsWith('.kamal/secrets')),
  );
  if (paths.length === 0) return undefined;
  const path = pick(paths);
  // A file by another name is a base of its own where it is open, and only there.
  if (chance < 0.4 && /^config\/deploy(\..+)?\.yml$/.test(path)) return editsOf(files, path, random, deploys);
  if (chance > 0.9 && path === 'config/deploy.yml') {
    const text = random() < 0.3 ? mutated(files[path]!, random, deploys) : files[path]!;
    return {
      kind: 'wire',
      files: { ...files, [path]: text },
      path,
      sent: Array.from({ length: 1 + Math.floor(random() * 12) }, () => sentOf(path, text, random)),
    };
  }
  const texts: string[] = [];
  for (let text = files[path]!, times = 1 + Math.floor(random() * 8); times > 0; times--) {
    text = mutated(text, random, deploys);
    texts.push(text);
  }
  return { files, path, texts };
}

/** Mostly a project with a change in it, sometimes another project. */
function pairOf(files: Files, other: Files, random: () => number, deploys: readonly string[]): Fuzzed {
  const changed = Object.entries(random() < 0.1 ? other : files).map(([file, text]) => {
    let now = text;
    for (let times = file.startsWith('config/deploy') ? Math.floor(random() * 4) : 0; times > 0; times--)
      now = mutated(now, random, deploys);
    return [file, now] as const;
  });
  return { kind: 'pair', before: files, after: Object.fromEntries(changed) };
}

/** Each edit is the difference between two texts, so that edits are as wild as texts are. */
function editsOf(files: Files, path: string, random: () => number, deploys: readonly string[]): Fuzzed {
  let now = files[path]!;
  const edits = Array.from({ length: 2 + Math.floor(random() * 20) }, () => {
    const next = mutated(now, random, deploys);
    let from = 0;
    while (from < Math.min(now.length, next.length) && now[from] === next[from]) from++;
    let same = 0;
    while (same < Math.min(now.length, next.length) - from && now.at(-1 - same) === next.at(-1 - same)) same++;
    const edit = { from, to: now.length - same, insert: next.slice(from, next.length - same) };
    now = next;
    return random() < 0.5 ? { ...edit, asks: whileTyping[Math.floor(random() * whileTyping.length)]! } : edit;
  });
  return { kind: 'edits', files, path, text: files[path]!, edits };
}

/** Cases that are a little smaller, the smallest first: one of them may show the same. */
export function* smallerThan(one: Fuzzed): Generator<Fuzzed> {
  if (one.kind === 'edits') {
    // Offsets count from the text as it is by then, so that only the last edits and the other files can go.
    for (let kept = 1; kept < one.edits.length; kept++) yield { ...one, edits: one.edits.slice(0, kept) };
    if (Object.keys(one.files).length > 1) yield { ...one, files: {} };
    return;
  }
  if (one.kind === 'wire') {
    if (one.sent.length > 1) for (const sent of one.sent) yield { ...one, sent: [sent] };
    for (let index = 0; index < one.sent.length; index++) if (one.sent.length > 1) yield { ...one, sent: one.sent.toSpliced(index, 1) };
    if (Object.keys(one.files).length > 1) yield { ...one, files: { [one.path]: one.files[one.path]! } };
    return;
  }
  if (one.kind === 'pair') {
    for (const file of Object.keys(one.after)) {
      if (file === 'config/deploy.yml') continue;
      const { [file]: _before, ...before } = one.before;
      const { [file]: _after, ...after } = one.after;
      yield { ...one, before, after };
    }
    for (const side of ['before', 'after'] as const)
      for (const [file, text] of Object.entries(one[side]))
        for (const fewer of withFewerLines(text)) yield { ...one, [side]: { ...one[side], [file]: fewer } };
    return;
  }
  if (one.texts.length > 1) yield { ...one, texts: one.texts.slice(-1) };
  if (Object.keys(one.files).length > 0) yield { ...one, files: {} };
  for (const text of withFewerLines(one.texts.at(-1) ?? '')) yield { ...one, texts: [...one.texts.slice(0, -1), text] };
}

function* withFewerLines(text: string): Generator<string> {
  const lines = text.split('\n');
  for (let size = Math.min(16, lines.length >> 1); size >= 1; size >>= 1)
    for (let from = 0; from < lines.length; from += size) yield lines.toSpliced(from, size).join('\n');
}
