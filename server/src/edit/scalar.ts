import { hidden } from '../source/hidden.ts';
import { resolvePlain } from '../source/psych.ts';
import type { Node, Scalar } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { TextChange } from './change.ts';
import { spanOf } from './span.ts';

/** Characters that libyaml takes as text anywhere in a plain scalar, in block and in flow alike. */
const PLAIN = /^[\p{L}\p{N}_./+~$()^;<=-][\p{L}\p{N}_./+~$()^;<=@%*&!|>?\\ :#'"-]*$/u;

/** Can this text stand unquoted in a flow collection? A leading colon is an error of libyaml there, a comma or bracket ends the value. */
export function flowSafe(text: string): boolean {
  return !/[,[\]{}\r\n]/.test(text) && !text.startsWith(':') && !text.includes(': ') && !text.endsWith(':') && !text.includes(' #');
}

/** A string as YAML that Psych reads as that very string: without quotes where it can be, else with double ones, so that `no` and `22:22` stay text. */
export function scalarText(value: string): string {
  return isPlain(value) ? value : quoted(value);
}

function isPlain(value: string): boolean {
  return (
    PLAIN.test(value) &&
    flowSafe(value) &&
    !/^(---|\.\.\.|- |-$|= ?$|<<$)/.test(value) &&
    !value.endsWith(' ') &&
    resolvePlain(value).type === 'string'
  );
}

function quoted(value: string): string {
  // JSON's escapes are YAML's; a text with quotes or backslashes and nothing to escape is easier to read in single ones.
  if (/["\\]/.test(value) && value.search(hidden) < 0 && !/[\t\n]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value).replace(hidden, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `scalarText` in the quotes of the scalar whose place it takes: who quotes a port does so for a reason. */
export function scalarLike(before: Node, value: string): string {
  if (before.kind === 'scalar' && before.style === 'double') return JSON.stringify(value);
  if (before.kind === 'scalar' && before.style === 'single' && !/[\r\n]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return scalarText(value);
}

/** Puts a plain scalar in quotes as it is written, so that Psych no longer makes a number, boolean or date of it. Nothing for one that has quotes. */
export function quote(source: Source, scalar: Scalar): TextChange[] {
  if (scalar.style !== 'plain' || scalar.text === '') return [];
  const text = scalar.text.replace(/(?<!\s)\s*\n\s*/g, ' ');
  return [{ ...spanOf(source, scalar), text: quoted(text) }];
}
