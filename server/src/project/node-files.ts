import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ProjectHost } from './project.ts';

/**
 * A project's files on the disk.
 * @param root absolute path of the project's folder
 * @param folders absolute paths outside of which nothing is read: a deploy.yml may name any path, and an opened folder is not always one's own
 */
export function nodeFiles(root: string, folders: readonly string[]): ProjectHost {
  const resolve = (relative: string): string | undefined => {
    const absolute = path.resolve(root, relative);
    return folders.some((folder) => contains(folder, absolute)) ? absolute : undefined;
  };
  return {
    read: (relative) => {
      const file = resolve(relative);
      const bytes = file && attempt(() => readFileSync(file));
      return bytes ? decode(bytes) : 'absent';
    },
    list: (relative) => {
      const folder = resolve(relative);
      return (folder && attempt(() => readdirSync(folder))) || 'absent';
    },
    executable: (relative) => {
      const file = resolve(relative);
      // Windows keeps no such bit.
      return file && process.platform !== 'win32' ? attempt(() => (statSync(file).mode & 0o111) !== 0) : undefined;
    },
  };
}

function contains(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (!relative.startsWith('..') && !path.isAbsolute(relative));
}

/** Whatever the reason, a file that cannot be read is not there for us. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

/**
 * Bytes as text, and where they stop being UTF-8: Psych refuses the file there.
 * @returns `invalidAt` as an offset in the text
 */
export function decode(bytes: Uint8Array): { readonly text: string; readonly invalidAt?: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  let invalidAt = text.indexOf(replacement);
  // U+FFFD may stand in the file as such.
  while (invalidAt >= 0 && isWritten(buffer, Buffer.byteLength(text.slice(0, invalidAt))))
    invalidAt = text.indexOf(replacement, invalidAt + 1);
  return invalidAt < 0 ? { text } : { text, invalidAt };
}

const replacement = '\uFFFD';

function isWritten(buffer: Buffer, at: number): boolean {
  return buffer[at] === 0xef && buffer[at + 1] === 0xbf && buffer[at + 2] === 0xbd;
}
