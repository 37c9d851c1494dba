import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { ProjectHost } from './projectHost.ts';

/** Largest file that is read, in bytes. A deploy.yml says from one million characters on that it is too large; nothing else comes near. */
const mostBytes = 2_000_000;

/**
 * A project's files on the disk. Only regular files of a sensible size are read: a pipe would block for ever, and a device has no end.
 * @param root absolute path of the project's folder
 * @param folders absolute paths outside of which nothing is read, by name or through a link: a deploy.yml may name any path, and an opened
 * folder is not always one's own. What lies there is `unread`: it may be there or not
 * @param follows links may lead out of the folders: the person trusts the project
 */
export function nodeFiles(root: string, folders: readonly string[], follows = false): ProjectHost {
  const places = new RealPlaces(folders);
  const within = <T>(relative: string, read: (absolute: string) => T): T | 'absent' | 'unread' => {
    const absolute = path.resolve(root, relative);
    if (!folders.some((folder) => contains(folder, absolute))) return 'unread';
    try {
      const real = realpathSync(absolute);
      return follows || places.contain(real) ? read(real) : 'unread';
    } catch (error) {
      return isMissing(error) ? 'absent' : 'unread';
    }
  };
  return {
    read: (relative) => within(relative, (file) => readRegular(file)),
    list: (relative) => within(relative, (folder) => readdirSync(folder)),
    executable: (relative) => {
      // Windows keeps no such bit.
      if (process.platform === 'win32') return undefined;
      const mode = within(relative, (file) => statSync(file).mode);
      return typeof mode === 'number' ? (mode & 0o111) !== 0 : undefined;
    },
  };
}

/**
 * Gives a file another text, where it is a regular file within the folders, also behind its links.
 * @returns why that cannot be, in a few words
 */
export function replaceText(file: string, folders: readonly string[], text: string): string | undefined {
  try {
    const real = realpathSync(file);
    if (!new RealPlaces(folders).contain(real)) return 'it is a link that leads out of the project';
    if (!statSync(real).isFile()) return 'it is no regular file';
    writeFileSync(real, text);
    return undefined;
  } catch (error) {
    // "EACCES: permission denied, open '…'"
    return (error as Error).message.split(',')[0];
  }
}

/** What says that a folder is a project of its own: Kamal's, Ruby's and git's marks. */
const marks = ['.kamal', 'Gemfile', '.git'];

/** The nearest of a folder and those around it that holds one of these names. */
export function enclosing(folder: string, names: readonly string[]): string | undefined {
  for (let at = folder; ; at = path.dirname(at)) {
    if (names.some((name) => existsSync(path.join(at, name)))) return at;
    if (at === path.dirname(at)) return undefined;
  }
}

/** Does a folder look like a project, and not only like one that happens to hold a `config/`? */
export function isProject(folder: string): boolean {
  return marks.some((name) => existsSync(path.join(folder, name)));
}

/** Is there a file, also behind a link? */
export function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Names of the folders in a folder, without links to others; of one that cannot be read, none. */
export function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
  } catch {
    return [];
  }
}

/** Folders by their real paths, which are asked for when the first file is. */
class RealPlaces {
  private real: readonly string[] | undefined;

  constructor(private readonly folders: readonly string[]) {}

  contain(file: string): boolean {
    this.real ??= this.folders.flatMap((folder) => {
      try {
        return [realpathSync(folder)];
      } catch {
        return [];
      }
    });
    return this.real.some((folder) => contains(folder, file));
  }
}

function contains(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative));
}

/** There is nothing by this name, or a file where a folder would have to be. Anything else may hide something. */
function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/**
 * The text of a regular file; a folder counts as no file.
 * @throws what the disk says
 */
function readRegular(file: string): ReturnType<typeof decode> | 'absent' | 'unread' {
  const before = statSync(file);
  if (before.isDirectory()) return 'absent';
  if (!before.isFile()) return 'unread';
  // Between the look and the opening another thing may have come there, so that nothing may block.
  const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const now = fstatSync(descriptor);
    if (!now.isFile() || now.size > mostBytes) return 'unread';
    // Files of /proc say that they are empty, and are to stay so.
    const bytes = Buffer.alloc(now.size);
    let length = 0;
    for (let read = -1; length < bytes.length && read !== 0; length += read)
      read = readSync(descriptor, bytes, length, bytes.length - length, null);
    return decode(bytes.subarray(0, length));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Bytes as text, and where they stop being UTF-8: Psych refuses the file there.
 * @returns `invalidAt` as an offset in the text
 */
export function decode(bytes: Uint8Array): { readonly text: string; readonly invalidAt?: number } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  let length = 0;
  let from = 0;
  for (let at = text.indexOf(replacement); at >= 0; at = text.indexOf(replacement, at + 1)) {
    length += Buffer.byteLength(text.slice(from, at));
    from = at;
    // U+FFFD may stand in the file as such.
    if (!isWritten(buffer, length)) return { text, invalidAt: at };
  }
  return { text };
}

const replacement = '\uFFFD';

function isWritten(buffer: Buffer, at: number): boolean {
  return buffer[at] === 0xef && buffer[at + 1] === 0xbf && buffer[at + 2] === 0xbd;
}
