import type { ScalarType } from './node.ts';

/** A scalar after Ruby resolved it. */
export interface Resolved {
  readonly type: ScalarType;
  readonly value: string | number | bigint | boolean | null;
}

/** No number, sign, dot or colon at the start: never anything but text, null or a boolean (`Psych::ScalarScanner#tokenize`). */
const WORD = /^[^\d.:-]?[\p{Alphabetic}_ \t\r\n\f\v!@#$%^&*(){}<>|/\\~;=]+/u;
const NULL = /^(?:~|null)$/i;
const TRUE = /^(?:yes|true|on)$/i;
const FALSE = /^(?:no|false|off)$/i;
const TIME = /^-?\d{4}-(\d{1,2})-(\d{1,2})(?:[Tt]|\s+)(\d{1,2}):(\d\d):(\d\d)(?:\.\d*)?(?:\s*(?:Z|[-+]\d{1,2}:?(?:\d\d)?))?$/;
const DATE = /^(\d{4})-(1[012]|0\d|\d)-([12]\d|3[01]|0\d|\d)$/;
const SYMBOL = /^:./;
const BASE_60 = /^[-+]?\d[\d_]*(?::[0-5]?\d){1,2}$/;
const BASE_60_FLOAT = /^[-+]?\d[\d_]*(?::[0-5]?\d){1,2}\.[\d_]*$/;
const FLOAT = /^[-+]?(?:\d[\d_,]*)?\.\d*(?:[eE][-+]\d+)?$/;
const INTEGER = /^[-+]?(?:0b[01_,]+|0[0-7_,]+|0|[1-9](?:\d|,\d|_\d)*|0x[\da-fA-F_,]+)$/;

/**
 * The Ruby value of an untagged plain scalar, as Psych 5.3.1 reads it: YAML 1.1 with its own ideas
 * (`22:22` is 80520, `012` is 10, `:x` is a symbol). Quoted and block scalars never come here: they are text.
 */
export function resolvePlain(text: string): Resolved {
  if (text === '') return { type: 'null', value: null };
  return text.includes('\n') || WORD.test(text) ? word(text) : number(text);
}

/** What begins with a digit, a sign, a dot or a colon. */
function number(text: string): Resolved {
  const time = TIME.exec(text);
  if (time) return isTime(time.slice(1).map(Number)) ? { type: 'time', value: text } : string(text);
  const date = DATE.exec(text);
  if (date) return isDate(Number(date[1]), Number(date[2]), Number(date[3])) ? { type: 'date', value: text } : string(text);
  if (/^\+?\.inf$/i.test(text)) return { type: 'float', value: Infinity };
  if (/^-\.inf$/i.test(text)) return { type: 'float', value: -Infinity };
  if (/^\.nan$/i.test(text)) return { type: 'float', value: NaN };
  if (SYMBOL.test(text)) return { type: 'symbol', value: symbol(text) };
  if (BASE_60.test(text)) return integer(base60(text));
  if (BASE_60_FLOAT.test(text)) return { type: 'float', value: base60(text) };
  if (FLOAT.test(text)) return float(text);
  if (INTEGER.test(text)) return parseInteger(text);
  return string(text);
}

/** The number that `!!float` makes of a resolved scalar; undefined where Ruby's `Float()` raises. */
export function toFloat(resolved: Resolved): number | undefined {
  if (typeof resolved.value === 'number' || typeof resolved.value === 'bigint') return Number(resolved.value);
  if (resolved.type !== 'string' || typeof resolved.value !== 'string') return undefined;
  return /^\s*[-+]?\d+(?:_\d+)*(?:\.\d+)?(?:[eE][-+]?\d+)?\s*$/.test(resolved.value)
    ? Number(resolved.value.replaceAll('_', ''))
    : undefined;
}

function string(value: string): Resolved {
  return { type: 'string', value };
}

function word(text: string): Resolved {
  if (text.length > 5) return string(text);
  if (NULL.test(text)) return { type: 'null', value: null };
  if (TRUE.test(text)) return { type: 'boolean', value: true };
  if (FALSE.test(text)) return { type: 'boolean', value: false };
  return string(text);
}

function symbol(text: string): string {
  const quoted = /^:["'](.*)["']/.exec(text);
  return (quoted?.[1] ?? text).replace(/^:/, '');
}

/** Ruby's `Time.utc` lets 30 February pass and refuses month 13. */
function isTime([month = 0, day = 0, hour = 0, minute = 0, second = 0]: number[]): boolean {
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 31 &&
    minute <= 59 &&
    second <= 60 &&
    (hour <= 23 || (hour === 24 && minute + second === 0))
  );
}

function isDate(year: number, month: number, day: number): boolean {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return month >= 1 && day >= 1 && day <= days;
}

/** Always hours, minutes, seconds, also where there are two parts, and the sign belongs to the first part alone. */
function base60(text: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = text.replaceAll('_', '').split(':');
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

function float(text: string): Resolved {
  const digits = text.replace(/[_,]/g, '');
  return /\d/.test(digits.replace(/[eE].*$/, '')) ? { type: 'float', value: Number(digits) } : string(text);
}

function parseInteger(text: string): Resolved {
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/.exec(text.replace(/[_,]/g, '')) ?? [];
  const octal = /^0\d+$/.test(digits);
  const literal = octal ? `0o${digits.slice(1)}` : digits;
  if (/^0[bx]$/.test(literal)) return string(text);
  const value = BigInt(literal);
  return integer(sign === '-' ? -value : value);
}

function integer(value: number | bigint): Resolved {
  const safe = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
  // -0 is 0 in Ruby
  return { type: 'integer', value: safe ? Number(value) + 0 : value };
}
