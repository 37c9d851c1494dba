import { isBlank, isCertain } from '../config/get.ts';
import { inspectPair } from '../config/inspect.ts';
import type { ConfigEntry, MapValue, Value } from '../config/value.ts';
import { raw, unknown, type Argument, type Origin } from './argument.ts';
import { toText } from './ruby.ts';
import { shellValue } from './shell.ts';

/** A name with what Kamal gives it: a value of the configuration, or one of Kamal's own. */
export interface Pair {
  readonly name: string;
  readonly value: Value | string | number | true | null;
  readonly origin: Origin;
}

/** The pairs of a map in the configuration. */
export function pairsOf({ entries }: MapValue, source: string): Pair[] {
  return [...entries.values()].map((entry) => pairOf(entry, source));
}

export function pairOf(entry: ConfigEntry, source: string): Pair {
  return { name: entry.name, value: entry.conditional ? unknownValue(entry) : entry.value, origin: originOf(entry, source) };
}

function unknownValue({ value }: ConfigEntry): Value {
  return { kind: 'unknown', node: value.node, at: value.at, conditional: true };
}

export function originOf(entry: ConfigEntry, source: string): Origin {
  return { kind: 'value', at: [entry.value.at], source };
}

const isRuby = (value: Pair['value']): value is Value => typeof value === 'object' && value !== null;

/**
 * `Utils.argumentize` of a map: `flag name="value"`; only the name where the value is blank, and `name=false` unquoted.
 */
export function argumentize(flag: string, { name, value, origin }: Pair): Argument {
  if (isRuby(value) && !isCertain(value)) return unknown(flag, origin, name);
  const isFalse = isRuby(value) && value.kind === 'scalar' && value.value === false;
  const blank = isRuby(value) ? isBlank(value) : value === null || (typeof value === 'string' && value.trim() === '');
  const text = isFalse ? 'false' : blank ? null : textOf(value);
  if (text === null && !blank) return unknown(flag, origin, name);
  const shown = text === null ? name : `${name}=${isFalse ? text : shellValue(text)}`;
  return { text: `${flag} ${shown}`, flag, name, value: text, origin };
}

function textOf(value: Pair['value']): string | null {
  return isRuby(value) ? toText(value) : value === null ? '' : String(value);
}

/** `Utils.argumentize` of a list: each item as it is behind the flag. */
export function argumentizeList(flag: string, list: Value, source: string): Argument[] {
  const items = list.kind === 'list' ? list.items : [list];
  const all = items.map((item): Argument => {
    const origin: Origin = { kind: 'value', at: [item.at], source };
    return isCertain(item) ? raw(flag, toText(item), origin) : unknown(flag, origin);
  });
  return list.kind === 'list' && !list.incomplete && !list.conditional
    ? all
    : [...all, unknown(flag, { kind: 'value', at: [list.at], source })];
}

/**
 * `Utils.optionize`: `--name "value"`, or with `=` between them; `true` makes a flag without a value, a list one option for each item,
 * a map one for each of its pairs (written as lists of two).
 * @param separator a blank for docker, `=` for kamal-proxy
 */
export function optionize({ name, value, origin }: Pair, separator: ' ' | '=' = ' '): Argument[] {
  const flag = `--${name}`;
  if (isRuby(value) && !isCertain(value)) return [unknown(flag, origin)];
  return each(value, origin).map(({ one, from }): Argument => {
    if (one === true) return { text: flag, flag, name: null, value: null, origin: from };
    return one === null
      ? unknown(flag, from)
      : { text: `${flag}${separator}${shellValue(one)}`, flag, name: null, value: one, origin: from };
  });
}

interface Each {
  /** null: hangs on ERB. */
  readonly one: string | true | null;
  readonly from: Origin;
}

function each(value: Pair['value'], origin: Origin): Each[] {
  if (!isRuby(value)) return [{ one: value === true ? true : textOf(value), from: origin }];
  if (value.kind === 'list') return value.items.map((item) => ({ one: flagOrText(item), from: { ...origin, at: [item.at] } }));
  if (value.kind === 'map')
    return [...value.entries.values()].map((entry) => ({ one: inspectPair(entry), from: originOf(entry, origin.source) }));
  return [{ one: flagOrText(value), from: origin }];
}

function flagOrText(value: Value): string | true | null {
  return value.kind === 'scalar' && value.value === true ? true : toText(value);
}
