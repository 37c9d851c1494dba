import { resolvePlain } from '../source/psych.ts';
import type { ScalarType } from '../source/node.ts';
import type { ScalarValue } from './value.ts';

/** Letters that mean nothing to YAML inside a plain scalar, and no blank at its ends. */
const plainLetters = /^[\p{L}\d_/.$(][\p{L}\d_/.$()@%+=,*&^|;<>?!~[\]{}'":# -]*$/u;
const special = /: |:$| #| $|^(?:\.\.\.|---)/;

/** Text as YAML that Psych reads as this very text: plain where that is sure, else in quotes, always on one line. */
export function stringText(text: string): string {
  if (plainLetters.test(text) && !special.test(text) && resolvePlain(text).type === 'string') return escapeErb(text);
  return escapeErb(/^[\P{C}\u{e000}-\u{f8ff}]*$/u.test(text) && !/[\u2028\u2029]/.test(text) ? single(text) : double(text));
}

/** What JSON leaves as it is, and YAML does not take. */
function double(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const single = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A scalar of any class, so that it is read as the same again. */
export function scalarText({ type, value, string, node }: Pick<ScalarValue, 'type' | 'value' | 'string' | 'node'>): string {
  switch (type) {
    case 'string':
      return stringText(string);
    case 'null':
      return 'null';
    case 'symbol':
      return symbolText(string);
    case 'float':
      return typeof value === 'number' && !Number.isFinite(value) ? specialFloat(value) : string;
    case 'other':
      return `${node.tag ?? ''} ${stringText(string)}`.trim();
    default:
      return string;
  }
}

/** A key, of which only its class and Ruby's `to_s` are known. */
export function keyText(type: ScalarType | 'list' | 'map' | 'unknown', name: string): string {
  // A quoted `<<` merges as well: only a tag makes it a name.
  if (type === 'string') return name === '<<' ? '!!str <<' : stringText(name);
  if (type === 'symbol') return symbolText(name);
  return type === 'null' ? 'null' : escapeErb(name);
}

function symbolText(name: string): string {
  const plain = `:${name}`;
  const resolved = resolvePlain(plain);
  const safe = /^:[A-Za-z_][\w-]*$/.test(plain) && resolved.type === 'symbol' && resolved.value === name;
  return safe ? plain : `!ruby/symbol ${double(name)}`;
}

const specialFloat = (value: number): string => (Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf');

/** Kamal runs ERB over the whole text. */
function escapeErb(text: string): string {
  return text.replaceAll('<%', '<%%');
}
