import { visible } from '../report/printable.ts';

/** Text as a code span; a run of backticks inside cannot end it. */
export function code(text: string): string {
  const line = visible(text).replace(/\s+/g, ' ').trim();
  if (line === '') return '`""`';
  const fence = '`'.repeat(longestRun(line) + 1);
  return fence.length > 1 ? `${fence} ${line} ${fence}` : `\`${line}\``;
}

/** A name that a person chose, in bold: as it is where it is a plain word, else as code, in which nothing is Markdown. */
export function strong(text: string): string {
  return /^[\w.-]+$/.test(text) ? `**${text}**` : `**${code(text)}**`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((ticks) => ticks.length));
}

/** So many names does one sentence hold. */
const mostNames = 50;

/** Several names as code spans: `a`, `b` and `c`. */
export function codes(texts: readonly string[]): string {
  const spans = texts.slice(0, mostNames).map(code);
  if (texts.length > mostNames) return `${spans.join(', ')} and ${texts.length - mostNames} more`;
  return spans.length < 2 ? spans.join('') : `${spans.slice(0, -1).join(', ')} and ${spans.at(-1)}`;
}

/** A fenced block; a fence inside the text cannot end it. */
export function block(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${visible(text)}\n${fence}`;
}

/** Text in which nothing is Markdown. */
export function plain(text: string): string {
  return visible(text).replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
}

/** Markdown as it reads without one who draws it: code without its marks, a link with its address behind it. */
export function plaintext(markdown: string): string {
  return markdown
    .split(/^(`{3,})[^`\n]*\n([^]*?)\n\1$/m)
    .map((part, index) => (index % 3 === 1 ? '' : index % 3 === 2 ? part : unmarked(part)))
    .join('')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function unmarked(text: string): string {
  return text
    .replace(/\[([^[\]]{0,200})\]\(([^()\s]{0,500})\)/g, '$1 ($2)')
    .replace(/\*\*/g, '')
    .replace(/`+ ?/g, (ticks) => (ticks.length > 2 ? '' : ticks.replaceAll('`', '')))
    .replace(/\\([\\`*_{}[\]<>#|~])/g, '$1');
}

/** Paragraphs, the empty ones left out. */
export function paragraphs(...parts: readonly (string | undefined | false)[]): string {
  return parts.filter((part) => part).join('\n\n');
}

/** A bulleted list. */
export function bullets(...lines: readonly (string | undefined | false)[]): string {
  return lines
    .filter((line) => line)
    .map((line) => `- ${line}`)
    .join('\n');
}

/** `1 server`, `2 servers`. */
export function count(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`;
}
