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
    if (atEnd && typed !== '' && cursor.expects === 'value' && isComplete(typed, candidates)) return false;
    return begins(candidate, typed) || (textOf(candidate) === typed && isKeyAlone(candidate, cursor));
  });
}

/** What a person types to get a candidate. */
export function textOf({ filter, label }: Candidate): string {
  return filter ?? label;
}

/**
 * What an editor compares with the word that is typed while a list of values is open: letter by letter, and without asking the server. So that
 * Enter behind a whole word breaks the line, however late an answer comes, the word must no longer fit then: the text is cut before its last
 * letter, where other words are as good in its middle, and before it holds the letters of another value, which may be the one that is typed.
 * @param typed the word so far, which must fit
 */
export function comparedText(candidate: Candidate, typed: string, others: readonly Candidate[]): string {
  const text = textOf(candidate);
  let end = candidate.closed ? text.length - 1 : Math.floor(text.length / 2);
  const colon = text.indexOf(':');
  if (isAddress.test(text)) end = text.lastIndexOf('.') + 1;
  else {
    if (colon > 0) end = Math.min(end, colon);
    for (const other of others) {
      const word = textOf(other);
      if (word !== text) while (end > 0 && holds(text.slice(0, end), word)) end--;
    }
  }
  return text.slice(0, Math.max(end, typed.length, 1));
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
