import { isStringish } from '../../config/get.ts';
import type { ListValue, MapValue, ScalarValue, Value } from '../../config/value.ts';
import type { Key, Section, Shape } from '../../schema/key.ts';

/** What `validate_hooks_output!` asks for. */
export const hookWords = 'a string or a symbol';

export function keyOf(section: Section, id: string): Key | undefined {
  return Object.hasOwn(section, id) ? section[id] : undefined;
}

export function isDated({ since }: Key): boolean {
  return since !== '1.x' && since !== '2.0';
}

export function isEmpty(value: ListValue | MapValue): boolean {
  return value.kind === 'list' ? value.items.length === 0 : value.entries.size === 0;
}

export function allowsBoolean(like: Shape, value: Value): boolean {
  if (like.is !== 'either' || value.kind !== 'scalar' || value.type !== 'boolean') return false;
  // A role's proxy is a boolean or a map; an accessory's may only be switched off.
  return like.of[0]?.is === 'boolean' || value.value === false;
}

export function fits(shape: Shape, value: Value): boolean {
  switch (shape.is) {
    case 'string':
      return isStringish(value);
    case 'boolean':
    case 'integer':
      return value.kind === 'scalar' && value.type === shape.is;
    case 'list':
      return value.kind === 'list';
    case 'special':
      return shape.validator === 'hosts' ? value.kind === 'list' : fits(shape.like, value);
    case 'either':
      return shape.of.some((one) => fits(one, value));
    default:
      return value.kind === 'map';
  }
}

/** Kamal's words for a type; each once, joined by "or". */
export function wordsOf(shape: Shape): string {
  const words = (one: Shape): string[] => {
    switch (one.is) {
      case 'string':
        return ['a string'];
      case 'integer':
        return ['an integer'];
      case 'boolean':
        return ['a boolean'];
      case 'list':
        return ['an array'];
      case 'either':
        // `validate_hooks_output!` names these two alone.
        return one.of.flatMap(words).includes(hookWords) ? [hookWords] : one.of.flatMap(words);
      case 'special':
        return one.validator === 'hooks-output' ? [hookWords] : words(one.like);
      default:
        return ['a hash'];
    }
  };
  return [...new Set(words(shape))].join(' or ');
}

/** Credentials of a registry want a real String or a list of one. Blank ones are missing, which is another sentence (rule `missing-key`). */
export function isSecretName(value: Value): boolean {
  const text = (one: Value): boolean => one.kind === 'unknown' || (one.kind === 'scalar' && one.type === 'string');
  const blank =
    (value.kind === 'scalar' &&
      (value.value === null || value.value === false || (value.type === 'string' && value.string.trim() === ''))) ||
    ((value.kind === 'list' || value.kind === 'map') && isEmpty(value));
  return blank || text(value) || (value.kind === 'list' && (value.incomplete || (value.items.length === 1 && text(value.items[0]!))));
}

/** Does Ruby read a plain scalar as it looks? */
export function isReadAsWritten({ type, node, string }: ScalarValue, wants: 'text' | 'number'): boolean {
  if (type === 'string' || node.kind !== 'scalar' || node.style !== 'plain' || node.tag || node.fallback) return true;
  // `40_000_000`, `+5` and `0x1F` are read as they look.
  return wants === 'text' ? node.text === string : /^[-+]?([1-9][0-9]*(_[0-9]+)*|0|0[xb][0-9a-f_]+)$/i.test(node.text);
}
