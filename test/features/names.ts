import type { EditHost } from '../../server/src/features/edit.ts';
import type { NamesAsked } from '../../server/src/features/naming.ts';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import { read } from '../../server/src/source/read.ts';
import { uriOf } from './project.ts';

/** What a request about names gets to see of a project given as texts, and what turns its answer into an edit. */
export function askedAbout(texts: ReadonlyMap<string, string>): { asked: NamesAsked; host: EditHost } {
  const files = filesOf(texts);
  const host: EditHost = {
    texts: { source: (file) => (texts.has(file) ? read(file, texts.get(file)!) : undefined) },
    uriOf,
    versionOf: () => null,
    documentChanges: true,
    createFiles: false,
    annotations: true,
    snippets: false,
  };
  return { asked: { analyses: [analyzeTexts(texts)], files, uriOf }, host };
}
