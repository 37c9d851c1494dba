import { CompletionItemKind } from 'vscode-languageserver';
import type { Path } from '../../schema/index.ts';
import { isDockerfileName } from '../../files/dockerfile.ts';
import type { Cursor } from '../../source/cursor/cursor.ts';
import { literal, type Candidate } from './candidate.ts';
import { fits } from './place.ts';
import type { CompletionRequest } from './request.ts';

/** What a path in deploy.yml leads to, on one's own machine. */
type Wanted = 'dockerfile' | 'file' | 'folder' | 'secrets';

const places: Readonly<Record<Wanted, readonly string[]>> = {
  dockerfile: ['builder.dockerfile'],
  file: ['accessories.*.files.0', 'accessories.*.files.0.local'],
  folder: ['builder.context', 'error_pages_path', 'hooks_path'],
  secrets: ['secrets_path'],
};

const secretsFile = /^(.*secrets)(-common|\..+)?$/;
/** Folders that hold what is installed, built or kept by tools. */
const passedOver = /^(\.git|\.bundle|\.idea|\.vscode|node_modules|vendor|tmp|log|coverage|\.ruby-lsp)$/;
/** How folders are usually called, by the key: these come first. */
const usualFolder: Readonly<Record<string, RegExp>> = { error_pages_path: /public|error/i, hooks_path: /hooks$/i };
/** Where nothing is typed yet, files are looked for in this many folders at most. */
const mostFolders = 40;

/** Does a path of the project stand at this place? */
export function wantsPath(path: Path): boolean {
  return wantedAt(path) !== undefined;
}

/** Does a path stand here that ends in the name of a file? */
export function wantsFile(path: Path): boolean {
  const wanted = wantedAt(path);
  return wanted === 'dockerfile' || wanted === 'file';
}

function wantedAt(path: Path): Wanted | undefined {
  return (Object.keys(places) as Wanted[]).find((wanted) => fits(path, places[wanted]));
}

/** Files and folders of the project that may be meant, from the folder on that is typed already. */
export function pathCandidates({ list }: CompletionRequest, cursor: Cursor): Candidate[] {
  const wanted = wantedAt(cursor.path)!;
  if (cursor.typed === '.') return [];
  // `local:remote`: the second is a path in the container.
  if (wanted === 'file' && cursor.typed.includes(':')) return [];
  const folder = cursor.typed.includes('/') ? cursor.typed.slice(0, cursor.typed.lastIndexOf('/') + 1) : '';
  const entries = listed(list, folder);
  const folders = entries.filter((name) => !passedOver.test(name) && isFolder(list, `${folder}${name}`)).slice(0, mostFolders);
  switch (wanted) {
    case 'folder': {
      const usual = usualFolder[cursor.path[0]!] ?? /^(?!\.)/;
      const below =
        folder === ''
          ? folders.flatMap((outer) =>
              listed(list, `${outer}/`)
                .filter((name) => usual.test(name) && isFolder(list, `${outer}/${name}`))
                .map((name) => `${outer}/${name}`),
            )
          : [];
      const here = folders.map((name) => `${folder}${name}`);
      const first = here.filter((name) => usual.test(name));
      return [...new Set([...first, ...(cursor.path[0] === 'builder' ? [] : below), ...here])].map(aFolder);
    }
    case 'file': {
      const files = entries.filter((name) => !folders.includes(name) && !passedOver.test(name)).map((name) => aFile(`${folder}${name}`));
      return folder === ''
        ? [...folders.map((name) => into(`${name}/`)), ...files]
        : [...files, ...folders.map((name) => into(`${folder}${name}/`))];
    }
    case 'dockerfile':
      return withinOne(list, folder, entries, folders, isDockerfileName).map(aFile);
    case 'secrets': {
      const found = withinOne(list, folder, entries, folders, (name) => secretsFile.test(name));
      return [...new Set(found.map((path) => secretsFile.exec(path)![1]!))].map(aFile);
    }
  }
}

/** Files by name in a folder and in those right below it. */
function withinOne(
  list: CompletionRequest['list'],
  folder: string,
  entries: readonly string[],
  folders: readonly string[],
  matches: (name: string) => boolean,
): string[] {
  const here = entries.filter((name) => !folders.includes(name) && matches(name)).map((name) => `${folder}${name}`);
  const below = folders.flatMap((inner) =>
    listed(list, `${folder}${inner}/`)
      .filter(matches)
      .map((name) => `${folder}${inner}/${name}`),
  );
  return [...here, ...below];
}

function listed(list: CompletionRequest['list'], folder: string): string[] {
  const names = [...list(folder === '' ? '.' : folder.replace(/\/$/, ''))].sort();
  // What begins with a dot is seldom meant.
  return [...names.filter((name) => !name.startsWith('.')), ...names.filter((name) => name.startsWith('.'))];
}

/** A name with an extension is a file: that spares a look at most of them. */
function isFolder(list: CompletionRequest['list'], path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return !/[^.]\.[\w]+$/.test(name) && !/file$/i.test(name) && list(path).length > 0;
}

function aFile(path: string): Candidate {
  return { label: path, kind: CompletionItemKind.File, snippet: literal(path) };
}

function aFolder(path: string): Candidate {
  return { label: path, kind: CompletionItemKind.Folder, snippet: literal(path) };
}

/** A folder whose files are offered next. */
function into(path: string): Candidate {
  return { label: path, kind: CompletionItemKind.Folder, snippet: literal(path), again: true };
}
