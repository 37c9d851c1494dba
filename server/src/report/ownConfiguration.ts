import type { Edits, Fix, Texts } from '../edit/change.ts';
import { CannotEdit, insertItem, insertRootEntry, placeAt, scalarText } from '../edit/index.ts';
import { lintFile } from '../project/lint.ts';
import { read } from '../source/read.ts';

/**
 * For what is wrong only because a file is laid over the base: says in `.kamal/lint.yml` that it is a configuration of its own, which is
 * deployed with `-c`.
 */
export function sayOwnConfiguration(file: string): Fix {
  return {
    title: `Judge ${file} by itself, as a configuration for \`-c\`: say so in ${lintFile}`,
    safety: 'unsafe',
    preferred: false,
    edits: (texts) => add(texts, file),
  };
}

function add(texts: Texts, file: string): Edits | undefined {
  const there = texts.source(lintFile)?.text;
  if (there === undefined) return new Map([[lintFile, [{ from: 0, to: 0, text: `config_files:\n  - ${scalarText(file)}\n` }]]]);
  const lint = read(lintFile, there);
  const list = placeAt(lint, 'config_files');
  try {
    return new Map([
      [lintFile, list ? insertItem(lint, list, scalarText(file)) : insertRootEntry(lint, 'config_files', [scalarText(file)])],
    ]);
  } catch (error) {
    if (error instanceof CannotEdit) return undefined;
    throw error;
  }
}
