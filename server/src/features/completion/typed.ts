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
    return begins(candidate, typed);
  });
}

/**
 * May an editor go on by itself, leaving out what no longer fits? Where nothing else may stand, and no one holds the letters of another in
 * their order, for that is how editors compare. Then the last letter closes the list at once, and Enter right behind it breaks the line;
 * otherwise the list stays until the server has answered.
 */
export function isSettled(candidates: readonly Candidate[]): boolean {
  const texts = candidates.map(textOf);
  return candidates.every(({ closed }) => closed) && texts.every((one) => texts.every((other) => one === other || !holds(one, other)));
}

/** What a person types to get a candidate. */
export function textOf({ filter, label }: Candidate): string {
  return filter ?? label;
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
  return !candidate.closed && text.length - typed.length < (isAddress.test(text) ? 2 : 3);
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
