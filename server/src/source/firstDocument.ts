/** The part of a text that Psych reads: its first document. */
export interface FirstDocument {
  /** As long as the text: marks and directives before the document, and everything after it, blanked. */
  readonly text: string;
  /** Offset after which nothing is read, with the reason; undefined when all is read. */
  readonly end: { readonly at: number; readonly why: 'marker' | 'bom' | 'indent' | 'flow' } | undefined;
  /** A directive libyaml refuses. */
  readonly directive: { readonly from: number; readonly to: number; readonly message: string } | undefined;
  /** Content stands on the line of `---`: nothing can be split. */
  readonly whole: boolean;
}

const BLANK = /[^\n\r]/g;
const MARKER = /^(?:---|\.\.\.)(?=[ \t\r\n]|$)/gm;

/** Finds the first document of a text (ERB masked), as libyaml 0.2.5 does under Psych, which stops reading after it. */
export function firstDocument(text: string): FirstDocument {
  const bom = text.charCodeAt(0) === 0xfeff;
  if (!bom && !text.includes('---') && !text.includes('...') && !text.includes('%'))
    return { text, end: undefined, directive: undefined, whole: false };
  let from = 0;
  let whole = false;
  let directive: FirstDocument['directive'];
  const start = /^(?:[ \t]*(?:#.*)?\r?\n|%.*\r?\n)*---(?=[ \t\r\n]|$)/.exec(text);
  if (start) {
    from = start[0].length;
    whole = /^[ \t]*[^\s#]/.test(text.slice(from, lineEnd(text, from)));
    directive = refusedDirective(text.slice(0, from - 3));
  }
  MARKER.lastIndex = from;
  const marker = MARKER.exec(text);
  const onlyBlank = marker && /^(?:[ \t]*(?:#.*)?\r?\n)*$/.test(text.slice(from, marker.index));
  const end = marker && !(onlyBlank && !start) ? { at: marker.index, why: 'marker' as const } : undefined;
  const stop = end?.at ?? text.length;
  // libyaml counts the mark as a column, so what stands beside it is one deeper than all that follows
  const body = bom && from === 0 ? ` ${text.slice(1, stop)}` : text.slice(from, stop);
  return {
    text: text.slice(0, from).replace(BLANK, ' ') + withoutHandles(body, text.slice(0, from)) + text.slice(stop).replace(BLANK, ' '),
    end,
    directive,
    whole,
  };
}

/** Tags behind a handle that `%TAG` declares are none that Psych knows, so they are passed over; \`yaml\` reads chunks, without the directive. */
function withoutHandles(body: string, prologue: string): string {
  const handles = [...prologue.matchAll(/^%TAG[ \t]+(![\w-]+!)[ \t]/gm)].map(([, handle]) => handle!);
  if (handles.length === 0) return body;
  return body.replace(new RegExp(`(?<=^|[\\s,[{(:-])(?:${handles.join('|')})[^\\s,[\\]{}]*`, 'g'), (tag) => ' '.repeat(tag.length));
}

function refusedDirective(prologue: string): FirstDocument['directive'] {
  let named = 0;
  for (const match of prologue.matchAll(/^%(\S*)(.*)$/gm)) {
    const at = { from: match.index, to: match.index + match[0].trimEnd().length };
    const [, name = '', rest = ''] = match;
    if (name === 'YAML' && named++ > 0)
      return {
        ...at,
        message: `\`%YAML\` may stand once, and Kamal cannot read the file with two. Remove the line: Kamal needs no version.`,
      };
    if (name === 'YAML' && !/^\s+1\.[12]\s*(?:#.*)?$/.test(rest))
      return {
        ...at,
        message: `\`${match[0].trim()}\` is refused by Ruby's YAML reader, which knows versions 1.1 and 1.2 only. Remove the line: Kamal needs no version.`,
      };
    if (name !== 'YAML' && name !== 'TAG')
      return {
        ...at,
        message: `\`%${name}\` is no YAML directive, and Kamal cannot read the file. Remove the line, or put text that begins with \`%\` in quotes.`,
      };
  }
  return undefined;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}
