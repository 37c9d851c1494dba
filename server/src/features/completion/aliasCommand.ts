import { CompletionItemKind } from 'vscode-languageserver';
import { commands, type Path } from '../../schema/index.ts';
import { secretAdapters } from '../../schema/secretAdapters.ts';
import type { Cursor } from '../../source/cursor/cursor.ts';
import { literal, type Candidate } from './candidate.ts';
import { accessoriesOf, hostsSeen, rolesOf } from './names.ts';
import type { CompletionRequest } from './request.ts';

/** Does the command of an alias stand at this place? */
export function isAlias(path: Path): boolean {
  return path.length === 2 && path[0] === 'aliases';
}

/** What an alias of Kamal's stands for: first a command, then names behind the options that take them. */
export function aliasCandidates(request: CompletionRequest, cursor: Cursor): Candidate[] {
  const words = cursor.typed.split(/\s+/);
  // Several roles or hosts are parted by commas.
  const word = words.at(-1)!.split(',').at(-1)!;
  const behind = /^[^\s"',]*/.exec(request.text.slice(request.offset, cursor.to))![0].length;
  const range = { from: request.offset - word.length, to: request.offset + behind };
  const names = (kind: CompletionItemKind, all: readonly string[], detail?: string): Candidate[] =>
    all.map((text) => ({ label: text, kind, snippet: literal(text), range, closed: true, ...(detail === undefined ? {} : { detail }) }));
  if (words.length === 1)
    return Object.entries(commands).map(([name, purpose]) => ({
      label: name,
      kind: CompletionItemKind.Function,
      snippet: literal(name),
      range,
      detail: purpose,
      closed: true,
    }));
  const [first, second] = words;
  switch (words.at(-2)) {
    case '-d':
    case '--destination':
      return names(
        CompletionItemKind.Reference,
        request.destinations().map(({ name }) => name),
        'destination',
      );
    case '-r':
    case '--role':
    case '--roles':
      return names(CompletionItemKind.Reference, rolesOf(request), 'role');
    case '-h':
    case '--host':
    case '--hosts':
      return names(CompletionItemKind.Reference, hostsSeen(request), 'server');
    case '-a':
    case '--adapter':
      return first === 'secrets' && second === 'fetch'
        ? names(
            CompletionItemKind.EnumMember,
            secretAdapters.map(({ name }) => name),
            'password store',
          )
        : [];
    default:
      return first === 'accessory' && words.length === 3 ? names(CompletionItemKind.Reference, accessoriesOf(request), 'accessory') : [];
  }
}
