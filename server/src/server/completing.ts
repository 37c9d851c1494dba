import type { CompletionClient, CompletionRequest } from '../features/completion/request.ts';
import { telling } from '../features/looksLikeKamal.ts';
import { destinationName } from '../project/names.ts';
import type { Project } from '../project/project.ts';
import { root } from '../schema/index.ts';
import { limit } from '../source/limits.ts';

/**
 * A document with a cursor in it. Nothing else is read for it yet: what is asked for then is no older than the text.
 * @returns undefined where the text has keys and none of them is Kamal's, and where it is too large to be read
 */
export function completionRequest(
  project: Project,
  path: string,
  text: string,
  offset: number,
  client: CompletionClient,
): CompletionRequest | undefined {
  if (limit(text)?.kind === 'limit') return undefined;
  const above = project.baseOf(path);
  const base = above === undefined || above === path ? undefined : project.source(above);
  if (!base && !isOurs(text)) return undefined;
  return {
    text,
    file: path,
    offset,
    client,
    base,
    destination: base && destinationName(base.file, path),
    family: () =>
      [path, ...(base ? [base.file] : []), ...project.familyOf(path).filter((file) => file !== path && file !== base?.file)].flatMap(
        (file) => project.source(file) ?? [],
      ),
    destinations: () =>
      project.familyOf(path).flatMap((file) => {
        const name = destinationName(above ?? path, file);
        return name === undefined ? [] : [{ name, file }];
      }),
    files: project.files,
    list: (folder) => project.look(folder),
    kamal: project.kamal(),
  };
}

/** A file that is still to be written, or one that has a key of Kamal's. */
function isOurs(text: string): boolean {
  if (telling.test(text)) return true;
  const keys = [...text.matchAll(/^(?:["']?)([\w-]+)["']?[ \t]*:(?=\s|$)/gm)].map(([, name]) => name!);
  return keys.every((name) => name.startsWith('x-') || Object.hasOwn(root, name));
}
