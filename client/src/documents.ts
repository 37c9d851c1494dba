import * as vscode from 'vscode';
import { watchedFiles } from '../../server/src/protocol.ts';

export const language = 'kamal';

/** Secrets files: the server answers about them, and no tree is drawn for one. */
const secretsLanguage = 'kamal-secrets';

/** Kamal's own choice where no `-c` is given (`cli/base.rb`), and its destinations. */
const usual = ['config/deploy.yml'];

/** Which documents are ours: all in our language, and those left in `yaml` that lie where Kamal looks. */
export function selector(): { language: string; scheme: string; pattern?: string }[] {
  const ours = schemes().map((scheme) => ({ language, scheme }));
  const yaml = schemes().flatMap((scheme) => patterns().map((pattern) => ({ language: 'yaml', scheme, pattern })));
  return [...ours, ...yaml];
}

/** Which documents the server is asked about. */
export function served(): ReturnType<typeof selector> {
  return [...selector(), ...schemes().map((scheme) => ({ language: secretsLanguage, scheme }))];
}

/** Files beside the configuration that the rules ask about: a change in one of them may change what is wrong. */
export function watched(): string[] {
  return [...new Set([...watchedFiles, ...patterns()])];
}

/** Where configurations lie, as globs. */
export function patterns(): string[] {
  return [...new Set([...usual, ...named()])].flatMap((path) => {
    const dot = path.lastIndexOf('.');
    const stem = dot > path.lastIndexOf('/') ? path.slice(0, dot) : path;
    return [`**/${path}`, `**/${stem}.*.yml`];
  });
}

/** Further bases by the setting `kamal.configFiles`, of all folders together: a selector cannot tell folders apart. */
function named(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const scopes = folders.length > 0 ? folders.map((folder) => folder.uri) : [undefined];
  return scopes
    .flatMap((scope) => vscode.workspace.getConfiguration('kamal', scope).get<unknown[]>('configFiles', []))
    .filter((path): path is string => typeof path === 'string' && path !== '')
    .map((path) => path.replace(/^\.?\//, ''));
}

/** Not `git:` and its like: the left side of a comparison is the past, and nothing there can be repaired. */
function schemes(): string[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return [...new Set(['file', 'untitled', ...folders.map((folder) => folder.uri.scheme)])];
}
