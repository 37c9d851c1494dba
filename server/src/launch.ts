// What dist/server.js and dist/cli.js are: starts the bundle beside it with the code that V8 compiled in an earlier run.
import { closeSync, fstatSync, lstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, type Stats } from 'node:fs';
import { Script } from 'node:vm';

/** The bundle's file name, and the same with a checksum of what is in it; '' while it changes all the time. The build fills both in. */
declare const BUNDLE: string;
declare const BUNDLE_VERSION: string;
/** Whether the program stays, as a server does. */
declare const STAYS: boolean;

/** What a bundle is wrapped in. */
type Body = (exports: unknown, require: typeof load, module: { exports: unknown }) => void;

/** Sets a flag of V8: those here are read at each collection, so they may be set while the process runs. */
function flag(text: string): void {
  // Loads much, and is loaded where the program stays alone.
  const { setFlagsFromString } = require('node:v8') as { setFlagsFromString(flags: string): void };
  setFlagsFromString(text);
}

/**
 * Keeps V8 from waiting until the heap is twice as large before it looks for old garbage. Measured over 300 edits of 159 and 2,002 lines: a tenth and a
 * third less memory, for 2 and 5 % of a keystroke's time. Not while much is opened and little is garbage: a start takes a tenth longer by it, 100
 * files nearly half.
 */
const frugal = (on: boolean): void => flag(`--${on ? '' : 'no-'}optimize-for-size`);

/** V8 takes compiled code only with the flags with which it was made. */
function withFirstFlags<Result>(work: () => Result): Result {
  if (!saving) return work();
  frugal(false);
  try {
    return work();
  } finally {
    frugal(true);
  }
}

// Keeps V8 from giving the short-lived garbage of each keystroke ever more room: measured over 400 edits of 2,002 lines, half the memory for a
// tenth of the time.
if (STAYS) flag('--semi-space-growth-factor=1');

/**
 * The user's folder for compiled code, also of different Nodes; undefined where people want none, by the variables that Node has for its own cache.
 * What Node would keep is too little: it takes a file's code right after reading it, when hardly any function has been compiled, and before 22.1 it keeps
 * none. Measured: with the functions that were called, the first judgement takes half the time.
 */
const folder = compileCache();

/** Whether V8 is `frugal`. */
let saving = false;
/** What was loaded without compiled code. */
const cold: { readonly script: Script; readonly cache: string }[] = [];
const loaded = new Map<string, unknown>();

// Told by the bundle whenever it has judged something. What has been compiled soon after the first time is what the next run needs first.
process.once('kamal:judged', () => {
  // Whoever opens a file asks more about it. A program that is done sooner does not wait.
  setTimeout(keep, 3_000).unref();
  process.once('exit', keep);
  if (STAYS) saveFromFirstPause();
});

run(BUNDLE, BUNDLE_VERSION);

/** Until then all that is to be judged was opened at once. */
function saveFromFirstPause(): void {
  const pause = setTimeout(() => {
    process.off('kamal:judged', again);
    saving = true;
    frugal(true);
  }, 250).unref();
  const again = (): void => void pause.refresh();
  process.on('kamal:judged', again);
}

function compileCache(): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: none, NODE_COMPILE_CACHE: chosen, TMPDIR } = process.env;
  if (none) return undefined;
  if (chosen) return chosen;
  const temporary = process.platform === 'win32' ? (require('node:os') as { tmpdir(): string }).tmpdir() : TMPDIR || '/tmp';
  const own = `${temporary}/kamal-compiled-${process.getuid?.() ?? 'mine'}`;
  const there = lstatSync(own, { throwIfNoEntry: false });
  return there === undefined || (there.isDirectory() && isOwn(there)) ? own : undefined;
}

/**
 * @param name of a file in this folder that holds a function of what a CommonJS module is given
 * @param version its name with a checksum of what is in it, or '': its compiled code is not kept
 */
function run(name: string, version: string): unknown {
  if (loaded.has(name)) return loaded.get(name);
  const file = `${__dirname}/${name}`;
  const cache = folder && version && `${folder}/kamal-${version}-${process.arch}-${process.versions.v8}`;
  const cachedData = cache ? compiled(cache) : undefined;
  // The build writes ASCII alone, of which V8 makes its own text fastest from this.
  const script = withFirstFlags(() => new Script(readFileSync(file, 'latin1'), { filename: file, ...(cachedData && { cachedData }) }));
  if (cache && (!cachedData || script.cachedDataRejected)) cold.push({ script, cache });
  const module = { exports: {} as unknown };
  (script.runInThisContext() as Body)(module.exports, load, module);
  loaded.set(name, module.exports);
  return module.exports;
}

/** The other files of a bundle have a checksum in their name. */
function load(name: string): unknown {
  return name.startsWith('./') ? run(name.slice(2), name.slice(2)) : require(name);
}

/** Is it ours, and can nobody else have put it or anything of it there? */
function isOwn({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

/** Compiled code of an earlier run. It is run, so nobody else may have laid it there. */
function compiled(cache: string): Buffer | undefined {
  try {
    const file = openSync(cache, 'r');
    try {
      return isOwn(fstatSync(file)) ? readFileSync(file) : undefined;
    } finally {
      closeSync(file);
    }
  } catch {
    return undefined;
  }
}

/** Best effort: without it the next run is slower. */
function keep(): void {
  for (const { script, cache } of cold.splice(0)) {
    const unfinished = `${cache}.${process.pid}`;
    try {
      mkdirSync(folder!, { recursive: true, mode: 0o700 });
      writeFileSync(
        unfinished,
        withFirstFlags(() => script.createCachedData()),
        { flag: 'wx', mode: 0o600 },
      );
      renameSync(unfinished, cache);
    } catch {
      rmSync(unfinished, { force: true });
    }
  }
}
