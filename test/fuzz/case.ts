import { isDeepStrictEqual } from 'node:util';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import { answer } from '../../server/src/server/answering.ts';
import { requests } from '../../server/src/server/requests.ts';
import { ask } from '../server/asking.ts';
import { serve, type Served } from '../server/project.ts';
import { leak, outside, timed } from './answers.ts';

/** Texts of one file, one after the other, beside other files; small enough to be kept and read. */
export interface Case {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly texts: readonly string[];
}

/**
 * Types the texts one after the other, and asks every request at some places after each.
 * @param random from 0 to 1: where to ask
 * @returns the first thing that is wrong, in one line; undefined where all is well
 */
export function faultOf({ files, path, texts }: Case, random: () => number): string | undefined {
  let asked = 'opening';
  try {
    const served = serve(new Map(Object.entries(files)));
    for (const text of texts) {
      asked = 'typing';
      served.type(path, text);
      const shown = timed(() => published(served, path));
      if (typeof shown === 'string') return shown;
      const wrong = outside(own(shown, served.uri(path)), text) ?? leak(shown, text) ?? stale(files, path, text, shown);
      if (wrong) return `diagnostics: ${wrong}`;
      const document = TextDocument.create('file:///x', 'kamal', 1, text);
      for (const request of requests) {
        asked = request.type.method;
        const position = document.positionAt(Math.floor(random() * (text.length + 1)));
        const given = timed(() => ask(served, request, path, position));
        const fault = typeof given === 'string' ? given : asked === 'kamal/plan' ? undefined : outside(own(given, served.uri(path)), text);
        const told = leak(given, text);
        if (told) return `${asked}: ${told}`;
        if (fault) return `${asked} at ${position.line}:${position.character}: ${fault}`;
      }
      asked = 'a fix';
      const broken = fixed(served, path, text);
      if (broken) return broken;
    }
    return served.logged.length > 0 ? `logged: ${served.logged[0]!.split('\n').slice(0, 3).join(' ')}` : undefined;
  } catch (error) {
    return `${asked}: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error)}`;
  }
}

/** What is shown of a file as it stands. */
export function published({ project }: Served, path: string): unknown[] {
  const analysis = project.ours(path);
  return analysis ? diagnostics(analysis, project.shown(analysis).get(path) ?? [], project.uriOf) : [];
}

/** Of an answer what is about this file. */
function own(answer: unknown, uri: string): unknown {
  if (Array.isArray(answer)) return answer.map((one) => own(one, uri));
  if (typeof answer !== 'object' || answer === null) return answer;
  // A picture of an older text, and it says so.
  if ('stale' in answer) return undefined;
  const about =
    (answer as { uri?: unknown; textDocument?: { uri?: unknown } }).uri ??
    (answer as { textDocument?: { uri?: unknown } }).textDocument?.uri;
  if (about !== undefined && about !== uri) return undefined;
  return Object.fromEntries(
    Object.entries(answer).flatMap(([key, value]) => (key.startsWith('file:') && key !== uri ? [] : [[key, own(value, uri)]])),
  );
}

/** The same text in a project that has seen no other must say the same. */
function stale(files: Case['files'], path: string, text: string, shown: unknown): string | undefined {
  const fresh = serve(new Map(Object.entries(files)));
  fresh.type(path, text);
  const anew = published(fresh, path);
  return isDeepStrictEqual(anew, shown)
    ? undefined
    : `another answer than a fresh project gives: ${JSON.stringify(anew).length} and ${JSON.stringify(shown).length} characters`;
}

/** Makes the fix of everything, and reads the result. */
function fixed(served: Served, path: string, text: string): string | undefined {
  const request = requests.find(({ type }) => type.method === 'textDocument/codeAction')!;
  const { lineCount } = TextDocument.create('file:///x', 'kamal', 1, text);
  const everything = { start: { line: 0, character: 0 }, end: { line: lineCount, character: 0 } };
  const params = { textDocument: { uri: served.uri(path) }, range: everything, context: { diagnostics: [], only: ['quickfix'] } };
  const actions = (answer(served.around, request, params as never) ?? []) as {
    title: string;
    edit?: { documentChanges?: { textDocument?: { uri: string }; edits?: TextEdit[] }[] };
  }[];
  for (const { title, edit } of actions.slice(0, 20)) {
    if (leak(title, text)) return `a secret is repeated in a title: ${title}`;
    const edits = (edit?.documentChanges ?? []).flatMap(({ textDocument, edits: list }) =>
      textDocument?.uri === served.uri(path) ? (list ?? []) : [],
    );
    const wrong = outside(edits, text);
    if (wrong) return `the fix "${title}": ${wrong}`;
    const after = TextDocument.applyEdits(TextDocument.create('file:///x', 'kamal', 1, text), edits);
    served.type(path, after);
    published(served, path);
  }
  served.type(path, text);
  return undefined;
}
