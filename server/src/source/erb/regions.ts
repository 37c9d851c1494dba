import type { Masked, ErbStretch, Tag } from './tags.ts';
import type { Scalar } from '../node.ts';

/** What ERB makes of a scalar: a value that only Ruby knows (its class may be certain), or a text that is certain. */
export type Printed = { readonly unknown: 'string' | 'any' } | { readonly text: string; readonly fallback: boolean };

/** The ERB that touches one chunk; offsets count from the chunk. */
export class ErbRegions {
  readonly #text: string;
  readonly #tags: readonly Tag[];
  readonly #branches: readonly ErbStretch[];
  /** Two stretches of equal text and equal id read the same. */
  readonly id: string;

  constructor(text: string, tags: readonly Tag[], branches: readonly ErbStretch[]) {
    this.#text = text;
    this.#tags = tags;
    this.#branches = branches;
    this.id = JSON.stringify([
      tags.map(({ from, to, kind, alone, printed }) => [from, to, kind, alone, printed]),
      branches.map(({ from, to }) => [Math.max(from, 0), Math.min(to, text.length)]),
    ]);
  }

  /** Is a place in a branch or loop? */
  conditional(from: number): boolean {
    return this.#branches.some((branch) => branch.from <= from && from < branch.to);
  }

  /** Does a tag that prints on its own line stand between two offsets, at a column that `column` takes? */
  prints(from: number, to: number, column: (tag: number) => boolean = () => true): boolean {
    return this.#tags.some(
      (tag) => tag.alone && tag.from >= from && tag.from < to && column(tag.from - this.#text.lastIndexOf('\n', tag.from - 1) - 1),
    );
  }

  get printsAlone(): boolean {
    return this.#tags.some((tag) => tag.alone);
  }

  /** What stands where a scalar of this value stretches; undefined when no ERB touches it. */
  scalar(from: number, to: number, style: Scalar['style'], value: string): Printed | undefined {
    const tags = this.#tags.filter((tag) => tag.from < to && tag.to > from);
    // an unterminated tag prints nothing and leaves what follows as it stands
    if (tags.every((tag) => tag.open)) return undefined;
    if (tags.every(({ kind }) => kind === 'literal')) return { text: value.replaceAll('<%%', '<%'), fallback: false };
    const inner = style === 'plain' ? { from, to } : { from: from + 1, to: to - 1 };
    const printed = style === 'block' ? undefined : this.#printed(inner, tags, style === 'plain');
    if (printed) return printed;
    return { unknown: style !== 'plain' || isCertainlyText(this.#around(inner, tags)) ? 'string' : 'any' };
  }

  #printed(inner: ErbStretch, tags: readonly Tag[], plain: boolean): Printed | undefined {
    let text = '';
    let at = inner.from;
    let fallback = false;
    for (const tag of tags) {
      const output =
        tag.kind === 'output'
          ? tag.printed
          : tag.kind === 'comment'
            ? { text: '', fallback: false }
            : tag.kind === 'literal'
              ? { text: '<%', fallback: false }
              : undefined;
      if (!output) return undefined;
      text += this.#text.slice(at, tag.from) + output.text;
      fallback ||= output.fallback;
      at = tag.to;
    }
    text += this.#text.slice(at, Math.max(at, inner.to));
    // what is printed is read as YAML: anything that could be more than one plain word or one quoted text is left alone
    const safe = plain ? /^(?!- )(?:[\w./+~-](?:[\w./+~@=%-]|[: ](?=[\w./-]))*)?$/ : /^[^"'\\\n\r]*$/;
    return safe.test(text) ? { text, fallback } : undefined;
  }

  #around(inner: ErbStretch, tags: readonly Tag[]): { before: string; all: string } {
    let all = '';
    let at = inner.from;
    for (const tag of tags) {
      all += this.#text.slice(at, Math.max(at, tag.from));
      at = tag.to;
    }
    return {
      before: this.#text.slice(inner.from, Math.max(inner.from, tags[0]?.from ?? inner.from)),
      all: all + this.#text.slice(at, Math.max(at, inner.to)),
    };
  }
}

/** Whatever is printed into `node-….test` or `10.0.0.…`, the whole is no number, boolean, null, date or symbol. */
function isCertainlyText({ before, all }: { before: string; all: string }): boolean {
  if (/^\d+\.\d+\./.test(before)) return true;
  return /^[A-Za-z_/]/.test(before) && (all.length > 5 || /[^A-Za-z]/.test(all));
}

/** The ERB between two offsets of a file, for the chunk that is cut there; undefined where none is near. */
export function erbRegionsBetween(text: string, masked: Masked, from: number, to: number): ErbRegions | undefined {
  const tags = overlapping(masked.tags, from, to);
  const branches = overlapping(masked.branches, from, to);
  if (tags.length + branches.length === 0) return undefined;
  const move = <T extends ErbStretch>(stretch: T): T => ({ ...stretch, from: stretch.from - from, to: stretch.to - from });
  return new ErbRegions(text.slice(from, to), tags.map(move), branches.map(move));
}

/** Those of some stretches in order that share a character with `from` to `to`. */
function overlapping<T extends ErbStretch>(stretches: readonly T[], from: number, to: number): T[] {
  let low = 0;
  let high = stretches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stretches[middle]!.to <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < stretches.length && stretches[end]!.from < to) end++;
  return stretches.slice(low, end);
}
