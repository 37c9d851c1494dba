import type { CompletionList, Range } from 'vscode-languageserver';
import { memoize } from '../memoize.ts';
import type { Analysis } from '../project/analysis.ts';
import { delicateIn, delicateInSource, delicateInText } from '../references/delicate.ts';
import { veiled, veilOf, type Veil } from '../references/veil.ts';
import type { ProjectFile } from './workspace.ts';

/** Over what may be a secret in the files of a base and of its destinations, and in what ERB makes of them. */
export const veilOver = memoize((analysis: Analysis): Veil => {
  const deployments = new Set(analysis.deployments.flatMap(({ deployment, possible }) => [deployment, ...possible]));
  return veilOf([...new Set([...deployments].flatMap(delicateIn))]);
});

/**
 * What hides the secrets of the files that an answer is made of.
 * @param textAlone nothing is analyzed for it
 */
export function veilFor({ project, path, secrets }: ProjectFile, textAlone: boolean): Veil {
  const analysis = textAlone ? undefined : project.ours(path);
  if (analysis) return veilOver(analysis);
  const files = [...new Set([path, ...familyOf(project, path)])];
  const sources = files.flatMap((file) => project.source(file) ?? []);
  return veilOf([...new Set(sources.flatMap((source) => (secrets ? delicateInText(source) : delicateInSource(source))))]);
}

/** The files that belong together; where a folder cannot be listed, which is told where somebody needs it, a text is still answered by itself. */
function familyOf(project: ProjectFile['project'], path: string): readonly string[] {
  try {
    return project.familyOf(path);
  } catch {
    return [];
  }
}

/** By the method of the request: what takes a name from its answer, and must not take dots for it. */
const otherwise: Readonly<Record<string, (answer: never, veil: Veil) => unknown>> = {
  'textDocument/completion': (list: CompletionList | null, veil) =>
    list && {
      ...list,
      items: list.items.filter((item) => [item.label, item.textEdit?.newText ?? ''].every((text) => veil(text) === text)),
    },
  // Of the place alone the editor takes the text that stands there.
  'textDocument/prepareRename': (found: { range: Range; placeholder: string } | null, veil) =>
    found && veil(found.placeholder) !== found.placeholder ? found.range : found,
};

/** An answer that repeats no secret, as the editor may take it. */
export function veiledAnswer(method: string, answer: unknown, veil: Veil): unknown {
  return veiled(otherwise[method]?.(answer as never, veil) ?? answer, veil);
}
