import type { URI } from 'vscode-uri';
import { baseOf, defaultBase } from '../project/names.ts';
import { parse } from './uri.ts';

/** Where a document lies: its project's folder as a URI without a slash at the end, and its path within. */
export interface ProjectPath {
  readonly root: string;
  readonly path: string;
}

/**
 * The project and path of a document, judged by its URI alone: `…/config/deploy.yml`, its destinations, and those of `kamal.configFiles`.
 * @param bases further bases, relative to a project's folder
 * @param language a document in our own language is served wherever it lies
 * @returns undefined: none of ours
 */
export function projectPathOf(uri: string, bases: readonly string[], language: string): ProjectPath | undefined {
  const parsed = parse(uri);
  if (!parsed) return undefined;
  const { path } = parsed;
  for (const base of [...bases, defaultBase]) {
    const depth = base.split('/').length;
    const parts = path.split('/');
    const relative = parts.slice(-depth).join('/');
    if (parts.length > depth && baseOf(relative, [base]))
      return { root: rootUri(parsed, parts.slice(0, -depth).join('/')), path: relative };
  }
  if (language !== 'kamal') return undefined;
  const slash = path.lastIndexOf('/');
  return { root: rootUri(parsed, path.slice(0, Math.max(slash, 0))), path: path.slice(slash + 1) };
}

/** The project and path of a secrets file at its usual place (`secrets.rb`), judged by its URI alone; undefined for any other file. */
export function secretsPathOf(uri: string): ProjectPath | undefined {
  const parsed = parse(uri);
  const found = parsed && /^(.*)\/(\.kamal\/secrets[^/]*)$/.exec(parsed.path);
  return found ? { root: rootUri(parsed, found[1]!), path: found[2]! } : undefined;
}

function rootUri(uri: URI, path: string): string {
  return uri.with({ path, query: '', fragment: '' }).toString();
}

/** The URI of a file of a project. */
export function uriIn(root: string, path: string): string {
  const uri = parse(root);
  if (!uri) return root;
  return uri.with({ path: uri.path === '' && uri.scheme === 'untitled' ? path : `${uri.path.replace(/\/$/, '')}/${path}` }).toString();
}

/** The path of a URI within a project; undefined outside of it. */
export function pathIn(root: string, uri: string): string | undefined {
  const folder = parse(root);
  const file = parse(uri);
  if (!folder || !file || folder.scheme !== file.scheme || folder.authority !== file.authority) return undefined;
  const start = `${folder.path.replace(/\/$/, '')}/`;
  return file.path.startsWith(start) ? file.path.slice(start.length) : undefined;
}

/** The scheme of a URI; empty where it is none. */
export function schemeOf(uri: string): string {
  return parse(uri)?.scheme ?? '';
}
