import { commentsIn } from '../edit/index.ts';
import type { Analysis } from '../project/analysis.ts';
import type { Finding } from '../rules/rule.ts';
import type { Edits, Fix, TextChange, Texts } from '../edit/change.ts';
import { ComposedEdit } from '../edit/composedEdit.ts';
import type { Source } from '../source/source.ts';
import type { PresentedFinding } from './presented.ts';

/** Enough for fixes that uncover further findings, and an end for two that undo each other. */
const rounds = 10;

/** One state of the project while it is being repaired in memory. */
export interface Round {
  readonly analysis: Analysis;
  readonly shown: ReadonlyMap<string, readonly PresentedFinding[]>;
  readonly texts: Texts;
}

/** What "fix all" is about. */
export interface Scope {
  /** Are the findings that stand in this file to be repaired? */
  repairs(file: string): boolean;
  /** May a fix change, or create, this file? A fix that would change another one is left out as a whole. */
  mayChange(file: string): boolean;
  /** Fixes that take something away or invent a value are made as well: only where a person asked for that. */
  readonly unsafe?: boolean;
}

/** A fix that was made, and the finding that it was for, as it was before. */
export interface Made {
  readonly shown: PresentedFinding;
  readonly fix: Fix;
  /** The files that it changed. */
  readonly files: readonly string[];
}

export interface Repair {
  /** Changes of the texts as they are at first. */
  readonly edits: Edits;
  /** The files that are then different, whole. */
  readonly texts: ReadonlyMap<string, string>;
  /** In the order in which they were made. */
  readonly made: readonly Made[];
}

/**
 * All safe preferred fixes, in the order of the text, until none is left or ten rounds have passed. What would do harm is not done, such as
 * two fixes that make equal what must differ: one more finding that Kamal refuses or that is an error, a text that cannot be read,
 * a comment swallowed.
 * @param reread judges the project again with other texts in the place of some of its files
 * @returns undefined when there is nothing to repair
 */
export function fixAll(first: Round, scope: Scope, reread: (texts: ReadonlyMap<string, string>) => Round): Repair | undefined {
  let state: State = { round: first, repaired: new Map(), made: [] };
  const tried = (made: readonly Ready[]): State | undefined => {
    const changes = together(made);
    const repaired = new Map(state.repaired);
    for (const [path, list] of changes) {
      repaired.set(path, (repaired.get(path) ?? ComposedEdit.of(first.texts.source(path)?.text ?? '')).with(list));
    }
    const round = reread(new Map([...repaired].map(([path, pieces]) => [path, pieces.text])));
    return harms(state.round, round, changes) ? undefined : { round, repaired, made: [...state.made, ...made] };
  };
  for (let count = 0; count < rounds; count++) {
    const ready = preferred(state.round, scope);
    const next = ready.length > 0 ? most(ready, none, tried).state : undefined;
    if (!next) break;
    state = next;
  }
  const edits = new Map<string, TextChange[]>();
  const texts = new Map<string, string>();
  for (const [path, pieces] of state.repaired) {
    const changes = pieces.changes();
    if (changes.length === 0) continue;
    edits.set(path, changes);
    texts.set(path, pieces.text);
  }
  return edits.size > 0 ? { edits, texts, made: state.made } : undefined;
}

interface State {
  readonly round: Round;
  readonly repaired: ReadonlyMap<string, ComposedEdit>;
  readonly made: readonly Made[];
}

/** A fix that can be made now. */
interface Ready extends Made {
  readonly edits: Edits;
}

/** Fixes that do no harm together, and the project after them. */
interface Kept {
  readonly made: readonly Ready[];
  readonly state?: State;
}

const none: Kept = { made: [] };

/** All fixes, or where they do harm, those of each half that do none with those kept so far: a few that harm cost few judgements. */
function most(ready: readonly Ready[], kept: Kept, tried: (made: readonly Ready[]) => State | undefined): Kept {
  const made = [...kept.made, ...ready];
  const state = tried(made);
  if (state) return { made, state };
  if (ready.length === 1) return kept;
  const half = ready.length >> 1;
  return most(ready.slice(half), most(ready.slice(0, half), kept, tried), tried);
}

