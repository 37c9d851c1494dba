import { configOf } from '../../server/src/config/config.ts';
import type { Config } from '../../server/src/config/config.ts';
import type { ConfigEntry, Value } from '../../server/src/config/value.ts';
import { destinationsOf } from '../../server/src/project/names.ts';
import { read } from '../../server/src/source/read.ts';
import { dedent, files } from '../support/files.ts';

const base = 'config/deploy.yml';

/** The configuration of a project in one literal: the base, and over it the destination's file if there is one. */
export function configIn(literal: string): Config {
  const texts = files(dedent(literal));
  const sourceOf = (file: string) => read(file, texts.get(file)!);
  const [destination] = destinationsOf(base, texts.keys());
  return configOf(sourceOf(base), destination ? { name: destination.name, source: sourceOf(destination.file) } : null);
}

/** What `print` tells of each entry besides its value. */
export interface Told {
  /** `(base)` or `(staging)`: the file in which the value stands. */
  readonly file?: true;
  /** `(was …)`: what it replaced. */
  readonly shadows?: true;
  /** `(*name)`: the alias through which it came. */
  readonly via?: true;
}

/**
 * A value on one line, like YAML's flow style: text that is no name is quoted, so `5` is an integer and `"5"` text. `?` unknown, `maybe`
 * before what stands in an ERB branch, `…` at the end of what is open, `@` where a value contains itself.
 */
export function print(value: Value | undefined, told: Told = {}, around: readonly Value[] = []): string {
  if (!value) return 'nothing';
  if (around.includes(value)) return '@';
  const inside = [...around, value];
  switch (value.kind) {
    case 'unknown':
      return '?';
    case 'scalar':
      if (value.type === 'symbol') return `:${value.string}`;
      if (value.type === 'null') return 'null';
      return value.type !== 'string' || isName(value.string) ? value.string : JSON.stringify(value.string);
    case 'list':
      return `[${[...value.items.map((item) => print(item, told, inside)), ...(value.incomplete ? ['…'] : [])].join(', ')}]`;
    case 'map':
      return `{${[...[...value.entries.values()].map((entry) => printEntry(entry, told, inside)), ...(value.incomplete ? ['…'] : [])].join(', ')}}`;
  }
}

function printEntry(entry: ConfigEntry, told: Told, around: readonly Value[]): string {
  const { name, keyType, value, conditional, shadows } = entry;
  const key =
    keyType === 'string' && isName(name)
      ? name
      : keyType === 'symbol'
        ? `:${name}`
        : keyType === 'string'
          ? JSON.stringify(name)
          : `${keyType} ${name}`.trim();
  const marks = [
    ...(told.file ? [`(${fileOf(value)})`] : []),
    ...(told.via && value.alias ? [`(*${value.alias.name})`] : []),
    ...(told.shadows && shadows ? [`(was ${print(shadows.value, {}, around)})`] : []),
  ];
  return [...(conditional ? ['maybe '] : []), `${key}: ${print(value, told, around)}`, ...marks.map((mark) => ` ${mark}`)].join('');
}

function fileOf(value: Value): string {
  const { file } = value.at.chunk;
  return file === base ? 'base' : file.slice('config/deploy.'.length, -'.yml'.length);
}

function isName(text: string): boolean {
  return /^[a-z][\w./-]*$/i.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text);
}
