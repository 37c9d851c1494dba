import type { Analysis } from '../project/analysis.ts';
import type { Edits, TextChange, Texts } from '../rules/rule.ts';
import { Pieces } from './pieces.ts';
import type { Shown } from './shown.ts';

/** Enough for fixes that uncover further findings, and an end for two that undo each other. */
const rounds = 10;

/** One state of the project while it is being repaired in memory. */
export interface Round {
  readonly analysis: Analysis;
  readonly shown: ReadonlyMap<string, readonly Shown[]>;
  readonly texts: Texts;
}

/**
 * All preferred fixes of one file's findings, in the order of the text, until none is left or ten rounds have passed.
 * @param reread judges the project again with other texts in the place of some of its files
 * @returns changes of the texts as they are at first; undefined when there is nothing to repair
 */
export function fixAll(first: Round, file: string, reread: (texts: ReadonlyMap<string, string>) => Round): Edits | undefined {
  const repaired = new Map<string, Pieces>();
  let round = first;
  for (let count = 0; count < rounds; count++) {
    const changes = preferredChanges(round, file);
    if (changes.size === 0) break;
    for (const [path, list] of changes) {
      const pieces = repaired.get(path) ?? new Pieces(first.texts.source(path)?.text ?? '');
      repaired.set(path, pieces);
      pieces.apply(list);
    }
    round = reread(new Map([...repaired].map(([path, pieces]) => [path, pieces.text])));
  }
  const edits = new Map([...repaired].map(([path, pieces]) => [path, pieces.changes()] as const).filter(([, list]) => list.length > 0));
  return edits.size > 0 ? edits : undefined;
}

/** The preferred fixes that can be made together: in the order of the text, leaving out those that overlap an earlier one. */
function preferredChanges({ shown, texts }: Round, file: string): Map<string, TextChange[]> {
  const taken = new Map<string, TextChange[]>();
  for (const { finding } of shown.get(file) ?? []) {
    const edits = finding.fixes.find((fix) => fix.preferred)?.edits(texts);
    if (!edits || overlaps(edits, taken)) continue;
    for (const [path, changes] of edits) taken.set(path, [...(taken.get(path) ?? []), ...changes]);
  }
  return taken;
}

/** Touching counts as overlapping: two insertions at one place have no order. */
function overlaps(edits: Edits, taken: ReadonlyMap<string, readonly TextChange[]>): boolean {
  return [...edits].some(([path, changes]) => changes.some((a) => taken.get(path)?.some((b) => a.from <= b.to && b.from <= a.to)));
}
