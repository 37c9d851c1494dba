import { blockDepth } from './blockDepth.ts';
import { evaluate, newScope, type Scope } from './evaluate.ts';
import { assign, literal, statementsOf, type Literal } from './literal.ts';
import { scan } from '../scan.ts';

/** An ERB tag at its offsets in the file. */
export interface Tag {
  readonly from: number;
  readonly to: number;
  readonly kind: 'output' | 'statement' | 'comment' | 'literal';
  readonly code: string;
  readonly inComment: boolean;
  readonly open: boolean;
  /** Prints on a line of its own: what it prints may be keys or items. */
  readonly alone: boolean;
  /** What it prints, where that is certain. */
  readonly printed?: Literal;
  /** May Ruby raise an error here, as far as the text tells? */
  readonly mayRaise: boolean;
}

export interface ErbStretch {
  readonly from: number;
  readonly to: number;
}

/** A text whose ERB is taken out without moving anything. */
export interface Masked {
  /** As long as the text: outputs became letters, everything else of ERB blanks. */
  readonly text: string;
  readonly tags: readonly Tag[];
  /** Inside a branch, loop or block, in order, without overlap. */
  readonly branches: readonly ErbStretch[];
}

/**
 * Finds the ERB of a text as Ruby's `ERB` with `trim_mode: "-"` does and masks it; nothing is run.
 * An unterminated tag loses only its opening mark, and what follows is text, as Ruby has it.
 */
export function maskErb(text: string): Masked {
  if (!text.includes('<%')) return { text, tags: [], branches: [] };
  const found = findTags(text);
  const tags: Tag[] = [];
  const reader = new Reader();
  const parts: string[] = [];
  // the end of what is masked so far: enough to see a comment on this line, or what the line before announces
  let recent = '';
  let at = 0;
  const append = (part: string) => {
    parts.push(part);
    recent = (recent + part).slice(-RECENT);
  };
  for (let i = 0; i < found.length;) {
    const line = lineAround(text, found, i);
    append(text.slice(at, line.tags[0]!.from));
    at = line.tags[0]!.from;
    const alone = line.bare && line.tags.some((tag) => tag.kind === 'output') && !ANNOUNCES_TEXT.test(recent);
    for (const tag of line.tags) {
      append(text.slice(at, tag.from));
      tags.push({
        ...tag,
        inComment: isComment(recent.slice(recent.lastIndexOf('\n') + 1)),
        alone: alone && tag.kind === 'output',
        ...reader.read(tag),
      });
      append(mask(text, tag, alone));
      at = tag.to;
      // What `-%>` joins is one line to YAML; a line of tags alone vanishes instead, and stays blank here.
      const joined = line.bare ? 0 : trimmedBreak(text, tag);
      append(' '.repeat(joined));
      at += joined;
    }
    i += line.tags.length;
  }
  parts.push(text.slice(at));
  return { text: parts.join(''), tags, branches: branches(tags, text.length) };
}

const RECENT = 1000;

/** A tag as it stands in the text, before anything is known of what is around it. */
export type FoundTag = Pick<Tag, 'from' | 'to' | 'kind' | 'code' | 'open'>;

/** The tags of a template, in order; an unterminated one is its opening mark alone. */
export function findTags(text: string): FoundTag[] {
  const tags: FoundTag[] = [];
  const last = text.lastIndexOf('%>');
  for (let from = text.indexOf('<%'); from !== -1;) {
    const mark = text[from + 2];
    let to: number;
    if (mark === '%') {
      to = from + 3;
      tags.push({ from, to, kind: 'literal', code: '', open: false });
    } else {
      const kind = mark === '=' ? 'output' : mark === '#' ? 'comment' : 'statement';
      const start = from + (kind === 'statement' && mark !== '-' ? 2 : 3);
      const end = start > last ? -1 : close(text, start);
      to = end === -1 ? start : end + 2;
      const code = end === -1 ? '' : text.slice(start, end).replace(/-$/, '').replaceAll('%%>', '%>');
      tags.push({ from, to, kind, code, open: end === -1 });
    }
    from = text.indexOf('<%', to);
  }
  return tags;
}

