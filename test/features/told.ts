// What an editor is told of one file beyond what it shows: what can be done with it, and what belongs together. For `whole.test.ts`.
import type { CodeAction, Location, Position, Range, WorkspaceEdit } from 'vscode-languageserver';
import { codeActions } from '../../server/src/features/codeActions.ts';
import { documentHighlight } from '../../server/src/features/documentHighlight.ts';
import type { EditHost } from '../../server/src/features/edit.ts';
import { formatting } from '../../server/src/features/formatting.ts';
import { linkedEditing } from '../../server/src/features/linkedEditing.ts';
import type { NamesAsked } from '../../server/src/features/naming.ts';
import { prepareRename, rename } from '../../server/src/features/rename.ts';
import { selectionRanges } from '../../server/src/features/selectionRange.ts';
import { semanticTokens, tokensLegend } from '../../server/src/features/semanticTokens.ts';
import type { Round } from '../../server/src/report/fixAll.ts';
import type { Source } from '../../server/src/source/source.ts';
import { roundOf, uriOf } from './project.ts';

export interface Word {
  readonly word: string;
  readonly position: Position;
}

/** `3:5-9`, `3:5-4:1`: lines and characters from 1. */
export function inWords({ start, end }: Range): string {
  return `${start.line + 1}:${start.character + 1}-${end.line === start.line ? '' : `${end.line + 1}:`}${end.character + 1}`;
}

export const placeOf = ({ uri, range }: Location): string => `${uri.slice(uriOf('').length)}:${inWords(range)}`;

export const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`.trimEnd());

/** What is said at many places is told at the first. */
export function once(all: readonly (readonly [place: string, told: string])[]): string[] {
  const first = new Map<string, string>();
  for (const [place, told] of all) if (told && !first.has(told)) first.set(told, place);
  return [...first].flatMap(([told, place]) => [place, ...indented(told.split('\n'))]);
}

/** Clients that can do everything, and nothing. */
function hostsOf({ texts }: Round): EditHost[] {
  return [true, false].map((able) => ({
    texts,
    uriOf,
    versionOf: (file) => (file === 'config/deploy.yml' ? 7 : null),
    documentChanges: able,
    createFiles: able,
    annotations: able,
    snippets: able,
  }));
}

function editTold({ documentChanges = [], changes = {}, changeAnnotations }: WorkspaceEdit): string[] {
  return [
    ...documentChanges.flatMap((change) => {
      if (!('textDocument' in change)) return [`${change.kind} ${JSON.stringify(change)}`];
      const { textDocument, edits } = change;
      return [
        `in ${textDocument.uri.slice(uriOf('').length)} ${String(textDocument.version)}`,
        ...edits.map(({ range, ...text }) => `  ${inWords(range)} ${JSON.stringify(Object.values(text))}`),
      ];
    }),
    ...Object.entries(changes).flatMap(([uri, edits]) =>
      edits.map((edit) => `${placeOf({ uri, range: edit.range })} ${JSON.stringify(edit.newText)}`),
    ),
    ...Object.values(changeAnnotations ?? {}).map(({ label, description }) => `${label}: ${description}`),
  ];
}

/** Each action with what it writes; where each begins and ends to be offered; and what a client gets that can do little. */
function actions(round: ReturnType<typeof roundOf>, file: string): string[] {
  const [able, poor] = hostsOf(round) as [EditHost, EditHost];
  const source = round.analysis.sources.get(file)!;
  const of = (range: Range, host = able, only?: string[]): CodeAction[] =>
    codeActions(round, file, range, only ? { only } : {}, host, (texts) => roundOf(new Map([...textsIn(round), ...texts])));
  const all = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
  const shown = (list: readonly CodeAction[]): string[] =>
    list.flatMap(({ title, kind, isPreferred, diagnostics = [], edit }) => [
      `${title} (${kind}${isPreferred ? ', preferred' : ''})${diagnostics.map(({ code, range }) => ` ${code} ${inWords(range)}`).join()}`,
      ...indented(editTold(edit!)),
    ]);
  const at = (offset: number): number => {
    const position = source.position(Math.max(0, offset));
    return of({ start: position, end: position }).length;
  };
  const edges = (round.shown.get(file) ?? []).map(({ finding, span: { from, to } }) =>
    [finding.rule, ...[from - 1, from, to, to + 1].map(at)].join(' '),
  );
  return [
    ...shown(of(all)),
    'on request:',
    ...indented([...shown(of(all, able, ['source'])), ...shown(of(all, able, ['source.fixAll.kamal.more', 'refactor']))]),
    'for a client that can do little:',
    ...indented([...shown(of(all, poor)), ...shown(of(all, poor, ['source.fixAll']))]),
    'how many before, at the beginning, at the end and behind:',
    ...indented(edges),
  ];
}

function textsIn({ analysis }: Round): [string, string][] {
  return [...analysis.sources].map(([file, { text }]) => [file, text]);
}

function colours(source: Source): string[] {
  const { data } = semanticTokens(source);
  let position = { line: 0, character: 0 };
  return Array.from({ length: data.length / 5 }, (_, index) => {
    const [down, right, length, type, modifiers] = data.slice(5 * index, 5 * index + 5) as [number, number, number, number, number];
    position = { line: position.line + down, character: down > 0 ? right : position.character + right };
    const range = { start: position, end: { ...position, character: position.character + length } };
    return `${inWords(range)} ${tokensLegend.tokenTypes[type]}${modifiers > 0 ? ` ${tokensLegend.tokenModifiers[modifiers - 1]}` : ''}`;
  });
}

function selected(source: Source, position: Position): string {
  const found: string[] = [];
  for (let one = selectionRanges(source, [position])[0]; one; one = one.parent) found.push(inWords(one.range));
  return found.join(' < ');
}

/** Another name for what stands at a word, or why it cannot have one. */
function renamed(asked: NamesAsked, host: EditHost, file: string, position: Position): string {
  const said: string[] = [];
  const tried = (to: string): string[] => {
    try {
      const edit = rename(asked, file, position, to, host, (message) => said.push(message));
      return edit ? editTold(edit) : [];
    } catch (error) {
      return [(error as Error).message];
    }
  };
  try {
    const found = prepareRename(asked, file, position);
    return found ? [`${found.placeholder} ${inWords(found.range)}`, ...tried('new_1'), ...tried('No, never'), ...said].join('\n') : '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** Titles with the lines that are told below them. */
export function acts(
  round: ReturnType<typeof roundOf>,
  asked: NamesAsked,
  file: string,
  source: Source,
  words: readonly Word[],
): [string, string[]][] {
  const [able] = hostsOf(round) as [EditHost];
  const each = (say: (position: Position) => string): string[] => once(words.map(({ word, position }) => [word, say(position)] as const));
  return [
    [`${file}: actions`, actions(round, file)],
    [`${file}: colours`, colours(source)],
    [`${file}: selected`, each((position) => selected(source, position))],
    [
      `${file}: highlighted`,
      each((position) => (documentHighlight(asked, file, position) ?? []).map(({ range, kind }) => `${inWords(range)} ${kind}`).join('\n')),
    ],
    [
      `${file}: typed as one`,
      each((position) => {
        const { ranges = [], wordPattern = '' } = linkedEditing(asked, file, position) ?? {};
        return [...ranges.map(inWords), wordPattern].join(' ').trim();
      }),
    ],
    [`${file}: renamed`, each((position) => renamed(asked, able, file, position))],
    [`${file}: formatted`, formatting(source).map(({ range, newText }) => `${inWords(range)} ${JSON.stringify(newText)}`)],
  ];
}
