/** Text as a code span; a backtick inside cannot end it. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return '`""`';
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}

/** Several names as code spans: `a`, `b` and `c`. */
export function codes(texts: readonly string[]): string {
  const spans = texts.map(code);
  return spans.length < 2 ? spans.join('') : `${spans.slice(0, -1).join(', ')} and ${spans.at(-1)}`;
}

/** A fenced block; a fence inside the text cannot end it. */
export function block(language: string, text: string): string {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return `${fence}${language}\n${text}\n${fence}`;
}

/** Text in which nothing is Markdown. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~]/g, '\\$&');
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
