import * as vscode from 'vscode';

/** What a PATH of an assistant means. */
export interface Place {
  /** A base or a destination. */
  readonly uri: vscode.Uri;
  /** A project's folder was named, not a file of it. */
  readonly all: boolean;
}

/** Folders of other people's files, or of generated ones: as the terminal has them. */
const foreign = '**/{node_modules,vendor,tmp,log,storage,coverage,dist,public,.*}/**';
const base = 'config/deploy.yml';

/**
 * The projects that a path means, as `kamal-check` reads it: a folder with those below it, or a file.
 * @param path relative to a folder of the workspace, or absolute; undefined: all of them
 * @param written the file need not be there
 * @returns one line that says what is wrong where there is nothing to ask about
 */
export async function placesOf(path: string | undefined, written = false): Promise<readonly Place[] | { readonly wrong: string }> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  if (folders.length === 0) return { wrong: 'No folder is open.' };
  if (path === undefined) {
    if (written) return [{ uri: vscode.Uri.joinPath(folders[0]!, base), all: false }];
    const all = (await Promise.all(folders.map(below))).flat();
    return all.length > 0 ? all : { wrong: `There is no ${base} in this workspace.` };
  }
  const candidates = folders.flatMap((folder) => within(folder, path, folders.length > 1));
  if (candidates.length === 0) return { wrong: `${path} lies outside of the workspace, and is not read.` };
  for (const uri of candidates) {
    const type = await typeOf(uri);
    if (type === undefined) continue;
    if (!(type & vscode.FileType.Directory)) return [{ uri, all: false }];
    const found = await below(uri.path.endsWith('/config') ? vscode.Uri.joinPath(uri, '..') : uri);
    return found.length > 0 ? found : { wrong: `${path}: there is no ${base} in this folder` };
  }
  return written ? [{ uri: candidates[0]!, all: false }] : { wrong: `${path}: no such file or folder` };
}

/** The project in a folder, and those below it, in the order of their names. */
async function below(folder: vscode.Uri): Promise<Place[]> {
  const found = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, `**/${base}`), foreign);
  // `config` comes before `a/config`, as in the terminal.
  const depth = ({ path }: vscode.Uri): number => path.split('/').length;
  return found.toSorted((a, b) => depth(a) - depth(b) || (a.path < b.path ? -1 : 1)).map((uri) => ({ uri, all: true }));
}

/** With several folders a path may begin with the name of one, as VS Code itself writes it. */
function within(folder: vscode.Uri, path: string, named: boolean): vscode.Uri[] {
  const plain = path.replaceAll('\\', '/');
  const name = `${folder.path.split('/').at(-1)}/`;
  const uris = plain.startsWith('/')
    ? [folder.with({ path: plain })]
    : [
        vscode.Uri.joinPath(folder, plain),
        ...(named && plain.startsWith(name) ? [vscode.Uri.joinPath(folder, plain.slice(name.length))] : []),
      ];
  const root = folder.path.replace(/\/$/, '');
  return uris
    .map((uri) => vscode.Uri.joinPath(uri, '.'))
    .map((uri) => uri.with({ path: uri.path.replace(/(?<=.)\/$/, '') }))
    .filter((uri) => uri.path === root || uri.path.startsWith(`${root}/`));
}

async function typeOf(uri: vscode.Uri): Promise<vscode.FileType | undefined> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type;
  } catch {
    return undefined;
  }
}
