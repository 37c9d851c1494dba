import { isComplete } from '../config/complete.ts';
import { configOf } from '../config/config.ts';
import { scalarAt, valueAt } from '../config/get.ts';
import { load } from '../config/load.ts';
import type { MapValue } from '../config/value.ts';
import type { Files } from '../files/files.ts';
import { longest, scriptsOf } from '../files/scripts.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import { lintFile } from './lint.ts';
import { destinationName } from './names.ts';

const known = new WeakMap<Source, readonly string[]>();

/** The configurations that `.kamal/lint.yml` names under `config_files`: each is deployed by itself, with `-c`. Paths from the project's root. */
export function configFilesIn(files: Files): readonly string[] {
  const source = files.source(lintFile);
  if (!source) return [];
  let found = known.get(source);
  if (!found) {
    const value = valueAt(load(read(lintFile, source.text).root).document, 'config_files');
    found = (value?.kind === 'list' ? value.items : value ? [value] : []).flatMap((item) =>
      item.kind === 'scalar' && item.type === 'string' ? [item.string.replace(/^(\.?\/)+/, '')] : [],
    );
    known.set(source, found);
  }
  return found;
}

/** `-c config/deploy.worker.yml`, in a shell, in JSON, or as words of a list; a variable may stand in the name. */
const option =
  /(?<![\w-])(?:-c|--config[-_]file)[\s=,"'[]{0,6}(?:\.\/|[$#]\{?\w+\}?\/)?(config\/deploy\.(?:\{\{[^}\n]{0,80}\}\}|[\w.$#{}()*@%-]){1,80}?\.yml)(?![\w.])/g;

const variable = /\$?\{\{[^}]{0,60}\}\}|[$#]\{[^}]{0,60}\}|\$\([^)]{0,60}\)|\$[\w*@]+/;

/** Which files the repository hands to `kamal -c`. */
export interface ConfigFiles {
  /** Is anything handed to `-c`? */
  readonly any: boolean;
  /** Is it handed to `-c`? Asked of a `deploy.X.yml`, with what it holds by itself. */
  has(file: string, root: () => MapValue | undefined): boolean;
  /** Some file could not be read yet: what is not named may still be. */
  readonly unread: boolean;
}

/**
 * Looks for `-c FILE` and `--config-file FILE` where projects keep their commands: the one thing that tells a configuration of its own
 * from a destination which is complete by itself. A name with a variable in it (`config/deploy.$1.yml`) may be any file that is complete.
 * @param deployTexts of the deploy files, whose aliases and comments say it, too. A comment runs nothing and grows old: it counts of a file that
 * says where to deploy
 */
export function configFilesOfScripts(files: Files, deployTexts: readonly string[]): ConfigFiles {
  const named = new Set<string>();
  const mentioned = new Set<string>();
  const patterns: RegExp[] = [];
  const scripts = scriptsOf(files);
  for (const [found, texts] of [
    [named, scripts.texts],
    [mentioned, deployTexts],
  ] as const) {
    for (const text of texts) {
      if (text.length > longest || !mayName(text)) continue;
      for (const [, name = ''] of text.matchAll(option)) {
        if (!variable.test(name)) found.add(name);
        else patterns.push(new RegExp(`^${name.split(variable).map(escaped).join('[^/]+')}$`));
      }
    }
  }
  return {
    any: named.size > 0 || mentioned.size > 0 || patterns.length > 0,
    has: (file, root) => {
      if (named.has(file)) return true;
      const isMentioned = mentioned.has(file);
      const map = isMentioned || patterns.some((pattern) => pattern.test(file)) ? root() : undefined;
      return (
        map !== undefined &&
        (isMentioned ? map.incomplete || map.entries.has('servers') || map.entries.has('accessories') : isComplete(map))
      );
    },
    unread: scripts.unread,
  };
}

/** May a text hand a configuration of its own to `-c`? */
export function mayName(text: string): boolean {
  return text.includes('config/deploy.');
}

/**
 * Those of some destinations of the base that are bases themselves: what is handed to `-c`, and what asks for a destination where
 * `deploy.X.Y.yml` beside `deploy.X.yml` is one.
 */
export function basesAmong(destinations: readonly string[], scripts: ConfigFiles, source: (file: string) => Source | undefined): string[] {
  // Asked several times at each keystroke, and few projects have any.
  const nested = destinations.filter((file) => /(\.[^./]+){3}$/.test(file));
  if (!scripts.any && nested.length === 0) return [];
  return destinations.filter((file) => {
    const root = () => {
      const read = source(file);
      return read && configOf(read, null).root;
    };
    if (scripts.has(file, root)) return true;
    const hasOwn = nested.some((other) => destinationName(file, other) !== undefined);
    return hasOwn && scalarAt(root(), 'require_destination')?.value === true;
  });
}

function escaped(text: string): string {
  return text.replace(/[^\w/-]/g, '\\$&');
}
