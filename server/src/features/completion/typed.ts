import { CompletionItemKind } from 'vscode-languageserver';
import type { Cursor } from '../../source/cursor/cursor.ts';
import type { Candidate } from './candidate.ts';
import type { CompletionRequest } from './request.ts';

/**
 * What begins with the word that is typed. Editors accept the first one on Enter: so nothing is offered behind a value that is complete,
 * though another begins with it (`web`, `web2`), and nothing that is merely like what is typed.
 */
export function whileTyping({ offset, text }: CompletionRequest, cursor: Cursor, candidates: readonly Candidate[]): Candidate[] {
  return candidates.filter((candidate) => {
    const typed = candidate.range ? text.slice(candidate.range.from, offset) : cursor.typed;
    const atEnd = offset === (candidate.range ?? cursor).to;
    if (atEnd && typed !== '' && cursor.expects === 'value' && (isComplete(typed, candidates) || isNear(typed, candidate))) return false;
    return begins(candidate, typed) || (textOf(candidate) === typed && isKeyAlone(candidate, cursor));
  });
}

/**
 * May an editor go on by itself, leaving out what no longer fits? Where nothing else may stand, or a colon comes that it must not be asked behind, and
 * none is like another.
 */
export function isSettled(candidates: readonly Candidate[], apart: boolean): boolean {
  return apart && candidates.every((one) => one.closed || isAddress.test(textOf(one)) || colonIn(one) > 0);
}

/**
 * Does none hold the letters of another in their order, for that is how editors compare? Then the last letters close the list at once, and Enter right
 * behind them breaks the line; otherwise the list stays until the server has answered.
 */
export function areApart(candidates: readonly Candidate[]): boolean {
  const texts = candidates.map(textOf);
  return texts.every((one) => texts.every((other) => one === other || !holds(one, other)));
}

/** What a person types to get a candidate. */
export function textOf({ filter, label }: Candidate): string {
  return filter ?? label;
}

/** What is known of a list as a whole. */
export interface ListOfCandidates {
  /** As `areApart`. */
  readonly apart: boolean;
  /** As `isSettled`. */
  readonly settled: boolean;
}

/**
 * What an editor compares with the word that is typed, letter by letter, while the list is open. The whole word must no longer fit it: else
 * Enter behind a complete value would take it once more, in place of breaking the line. Nor do the last letters
 * of an open value, behind which the server offers it no longer: its answer may come late.
 */
export function comparedText(candidate: Candidate, { expects }: Cursor, { apart, settled }: ListOfCandidates): string {
  const text = textOf(candidate);
  if (isAddress.test(text)) return text.slice(0, text.lastIndexOf('.') + 1);
  const colon = colonIn(candidate);
  if (colon > 0) return text.slice(0, Math.max(1, colon - beforeColon));
  if (!apart || (expects === 'key' && !settled)) return text;
  return text.slice(0, Math.max(1, text.length - (candidate.closed ? 1 : nearness(candidate) - 1)));
}

/** A key of Kamal's that only lacks its colon, where nothing but a key may stand: Enter never comes behind it. */
function isKeyAlone({ kind }: Candidate, { expects, path, has }: Cursor): boolean {
  return expects === 'key' && kind === CompletionItemKind.Property && has === 'nothing' && !/^\d+$/.test(path.at(-1) ?? '');
}

/** A value that stands for itself: one of those that are known, or a whole address, which another address may begin with. */
function isComplete(typed: string, candidates: readonly Candidate[]): boolean {
  const lower = typed.toLowerCase();
  // A host before its port is one, too.
  const stands = candidates.some(({ label }) => label.toLowerCase() === lower || label.startsWith(`${typed}:`));
  return stands || isAddress.test(typed);
}

/** The last letters of a name are typed as fast as they are taken, and the list should be gone before Enter is pressed. */
function isNear(typed: string, candidate: Candidate): boolean {
  const text = textOf(candidate);
  const colon = colonIn(candidate);
  if (colon > 0) return typed !== '' && colon - typed.length < beforeColon;
  return !candidate.closed && !isAddress.test(text) && text.length - typed.length < nearness(candidate);
}

/**
 * A value with a port or a tag is not offered any longer so many letters before its colon: there VS Code begins a new word, takes over the list that is
 * on the screen, and asks for no other. So it has to be gone by then, by the letters alone.
 */
const beforeColon = 4;

/** Where the colon of an open value is; -1: there is none. */
function colonIn(candidate: Candidate): number {
  return candidate.closed ? -1 : textOf(candidate).indexOf(':');
}

/** With fewer letters left to type an open name is offered no longer; a path has a slash to begin anew at. */
function nearness({ kind }: Candidate): number {
  return kind === CompletionItemKind.File || kind === CompletionItemKind.Folder ? 2 : 3;
}

const isAddress = /^\d+\.\d+\.\d+\.\d+$/;

/** A piece is found by any of its words, everything else by its beginning. */
function begins(candidate: Candidate, typed: string): boolean {
  const text = textOf(candidate).toLowerCase();
  const lower = typed.toLowerCase();
  if (text === lower) return textOf(candidate) !== typed;
  return text.startsWith(lower) || (candidate.kind === CompletionItemKind.Snippet && text.includes(` ${lower}`));
}

/** Do all letters of a word stand in a text, in their order? */
function holds(text: string, word: string): boolean {
  let at = 0;
  for (const letter of word) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
