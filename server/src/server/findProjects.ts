import { defaultBase } from '../project/names.ts';
import { isNested } from '../project/nested.ts';
import { pathIn, projectPathOf } from './places.ts';
import { parse } from './uri.ts';

/** Who looks for files in a folder of the workspace. */
export interface Finder {
  /** The folders of projects on a disk, as URIs, with pauses; undefined where there is no disk. */
  onDisk(folder: string, bases: readonly string[]): Iterable<string | undefined> | undefined;
  /** The client's own search, which knows what a person has excluded; undefined where it has none. */
  byClient: ((folder: string, bases: readonly string[]) => Promise<readonly string[]>) | undefined;
}

/** More folders than this are no workspace, but a disk. */
const most = 20_000;

/**
 * Roots of the projects in a folder of the workspace, as `kamal-check` finds them: the folder itself, and below it those with a base.
 * @param folder its URI
 * @param configFiles bases besides `config/deploy.yml`
 * @returns URIs; undefined at each step that found nothing, so that other work can come between
 */
export async function* findProjects(
  folder: string,
  configFiles: readonly string[],
  { onDisk, byClient }: Finder,
): AsyncGenerator<string | undefined, void, undefined> {
  yield* own(folder);
  const bases = [...new Set([defaultBase, ...configFiles])];
  if (byClient) {
    for (const uri of await byClient(folder, bases)) {
      const root = projectPathOf(uri, bases, '')?.root;
      yield root !== undefined && isNested(pathIn(folder, root) ?? '') ? root : undefined;
    }
    return;
  }
  let looked = 0;
  for (const root of onDisk(folder, bases) ?? []) {
    yield root;
    if (++looked === most) return;
  }
}

/** The folder itself; where somebody has opened `config/` alone, Kamal runs above it. */
function own(folder: string): string[] {
  const uri = parse(folder);
  if (!uri) return [];
  const path = uri.path.replace(/\/$/, '');
  return [path, ...(path.endsWith('/config') ? [path.slice(0, -'/config'.length)] : [])].map((one) => uri.with({ path: one }).toString());
}
