import { any, boolean, equal, inspect, list, nil, number, text, toS, type RubyValue } from './values.ts';

type Method = (self: RubyValue, args: readonly RubyValue[]) => RubyValue | undefined;

/** A method of texts that takes so many texts; null: any number. */
const onText =
  (count: number | null, work: (written: string, ...args: string[]) => RubyValue | undefined): Method =>
  (self, args) => {
    if (self.is !== 'text' || (count ?? args.length) !== args.length) return undefined;
    const texts = args.map((arg) => (arg.is === 'text' ? arg.text : undefined));
    return texts.every((one) => one !== undefined) ? work(self.text, ...texts) : undefined;
  };

/** Letters outside ASCII have rules of their own in Ruby. */
const onAscii = (work: (written: string) => string): Method =>
  onText(0, (written) => (/[^\0-\x7f]/.test(written) ? undefined : text(work(written))));

const onList =
  (count: number, work: (items: readonly RubyValue[], ...args: RubyValue[]) => RubyValue | undefined): Method =>
  (self, args) =>
    self.is === 'list' && args.length === count ? work(self.items, ...args) : undefined;

/** What a range has in common with the list of its items. */
const onItems =
  (work: (items: readonly RubyValue[]) => RubyValue | undefined): Method =>
  (self, args) =>
    (self.is === 'list' || self.is === 'range') && args.length === 0 ? work(self.items) : undefined;

/** An empty range still tells its bounds. */
const end =
  (at: number): Method =>
  (self, args) =>
    self.is === 'range' && self.items.length === 0 ? undefined : onItems((items) => items.at(at) ?? nil)(self, args);

const isUnknown = ({ is }: RubyValue): boolean => is === 'environment' || is === 'any';

/** What may be asked of nil and of every text alike: of an environment variable, that is, without an error. */
const ofAnything: Readonly<Record<string, Method>> = {
  to_s: (self) => (isUnknown(self) ? any : printed(toS(self))),
  inspect: (self) => (isUnknown(self) ? any : printed(inspect(self))),
  to_json: (self) => (isUnknown(self) ? any : self.is === 'nil' ? text('null') : printed(json(self))),
  to_i: (self) => (isUnknown(self) ? any : self.is === 'nil' ? number(0) : self.is === 'text' ? toI(self.text) : undefined),
  'nil?': (self) => (isUnknown(self) ? any : boolean(self.is === 'nil')),
  freeze: (self) => self,
  dup: (self) => self,
  itself: (self) => self,
};

const ofOne: Readonly<Record<string, readonly Method[]>> = {
  upcase: [onAscii((written) => written.toUpperCase())],
  downcase: [onAscii((written) => written.toLowerCase())],
  capitalize: [onAscii((written) => written.charAt(0).toUpperCase() + written.slice(1).toLowerCase())],
  strip: [onText(0, (written) => text(strip(written)))],
  chomp: [onText(0, (written) => text(written.replace(/\r?\n$|\r$/, '')))],
  reverse: [onText(0, (written) => text([...written].toReversed().join(''))), onList(0, (items) => list(items.toReversed()))],
  split: [onText(0, (written) => split(written, ' ')), onText(1, split)],
  tr: [onText(2, (written, from, to) => (/^[^\\]$/.test(from!) && to?.length === 1 ? text(written.replaceAll(from!, to)) : undefined))],
  gsub: [onText(2, (written, from, to) => (from === '' || to!.includes('\\') ? undefined : text(written.replaceAll(from!, () => to!))))],
  delete: [
    onText(1, (written, what) =>
      /^[\w"' ]+$/.test(what!) ? text([...written].filter((one) => !what!.includes(one)).join('')) : undefined,
    ),
  ],
  'start_with?': [onText(null, (written, ...starts) => boolean(starts.some((start) => written.startsWith(start))))],
  'end_with?': [onText(null, (written, ...ends) => boolean(ends.some((one) => written.endsWith(one))))],
  'include?': [onText(1, (written, part) => boolean(written.includes(part!))), onList(1, includes)],
  'empty?': [onText(0, (written) => boolean(written === '')), onList(0, (items) => boolean(items.length === 0))],
  length: [onText(0, (written) => number([...written].length)), onList(0, (items) => number(items.length))],
  size: [onText(0, (written) => number([...written].length)), onItems((items) => number(items.length))],
  count: [onItems((items) => number(items.length))],
  first: [end(0)],
  last: [end(-1)],
  join: [onList(0, (items) => join(items, '')), onList(1, (items, by) => (by!.is === 'text' ? join(items, by.text) : undefined))],
  to_a: [onItems(list)],
  uniq: [onList(0, uniq)],
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

/** Without the white space at its ends that Ruby takes for such. */
function strip(written: string): string {
  return written.replace(/^[\t-\r ]+|(?<![\t-\r ])[\t-\r ]+$/g, '');
}

function toI(written: string): RubyValue | undefined {
  const value = Number(/^[\t-\r ]*([-+]?\d+(?:_\d+)*)/.exec(written)?.[1]!.replaceAll('_', '') ?? 0);
  return Number.isSafeInteger(value) ? number(value) : undefined;
}

function split(written: string, by = ''): RubyValue {
  const parts = by === ' ' ? strip(written).split(/[\t-\r ]+/) : by === '' ? [...written] : written.split(by);
  while (parts.at(-1) === '') parts.pop();
  return list(parts.map(text));
}

function includes(items: readonly RubyValue[], wanted: RubyValue = nil): RubyValue {
  const each = items.map((item) => equal(item, wanted));
  return each.includes(true) ? boolean(true) : each.includes(undefined) ? any : boolean(false);
}

/** Ruby's `uniq` tells 1 from 1.0, as `inspect` does. */
function uniq(items: readonly RubyValue[]): RubyValue {
  const each = items.map(inspect);
  return each.includes(undefined) ? any : list(items.filter((_, i) => each.indexOf(each[i]) === i));
}

function join(items: readonly RubyValue[], by: string): RubyValue | undefined {
  const texts = items.map((item) => (item.is === 'list' ? undefined : toS(item)));
  return texts.every((one) => one !== undefined) ? text(texts.join(by)) : undefined;
}

/** `to_json` of plain values, after `require "json"`; Rails escapes some characters. */
function json(value: RubyValue): string | undefined {
  if (value.is === 'symbol' || value.is === 'range') return undefined;
  if (value.is !== 'list') return value.is === 'text' && /[<>&]/.test(value.text) ? undefined : inspect(value);
  const items = value.items.map((item) => (item.is === 'nil' ? 'null' : json(item)));
  return items.every((item) => item !== undefined) ? `[${items.join(',')}]` : undefined;
}