/** How many characters of line break `-%>` takes away after a tag. */
export function trimmedBreak(text: string, tag: FoundTag): number {
  if (tag.open || tag.kind === 'literal' || !text.startsWith('-%>', tag.to - 3)) return 0;
  return /^\r?\n/.exec(text.slice(tag.to, tag.to + 2))?.[0].length ?? 0;
}

/** `%%>` inside a tag is Ruby's way to write `%>` there. */
function close(text: string, from: number): number {
  let end = text.indexOf('%>', from);
  while (end > from && text[end - 1] === '%') end = text.indexOf('%>', end + 1);
  return end;
}

/** The tags from the i-th on that share its line, and whether nothing else stands there. */
function lineAround(text: string, found: FoundTag[], i: number): { tags: FoundTag[]; bare: boolean } {
  const first = found[i]!;
  let bare = text.slice(text.lastIndexOf('\n', first.from - 1) + 1, first.from).trim() === '';
  const tags = [first];
  for (let last = first; ;) {
    const next = found[i + tags.length];
    const lineEnd = text.indexOf('\n', last.to);
    const end = lineEnd === -1 ? text.length : lineEnd;
    if (last.open || last.kind === 'literal') bare = false;
    if (!next || next.from > end) return { tags, bare: bare && text.slice(last.to, end).trim() === '' };
    bare &&= text.slice(last.to, next.from).trim() === '';
    tags.push((last = next));
  }
}

function mask(text: string, tag: FoundTag, alone: boolean): string {
  if (tag.kind === 'literal') return text.slice(tag.from, tag.to);
  return (tag.kind === 'output' && !alone && !tag.open ? 'x' : ' ').repeat(tag.to - tag.from);
}

/** Does this start of a line end in a YAML comment? */
function isComment(before: string): boolean {
  return before.includes('#') && scan(before).tokens.at(-1)?.kind === 'comment';
}

/** Is this the end of a line that announces a block scalar? What is printed on the next one is its text, not keys. */
const ANNOUNCES_TEXT = /(?:^|[\s:-])[|>][-+1-9]{0,2}[ \t]*(?:[ \t]#[^\n]*)?\s*$/;

/** Walks through the tags in order with what the variables hold. */
class Reader {
  readonly #scope: Scope = newScope(undefined);
  #depth = 0;

  read({ kind, code, open }: FoundTag): Pick<Tag, 'printed' | 'mayRaise'> {
    if (open || kind === 'comment' || kind === 'literal') return { mayRaise: false };
    if (kind === 'statement')
      return {
        mayRaise: statementsOf(code)
          .map((statement) => this.#isSafe(statement))
          .includes(false),
      };
    this.#enter(code);
    const printed = literal(code, this.#scope);
    return { ...(printed && { printed }), mayRaise: !printed && !evaluate(code, this.#scope) };
  }

  #enter(code: string): void {
    this.#depth = Math.max(0, this.#depth + blockDepth(code));
  }

  #isSafe(statement: string): boolean {
    this.#enter(statement);
    const condition = /^(?:if|unless|elsif)\s+([^]+?)(?:\s+then)?$/.exec(statement)?.[1];
    if (condition !== undefined) return evaluate(condition, this.#scope) !== undefined;
    return (
      /^(?:else|end)$/.test(statement) ||
      assign(statement, this.#scope, this.#depth === 0) ||
      evaluate(statement, this.#scope) !== undefined
    );
  }
}

function branches(tags: readonly Tag[], end: number): ErbStretch[] {
  const stretches: ErbStretch[] = [];
  let depth = 0;
  let from = 0;
  for (const tag of tags) {
    if (tag.kind !== 'statement' && tag.kind !== 'output') continue;
    const before = depth;
    depth = Math.max(0, depth + blockDepth(tag.code));
    if (before === 0 && depth > 0) from = tag.to;
    if (before > 0 && depth === 0) stretches.push({ from, to: tag.from });
  }
  if (depth > 0) stretches.push({ from, to: end });
  return stretches;
}
