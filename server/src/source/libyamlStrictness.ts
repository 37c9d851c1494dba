import { scan } from './scan.ts';
import type { Scanned, Token } from './scan.ts';
import { rubyTagFault } from './rubyTags.ts';

/** What is wrong in a stretch of text; offsets count from the stretch. */
export interface Fault {
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

const CONTROL =
  /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
const SUSPICIOUS = /[\t&*?%@`!]|\\u[dD][89a-fA-F]|[^\n]{1024}|^[ \t]*:|[[{,:?-][ \t\r\n]*:|:[,?[\]{}]|[[{][^\]}\n]*\n/m;

/**
 * Why libyaml refuses a text (ERB masked) that a YAML 1.2 reader may take. Undefined when there is nothing of the kind.
 * `scanned` is asked for only where the text holds a character that can make the difference.
 */
export function libyamlRefusal(text: string, scanned: () => Scanned): Fault | undefined {
  const control = controlCharacter(text);
  if (control) return control;
  if (!SUSPICIOUS.test(text)) return undefined;
  const { tokens } = scanned();
  return (text.includes('\t') ? tabFault(text, tokens) : undefined) ?? keyOverLines(text, scanned()) ?? tokenFault(text, tokens);
}

function controlFault({ 0: character, index }: RegExpExecArray): Fault {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return {
    from: index,
    to: index + character.length,
    message: `The control character U+${code} stands here, invisible in most editors, and Kamal cannot read the file with it. Delete it; in double quotes write \`\\u${code}\` if it is meant.`,
  };
}

/** A tab is white space for libyaml only after something on the same line that cannot begin a key. */
function tabFault(text: string, tokens: readonly Token[]): Fault | undefined {
  let next = 0;
  for (let at = text.indexOf('\t'); at !== -1; at = text.indexOf('\t', at + 1)) {
    while (next < tokens.length && tokens[next]!.to <= at) next++;
    const token = tokens[next];
    const inside = token !== undefined && token.from <= at ? token : undefined;
    const lineStart = text.lastIndexOf('\n', at - 1) + 1;
    const first = text.slice(lineStart, at).trim() === '';
    if (inside ? breaksIndentation(text, inside, at, first) : startsKey(tokens, next, lineStart, first)) return tab(text, at);
  }
  return undefined;
}

/** May a key begin where the tab stands? Then it counts as indentation. */
function startsKey(tokens: readonly Token[], next: number, lineStart: number, first: boolean): boolean {
  const before = tokens[next - 1];
  const flow = before === undefined ? 0 : before.kind === 'close' ? before.flow - 1 : before.flow;
  if (flow > 0) return false;
  return first || (before !== undefined && before.from >= lineStart && (before.kind === 'dash' || before.kind === 'question'));
}

function breaksIndentation(text: string, token: Token, at: number, first: boolean): boolean {
  if (!first || token.kind === 'single' || token.kind === 'double') return false;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  if (token.kind === 'plain') return lineStart > token.from && at - lineStart <= indentOf(text, token.from);
  return (
    token.kind === 'block' && at - lineStart < blockIndent(text.slice(token.from, token.to), at - token.from, indentOf(text, token.from))
  );
}

/** How far the lines of a block scalar are indented; without end up to its first line of text, where a tab cannot be told from indentation. */
function blockIndent(block: string, tab: number, parent: number): number {
  const explicit = /^[|>][-+]?([1-9])/.exec(block);
  if (explicit) return parent + Number(explicit[1]);
  const first = /\n( *)[^ \r\n]/.exec(block);
  return first === null || tab < first.index + first[0].length ? Infinity : Math.max(first[1]!.length, parent + 1);
}

function indentOf(text: string, at: number): number {
  return /^(?:- |[ ])*/.exec(text.slice(text.lastIndexOf('\n', at - 1) + 1, at))?.[0].trimEnd().length ?? 0;
}

function tab(text: string, at: number): Fault {
  let to = at;
  while (text[to] === '\t') to++;
  return {
    from: at,
    to,
    message:
      'A tab is used as indentation. YAML allows only spaces there, and Kamal cannot read the file. Put two spaces for each level instead.',
  };
}

const NAME = /^[&*][\w-]+$/;

