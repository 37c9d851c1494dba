import type { CompletionItem, CompletionList } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { withoutStops } from '../../../server/src/features/completion/candidate.ts';
import { completion } from '../../../server/src/features/completion.ts';
import { Project } from '../../../server/src/project/project.ts';
import { completionRequest } from '../../../server/src/server/completing.ts';

/** A project in which somebody is typing. */
export interface Typing {
  readonly texts: ReadonlyMap<string, string>;
  readonly file: string;
  readonly offset: number;
  /** The version of Kamal, where somebody set it. */
  readonly kamal?: string;
}

/** A client that takes placeholders, as VS Code does. */
export const vscode = { snippets: true, asIs: true, suggest: 'suggest' };

/** A project whose files are the texts; the one in the editor is open. */
export function projectOf({ texts, file, kamal }: Omit<Typing, 'offset'>): Project {
  const project = new Project({
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? 'absent' : { text };
    },
    list: (folder) => {
      const start = folder === '.' ? '' : `${folder}/`;
      const names = [...texts.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length).split('/')[0]!);
      return names.length > 0 ? [...new Set(names)] : 'absent';
    },
  });
  project.configure(kamal === undefined ? {} : { version: kamal });
  project.edit(file, texts.get(file) ?? '');
  return project;
}

export function completionsOf(typing: Typing, client = vscode, trigger?: string): CompletionList {
  const { texts, file, offset } = typing;
  const request = completionRequest(projectOf(typing), file, texts.get(file) ?? '', offset, client);
  return request ? completion(request, trigger) : { isIncomplete: true, items: [] };
}

/** The text once an item is accepted, placeholders filled in as they are; `|` where the cursor is then, if `mark` says so. */
export function accepted(text: string, item: CompletionItem, mark = ''): string {
  const edit = item.textEdit as { range: { start: never; end: never }; newText: string };
  const document = TextDocument.create('file:///x', 'kamal', 1, text);
  const put = item.insertTextFormat === 2 ? withoutStops(marked(edit.newText, mark)) : edit.newText + mark;
  return text.slice(0, document.offsetAt(edit.range.start)) + put + text.slice(document.offsetAt(edit.range.end));
}

/** Puts the mark at the first placeholder. */
function marked(snippet: string, mark: string): string {
  return snippet.includes('$') ? snippet.replace(/(?<!\\)\$(\{1|1)/, (stop) => `${mark}${stop}`) : snippet + mark;
}
