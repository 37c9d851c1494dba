import type { Scanned, Token } from './scan.ts';

const BREAKS = /\r(?!\n)|[\u0085\u2028\u2029]/g;

/** libyaml ends a line at a lone CR, at NEL and at U+2028/2029 too; `yaml` must be shown a line feed there. */
export function normaliseBreaks(text: string): string {
  return text.replace(BREAKS, '\n');
}

/**
 * A text of the same length that `yaml` reads as libyaml reads the given one: quotes and brackets that go on over several lines
 * are put on one line (libyaml looks at no indentation inside them), a comment may touch what is before it, `*name:` is an alias as a
 * key, and in brackets a lone `-` is text and `?` announces a key also where no blank follows. Values that span lines must be taken from
 * the original text afterwards.
 */
export function toYaml12(text: string, { tokens }: Scanned): string {
  const characters = text.split('');
  let flowFrom: number | undefined;
  tokens.forEach((token, i) => {
    if ((token.kind === 'single' || token.kind === 'double') && text.slice(token.from, token.to).includes('\n'))
      blank(characters, token, /[\n\r]/);
    if (token.kind === 'comment' && (token.flow > 0 || touches(tokens[i - 1], token))) blank(characters, token, /[^\n]/);
    if (token.kind === 'alias' && text.slice(token.from, token.to).endsWith(':')) characters[token.from] = 'x';
    if (token.kind === 'plain' && token.flow > 0 && text.slice(token.from, token.to) === '-') characters[token.from] = 'x';
    if (token.kind === 'tag' && /^!!.*!/.test(text.slice(token.from, token.to))) blank(characters, token, /\S/);
    if (isGluedQuestion(text, token)) characters[token.from] = ' ';
    if (token.kind === 'open' && token.flow === 1) flowFrom = token.from;
    if (token.kind === 'close' && token.flow === 1 && flowFrom !== undefined)
      blank(characters, { from: flowFrom, to: token.to }, /[\n\r\t]/);
  });
  return characters.join('');
}

/** `?x` in brackets: to libyaml the mark of a key, to `yaml` text. */
export function isGluedQuestion(text: string, { kind, flow, to }: Token): boolean {
  return kind === 'question' && flow > 0 && /\S/.test(text[to] ?? ' ');
}

function touches(before: Token | undefined, comment: Token): boolean {
  return before !== undefined && before.to === comment.from;
}

function blank(characters: string[], { from, to }: { from: number; to: number }, what: RegExp): void {
  for (let i = from; i < to; i++) if (what.test(characters[i] ?? '')) characters[i] = ' ';
}