function tokenFault(text: string, tokens: readonly Token[]): Fault | undefined {
  const questions = new Set<number>();
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const before = tokens.slice(Math.max(0, i - 3), i).findLast(({ kind }) => kind !== 'comment');
    if (token.kind === 'question' && token.flow === 0) questions.add(column(text, token.from));
    const fault =
      token.kind === 'anchor' || token.kind === 'alias'
        ? nameFault(text, token, before)
        : token.kind === 'colon'
          ? colonFault(text, token, before, questions)
          : token.kind === 'plain'
            ? (plainFault(text, token) ?? longKeyFault(text, token, tokens[i + 1]))
            : token.kind === 'question' && before?.kind === 'colon' && token.flow > 0
              ? {
                  from: token.from,
                  to: token.to,
                  message:
                    'A value inside brackets may not begin with `?`, which announces a key there, and Kamal cannot read the file. Put the value in quotes.',
                }
              : token.kind === 'double'
                ? (surrogateFault(text, token) ?? longKeyFault(text, token, tokens[i + 1]))
                : token.kind === 'tag'
                  ? (tagFault(text, token) ?? rubyTagFault(text, token, tokens.slice(i + 1, i + 3)))
                  : undefined;
    if (fault) return fault;
  }
  return undefined;
}

function tagFault(text: string, token: Token): Fault | undefined {
  if (token.flow === 0 || !/[\]}[{]/.test(text[token.to] ?? '')) return undefined;
  const { from, to } = token;
  return { from, to, message: `A space is missing after the tag \`${text.slice(from, to)}\`; without it Kamal cannot read the file.` };
}

/** libyaml: letters, digits, `_` and `-` only, then a blank or one of a few marks. */
function nameFault(text: string, token: Token, before: Token | undefined): Fault | undefined {
  const written = text.slice(token.from, token.to);
  // `*name:` is a key, so nothing but the mark of an item or a bracket may stand before it
  const asKey =
    before === undefined ||
    ['dash', 'question', 'open', 'comma'].includes(before.kind) ||
    text.slice(before.from, token.from).includes('\n');
  if (NAME.test(written) || (token.kind === 'alias' && asKey && /^\*[\w-]+:$/.test(written))) return undefined;
  return token.kind === 'alias'
    ? {
        from: token.from,
        to: token.to,
        message: `\`${written}\` begins with \`*\`, which YAML reads as a reference to an anchor, and Kamal cannot read the file. Put the value in quotes: \`"${written}"\`.`,
      }
    : {
        from: token.from,
        to: token.to,
        message: `\`${written}\` begins with \`&\`, which YAML reads as an anchor whose name may have letters, digits, \`_\` and \`-\` only. Put the value in quotes, or rename the anchor.`,
      };
}

function colonFault(text: string, token: Token, before: Token | undefined, questions: Set<number>): Fault | undefined {
  if (token.flow > 0) {
    const keyless = before === undefined || before.kind === 'open' || before.kind === 'comma' || before.kind === 'colon';
    const glued = before?.kind === 'plain' && before.to === token.from && /[,?[\]{}]/.test(text[token.to] ?? '');
    if (keyless)
      return {
        ...token,
        message: 'A value inside brackets may not begin with a colon for Ruby, and Kamal cannot read the file. Put the value in quotes.',
      };
    if (glued)
      return { ...token, message: 'A space is missing after this colon; without it Kamal cannot read the file. Write `key: value`.' };
    return undefined;
  }
  const lineStart = text.lastIndexOf('\n', token.from - 1) + 1;
  const onLine = before !== undefined && before.from >= lineStart;
  const keyless = onLine ? before.kind === 'dash' || before.kind === 'question' : !questions.has(token.from - lineStart);
  if (!keyless || (before !== undefined && before.to > lineStart)) return keyless && onLine ? noKey(token) : undefined;
  return noKey(token);
}