/** The preferred fixes that can be made together: in the order of the text, leaving out those that overlap an earlier one. */
function preferred({ shown, texts }: Round, scope: Scope): Ready[] {
  const ready: Ready[] = [];
  const taken = new Map<string, TextChange[]>();
  const inScope = [...shown].flatMap(([file, list]) => (scope.repairs(file) ? list : []));
  for (const one of inScope) {
    const fix = one.finding.fixes.find(({ preferred, safety }) => preferred && (scope.unsafe || safety === 'safe'));
    const edits = fix?.edits(texts);
    if (!fix || !edits || ![...edits.keys()].every(scope.mayChange) || overlaps(edits, taken)) continue;
    add(taken, edits);
    ready.push({ shown: one, fix, files: [...edits.keys()], edits });
  }
  return ready;
}

function together(ready: readonly Ready[]): Map<string, TextChange[]> {
  const changes = new Map<string, TextChange[]>();
  for (const { edits } of ready) add(changes, edits);
  return changes;
}

function add(changes: Map<string, TextChange[]>, edits: Edits): void {
  for (const [path, list] of edits) {
    const there = changes.get(path) ?? [];
    changes.set(path, there);
    there.push(...list);
  }
}

/** Touching counts as overlapping: two insertions at one place have no order, unless each appends lines to a list of lines. */
function overlaps(edits: Edits, taken: ReadonlyMap<string, readonly TextChange[]>): boolean {
  return [...edits].some(([path, changes]) => changes.some((a) => taken.get(path)?.some((b) => touch(a, b) && !areLines(a, b))));
}

const touch = (a: TextChange, b: TextChange): boolean => a.from <= b.to && b.from <= a.to;

/** Such as the secrets that several findings declare at the end of `.kamal/secrets`. */
function areLines(a: TextChange, b: TextChange): boolean {
  const line = ({ from, to, text }: TextChange): boolean => from === to && /^\S.*\n$/.test(text);
  return line(a) && line(b) && a.text !== b.text;
}

function harms(before: Round, after: Round, changes: Edits): boolean {
  const refused = ({ analysis }: Round): number =>
    count(
      analysis.deployments.flatMap(({ findings }) => findings),
      isRefused,
    );
  const errors = ({ shown }: Round): number => count([...shown.values()].flat(), ({ severity }) => severity === 'error');
  return (
    refused(after) > refused(before) ||
    errors(after) > errors(before) ||
    [...changes].some(
      ([file, list]) => isWorse(before.texts.source(file), after.texts.source(file)) || losesComment(file, list, before, after),
    )
  );
}

/** Can more of a file not be read than before? */
function isWorse(before: Source | undefined, after: Source | undefined): boolean {
  return after !== undefined && (after.unreadable || after.problems.length > (before?.problems.length ?? 0));
}

const isRefused = ({ refused }: Finding): boolean => refused;

/** Is a comment that no change touches no comment any more, such as one that has become part of a value? */
function losesComment(file: string, changes: readonly TextChange[], before: Round, after: Round): boolean {
  const left = new Map<string, number>();
  for (const text of commentTexts(file, after, [])) left.set(text, (left.get(text) ?? 0) + 1);
  return commentTexts(file, before, changes).some((text) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count === 0;
  });
}

function commentTexts(file: string, { texts }: Round, removed: readonly TextChange[]): string[] {
  const source = texts.source(file);
  if (!source?.text.includes('#')) return [];
  const kept = commentsIn(source).filter(({ from, to }) => !removed.some((change) => change.from < to && from < change.to));
  return kept.map(({ from, to }) => source.text.slice(from, to));
}

function count<T>(list: readonly T[], counts: (one: T) => boolean): number {
  return list.filter(counts).length;
}
