import type { YAMLParseError } from 'yaml';
import type { Fault } from './libyamlStrictness.ts';
import { misindented } from './repair.ts';
import type { BlockContext } from './blockContext.ts';
import type { Scanned, Token } from './scan.ts';

const END = ', and Kamal cannot read the file.';

/** Says why a text cannot be read, at the place a person must change: `error` is what `yaml` met, `scanned` what really stands there. */
export function syntaxFault(text: string, scanned: Scanned, error: YAMLParseError | undefined, place: BlockContext): Fault {
  return (
    (scanned.open && unclosed(text, scanned.open)) ??
    afterEnd(text, scanned.tokens) ??
    inLine(text, error) ??
    misindented(text, scanned, place) ??
    byCode(text, scanned.tokens, error)
  );
}

/** The fault of a quote or bracket without its end. */
export function unclosed(text: string, token: Token): Fault {
  const mark = text[token.from] ?? '';
  const to = lineEnd(text, token.from);
  const message =
    token.kind === 'open'
      ? `The bracket \`${mark}\` opened here is never closed${END} Add the missing \`${mark === '[' ? ']' : '}'}\`.`
      : `The quote ${mark} opened here is never closed${END} Add the missing ${mark}; a quote that belongs to the text needs the other kind of quotes around it.`;
  return { from: token.from, to: token.kind === 'open' ? token.to : to, message };
}

/** `key: 'x' y`, `key: [x] y` */
function afterEnd(text: string, tokens: readonly Token[]): Fault | undefined {
  for (let i = 1; i < tokens.length; i++) {
    const [before, token] = [tokens[i - 1]!, tokens[i]!];
    const [ended, begun] = [before, token].map(({ kind }) => kind === 'double' || kind === 'single');
    const bracket = before.kind === 'close';
    if (!(ended || bracket) || !(begun || token.kind === 'plain') || text.slice(before.to, token.from).includes('\n')) continue;
    return {
      from: token.from,
      to: token.to,
      // The value itself is not repeated: it may be a secret whose name is just being typed.
      message: bracket
        ? `Text follows the closing \`${text[before.from]}\` of a value${END} Put it inside the brackets; if all of it is one text, put that in quotes.`
        : `Text follows the closing ${text[before.from]} of a value${END} Put all of the value inside the quotes.`,
    };
  }
  return undefined;
}

/** Two values on one line: `a: - 1`, `a: b: c`. */
function inLine(text: string, error: YAMLParseError | undefined): Fault | undefined {
  const line = lineAt(text, Math.min(error?.pos[0] ?? 0, Math.max(0, text.trimEnd().length - 1)));
  const dash = /:[ \t]+(- .*)$/.exec(text.slice(line.from, Math.min(line.to, line.from + 1_000)));
  if (dash)
    return {
      from: line.to - dash[1]!.length,
      to: line.to,
      message: `A list cannot begin on the line of its key${END} Put \`- \` on the next line, indented.`,
    };
  const colons = /^\s*(?:- )?(?:"[^"]*"|'[^']*'|[^\s"'#][^:#]*):[ \t]+([^\s"'[{#][^#]*?:(?:[ \t].*)?)$/.exec(
    text.slice(line.from, Math.min(line.to, line.from + 1_000)),
  );
  if (colons)
    return {
      from: line.to - colons[1]!.length,
      to: line.to,
      message: `This line has two colons${END} If \`${colons[1]!.trim()}\` is text, put it in quotes; if it is a setting, put it on its own line, indented.`,
    };
  return undefined;
}

function byCode(text: string, tokens: readonly Token[], error: YAMLParseError | undefined): Fault {
  const from = Math.min(error?.pos[0] ?? 0, Math.max(0, text.trimEnd().length - 1));
  const token = tokens.find((candidate) => candidate.from <= from && candidate.to > from);
  const line = lineAt(text, from);
  const word = token && token.kind !== 'block' ? { from: token.from, to: Math.min(token.to, lineEnd(text, token.from)) } : line;
  switch (error?.code) {
    case 'TAB_AS_INDENT':
      return {
        ...line,
        message: `A tab is used as indentation; YAML allows only spaces there${END} Put two spaces for each level instead.`,
      };
    case 'BAD_DQ_ESCAPE':
      return {
        from: error.pos[0],
        to: Math.max(error.pos[1], error.pos[0] + 1),
        message: `\`${text.slice(error.pos[0], error.pos[0] + 2)}\` is no escape that YAML knows in double quotes${END} Use single quotes, or write \`\\\\\` for a backslash.`,
      };
    case 'BAD_INDENT':
    case 'IMPOSSIBLE':
    case 'UNEXPECTED_TOKEN':
      return {
        ...line,
        message: `This line is indented like neither its neighbours nor its parent${END} Give the keys of one section the same number of spaces.`,
      };
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return {
        ...word,
        message: `A colon or a comma is missing near \`${text.slice(word.from, word.to).trim()}\`${END} Write \`key: value\`, with a space after the colon.`,
      };
    case 'BLOCK_AS_IMPLICIT_KEY':
      return {
        ...word,
        message: `A key cannot begin here, on a line that already has a value${END} Put it on its own line, or put the text in quotes.`,
      };
    case 'BAD_ALIAS':
      return { ...word, message: `\`*\` begins a reference to an anchor, and this is no name of one${END} Put the value in quotes.` };
    default:
      return {
        ...word,
        message: `This is not valid YAML near \`${text.slice(word.from, word.to).trim().slice(0, 40)}\`${END} Look at its colons, quotes and indentation.`,
      };
  }
}

function lineAt(text: string, at: number): { from: number; to: number } {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const to = lineEnd(text, at);
  const line = text.slice(from, to);
  return { from: from + (line.length - line.trimStart().length), to: from + line.trimEnd().length };
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