/** A key and its colon must stand on one line, also inside brackets, unless `? ` announces the key. */
export function keyOverLines(text: string, { tokens }: Scanned): Fault | undefined {
  for (let i = 1; i < tokens.length; i++) {
    const [before, token] = [tokens[i - 1]!, tokens[i]!];
    if (token.kind !== 'colon' || tokens[i - 2]?.kind === 'question' || !['plain', 'single', 'double', 'alias'].includes(before.kind))
      continue;
    if (text.slice(before.from, token.from).includes('\n'))
      return {
        from: before.from,
        to: before.to,
        message:
          'This key goes on over more than one line, and Kamal cannot read the file. Put key and colon on one line, or add the missing comma or quote before it.',
      };
  }
  return undefined;
}

/** The farthest a key may stand from its colon (libyaml's `yaml_parser_stale_simple_keys`); `yaml` holds to it outside brackets only. */
const LONGEST_KEY = 1024;

function longKeyFault(text: string, token: Token, next: Token | undefined): Fault | undefined {
  if (token.flow === 0 || next?.kind !== 'colon' || next.from - token.from <= LONGEST_KEY) return undefined;
  return {
    from: token.from,
    to: token.to,
    message: `This key is ${(next.from - token.from).toLocaleString('en')} characters long; Ruby's YAML reader takes at most 1,024, and Kamal cannot read the file. Shorten \`${text.slice(token.from, token.from + 20)}…\`.`,
  };
}

/** `\ud83d` is half a character: JSON writes emoji so, libyaml takes whole ones only. */
function surrogateFault(text: string, token: Token): Fault | undefined {
  const found = /^(?:[^\\]|\\[^u]|\\u(?![dD][89a-fA-F]))*(\\u[dD][89a-fA-F][\da-fA-F]{2})/.exec(text.slice(token.from, token.to));
  if (!found) return undefined;
  const from = token.from + found[0].length - found[1]!.length;
  return {
    from,
    to: from + found[1]!.length,
    message: `\`${found[1]}\` is half a character, as JSON writes them, and Ruby's YAML reader refuses the file for it. Write the character itself, or \`\\U0001F600\` with eight digits.`,
  };
}

/** A byte order mark that begins a later line, as it does where two files were put together; inside quotes it is text. */
export function strayByteOrderMark(text: string): Fault | undefined {
  if (!text.includes('\n\ufeff')) return undefined;
  const { tokens } = scan(text);
  for (let at = text.indexOf('\n\ufeff') + 1; at > 0; at = text.indexOf('\n\ufeff', at) + 1) {
    if (tokens.some(({ kind, from, to }) => ['single', 'double', 'comment'].includes(kind) && from < at && at < to)) continue;
    return {
      from: at,
      to: at + 1,
      message:
        'An invisible byte order mark begins this line, and Kamal cannot read the file with it. Delete it: two files were probably put together here.',
    };
  }
  return undefined;
}

/** The control character that stands anywhere in a text, also where nothing is read: libyaml looks at all of them first. */
export function controlCharacter(text: string): Fault | undefined {
  const control = CONTROL.exec(text);
  return control ? controlFault(control) : undefined;
}

function noKey(token: Token): Fault {
  return {
    from: token.from,
    to: token.to,
    message:
      'No key stands before this colon, and Kamal cannot read the file. Write `key: value`, or put text that begins with a colon in quotes.',
  };
}

/** Characters that libyaml keeps for itself at the start of plain text, with their names. */
export const QUOTE_ME: Record<string, string> = { '@': 'an at sign', '`': 'a backtick', '%': 'a percent sign' };

function plainFault(text: string, token: Token): Fault | undefined {
  const first = text[token.from]!;
  if (token.flow > 0 && first === ':')
    return {
      from: token.from,
      to: token.to,
      message: 'A value inside brackets may not begin with a colon for Ruby, and Kamal cannot read the file. Put the value in quotes.',
    };
  return QUOTE_ME[first] === undefined ? undefined : cannotBegin(token.from, token.to, text.slice(token.from, token.to));
}

/** The fault of plain text that begins with one of `QUOTE_ME`. */
export function cannotBegin(from: number, to: number, written: string): Fault {
  return {
    from,
    to,
    message: `Text may not begin with ${QUOTE_ME[written[0] ?? '']} in YAML, and Kamal cannot read the file. Put it in quotes: \`"${written.replaceAll('\n', ' ')}"\`.`,
  };
}

function column(text: string, at: number): number {
  return at - text.lastIndexOf('\n', at - 1) - 1;
}
