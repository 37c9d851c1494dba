import { any, boolean, equal, inspect, nil, number, text, toS, type RubyValue } from './values.ts';

type Method = (self: RubyValue, args: readonly RubyValue[]) => RubyValue | undefined;

const onText =
  (work: (written: string, args: readonly string[]) => RubyValue | undefined): Method =>
  (self, args) => {
    if (self.is !== 'text') return undefined;
    const texts = args.map((arg) => (arg.is === 'text' ? arg.text : undefined));
    return texts.every((one) => one !== undefined) ? work(self.text, texts) : undefined;
  };

const onList =
  (work: (items: readonly RubyValue[], args: readonly RubyValue[]) => RubyValue | undefined): Method =>
  (self, args) =>
    self.is === 'list' ? work(self.items, args) : undefined;

const isUnknown = ({ is }: RubyValue): boolean => is === 'environment' || is === 'any';

/** What may be asked of nil and of every text alike: of an environment variable, that is, without an error. */
const ofAnything: Readonly<Record<string, Method>> = {
  to_s: (self) => (isUnknown(self) ? any : printed(toS(self))),
  inspect: (self) => (isUnknown(self) ? any : printed(inspect(self))),
  to_json: (self) => (isUnknown(self) ? any : self.is === 'nil' ? text('null') : printed(json(self))),
  to_i: (self) => (isUnknown(self) ? any : self.is === 'nil' ? number(0) : self.is === 'text' ? number(toI(self.text)) : undefined),
  'nil?': (self) => (isUnknown(self) ? any : boolean(self.is === 'nil')),
  freeze: (self) => self,
  dup: (self) => self,
  itself: (self) => self,
};

const ofOne: Readonly<Record<string, readonly Method[]>> = {
  upcase: [onText((written) => text(written.toUpperCase()))],
  downcase: [onText((written) => text(written.toLowerCase()))],
  capitalize: [onText((written) => text(written.charAt(0).toUpperCase() + written.slice(1).toLowerCase()))],
  strip: [onText((written) => text(written.trim()))],
  chomp: [onText((written) => text(written.replace(/\r?\n$/, '')))],
  reverse: [onText((written) => text([...written].toReversed().join(''))), onList((items) => ({ is: 'list', items: items.toReversed() }))],
  split: [onText((written, [by = ' ']) => ({ is: 'list', items: split(written, by).map(text) }))],
  tr: [onText((written, [from, to]) => (from?.length === 1 && to?.length === 1 ? text(written.replaceAll(from, to)) : undefined))],
  gsub: [onText((written, [from, to]) => (from !== undefined && to !== undefined ? text(written.replaceAll(from, () => to)) : undefined))],
  delete: [
    onText((written, [what]) =>
      what !== undefined && /^[\w"' ]+$/.test(what) ? text([...written].filter((one) => !what.includes(one)).join('')) : undefined,
    ),
  ],
  'start_with?': [onText((written, starts) => boolean(starts.some((start) => written.startsWith(start))))],
  'end_with?': [onText((written, ends) => boolean(ends.some((end) => written.endsWith(end))))],
  'include?': [onText((written, [part]) => (part === undefined ? undefined : boolean(written.includes(part)))), onList(includes)],
  'empty?': [onText((written) => boolean(written === '')), onList((items) => boolean(items.length === 0))],
  length: [onText((written) => number([...written].length)), onList((items) => number(items.length))],
  size: [onText((written) => number([...written].length)), onList((items) => number(items.length))],
  count: [onList((items, args) => (args.length === 0 ? number(items.length) : undefined))],
  first: [onList((items, args) => (args.length === 0 ? (items[0] ?? nil) : undefined))],
  last: [onList((items, args) => (args.length === 0 ? (items.at(-1) ?? nil) : undefined))],
  join: [onList((items, [by]) => join(items, by))],
  to_a: [onList((items) => ({ is: 'list', items }))],
  uniq: [onList((items) => ({ is: 'list', items: items.filter((item, i) => items.findIndex((other) => equal(item, other)) === i) }))],
};

/**
 * What a method of a Ruby value gives.
 * @returns undefined where Ruby might raise, or we do not know the method
 */
export function call(self: RubyValue, name: string, args: readonly RubyValue[]): RubyValue | undefined {
  const anything = Object.hasOwn(ofAnything, name) && args.length === 0 ? ofAnything[name] : undefined;
  if (anything) return anything(self, args);
  for (const method of Object.hasOwn(ofOne, name) ? ofOne[name]! : []) {
    const value = method(self, args);
    if (value) return value;
  }
  return undefined;
}

function printed(written: string | undefined): RubyValue | undefined {
  return written === undefined ? undefined : text(written);
}

function toI(written: string): number {
  return Number(/^\s*([-+]?\d+)/.exec(written.replaceAll('_', ''))?.[1] ?? 0);
}

function split(written: string, by: string): string[] {
  const parts = by === ' ' ? written.trim().split(/\s+/) : written.split(by);
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

function includes(items: readonly RubyValue[], [wanted]: readonly RubyValue[]): RubyValue | undefined {
  if (!wanted) return undefined;
  const each = items.map((item) => equal(item, wanted));
  return each.includes(true) ? boolean(true) : each.includes(undefined) ? any : boolean(false);
}

function join(items: readonly RubyValue[], by: RubyValue | undefined): RubyValue | undefined {
  if (by && by.is !== 'text') return undefined;
  const texts = items.map((item) => (item.is === 'list' ? undefined : toS(item)));
  return texts.every((one) => one !== undefined) ? text(texts.join(by?.text ?? '')) : undefined;
}

/** `to_json` of plain values, after `require "json"`. */
function json(value: RubyValue): string | undefined {
  if (value.is !== 'list') return inspect(value);
  const items = value.items.map((item) => (item.is === 'nil' ? 'null' : json(item)));
  return items.every((item) => item !== undefined) ? `[${items.join(',')}]` : undefined;
}
