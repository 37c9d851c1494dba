import { isStringish } from '../../config/get.ts';
import type { ListValue, MapValue, Value } from '../../config/value.ts';
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
