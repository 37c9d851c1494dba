/** A Ruby value that a template works with. `environment`: a text or nil, `any`: whatever; both only the machine that deploys can tell. */
export type RubyValue =
  | { readonly is: 'text' | 'symbol'; readonly text: string }
  /** An integer where the text, which is what Ruby prints, has no dot. */
  | { readonly is: 'number'; readonly number: number; readonly text: string }
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'nil' }
  | { readonly is: 'list'; readonly items: readonly RubyValue[] }
  /** Of integers. */
  | { readonly is: 'range'; readonly items: readonly RubyValue[]; readonly text: string }
  | { readonly is: 'environment' | 'any' };

export const nil: RubyValue = { is: 'nil' };
export const any: RubyValue = { is: 'any' };
export const text = (written: string): RubyValue => ({ is: 'text', text: written });
export const number = (value: number, written = String(value)): RubyValue => ({ is: 'number', number: value, text: written });
export const list = (items: readonly RubyValue[]): RubyValue => ({ is: 'list', items });
export const boolean = (value: boolean): RubyValue => ({ is: 'boolean', value });

/** An integer so small that it is exact here as in Ruby. */
export const isInteger = (value: RubyValue): value is RubyValue & { is: 'number' } =>
  value.is === 'number' && !value.text.includes('.') && Number.isSafeInteger(value.number);

/** Everything but nil and false is true in Ruby; undefined where only the machine that deploys can tell. */
export function isTrue(value: RubyValue): boolean | undefined {
  // `if (1..3)` asks Ruby for the line that it has read last.
  if (value.is === 'environment' || value.is === 'any' || value.is === 'range') return undefined;
  return value.is === 'boolean' ? value.value : value.is !== 'nil';
}

/** Ruby's `to_s`; undefined where that is not known, or looks like no setting (`["a", "b"]`). */
export function toS(value: RubyValue): string | undefined {
  switch (value.is) {
    case 'text':
    case 'symbol':
    case 'number':
    case 'range':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'nil':
      return '';
    default:
      return inspect(value);
  }
}

/** Ruby's `inspect`, of a list also its `to_s`. */
export function inspect(value: RubyValue): string | undefined {
  switch (value.is) {
    case 'nil':
      return 'nil';
    case 'text':
      // Other texts have escapes of Ruby's own.
      return /^[ !$-[\]-~]*$/.test(value.text) ? `"${value.text}"` : undefined;
    case 'symbol':
      return /^[a-z]\w*$/i.test(value.text) ? `:${value.text}` : undefined;
    case 'list': {
      const items = value.items.map(inspect);
      return items.every((item) => item !== undefined) ? `[${items.join(', ')}]` : undefined;
    }
    default:
      return value.is === 'environment' || value.is === 'any' ? undefined : toS(value);
  }
}

/** Ruby's `==`; undefined where that is not known. */
export function equal(a: RubyValue, b: RubyValue): boolean | undefined {
  if (a.is === 'environment' || a.is === 'any' || b.is === 'environment' || b.is === 'any') return undefined;
  if (a.is === 'list' && b.is === 'list') {
    if (a.items.length !== b.items.length) return false;
    const each = a.items.map((item, i) => equal(item, b.items[i]!));
    return each.includes(undefined) ? undefined : each.every(Boolean);
  }
  return a.is === b.is && (a.is === 'number' && b.is === 'number' ? a.number === b.number : toS(a) === toS(b));
}
