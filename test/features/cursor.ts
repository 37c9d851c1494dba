import type { Position } from 'vscode-languageserver';
import { file, filesIn } from './project.ts';

/** A project in one text with a `|` at the cursor; the text of its file is given without it. */
export function atCursor(marked: string): { readonly texts: Map<string, string>; readonly file: string; readonly position: Position } {
  const texts = filesIn(marked);
  for (const [path, text] of texts) {
    const offset = text.indexOf('|');
    if (offset < 0) continue;
    const before = text.slice(0, offset).split('\n');
    texts.set(path, text.slice(0, offset) + text.slice(offset + 1));
    return { texts, file: path, position: { line: before.length - 1, character: before.at(-1)!.length } };
  }
  throw new Error(`No cursor in ${file}`);
}
