import ignore from 'ignore';
import type { Accessory } from './deployment.ts';
import type { ListValue, Value } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Files } from '../files/files.ts';
import { isWritten, certainEntry } from '../config/certain.ts';

/** An item of an accessory's `files` or `directories`, there for certain. */
export interface PathItem {
  readonly key: 'files' | 'directories';
  readonly list: ListValue;
  readonly value: Value;
}

/** Every item that does not hang on ERB. */
export const pathItemsOf = memoize(({ map, conditional }: Accessory): readonly PathItem[] => {
  if (conditional) return [];
  return (['files', 'directories'] as const).flatMap((key) => {
    const list = certainEntry(map, key)?.value;
    return list?.kind === 'list' ? list.items.filter(isWritten).map((value) => ({ key, list, value })) : [];
  });
});

/** Relative to the root, without dots; null outside of the project, where nothing is read. */
export function inProject(path: string): string | null {
  if (path.trim() === '' || /^[/~\\]|^[a-z]:/i.test(path)) return null;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '' && part !== '.' && part !== '..') parts.push(part);
  }
  return parts.join('/') || null;
}

/** Neither a file nor a folder. What git ignores, or keeps in a submodule, comes from elsewhere: who looks at the repository cannot know. */
export function isMissing(files: Files, path: string): boolean {
  if (files.get(path) !== 'absent' || files.list(path) !== 'absent') return false;
  const ignored = files.get('.gitignore');
  if (ignored === 'unread' || (ignored !== 'absent' && ignore().add(ignored.text).ignores(path))) return false;
  const modules = files.get('.gitmodules');
  if (typeof modules === 'string') return modules === 'absent';
  const folders = [...modules.text.matchAll(/^[ \t]*path[ \t]*=(.*)$/gm)].map(([, folder = '']) => folder.trim().replace(/\/$/, ''));
  return !folders.some((folder) => folder !== '' && path.startsWith(`${folder}/`));
}
