import { printable, printableJson } from '../report/printable.ts';

/** JSON for a program, in which what a terminal would act on is spelled out: the same data to whoever reads it. */
export function json(value: unknown): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

/** Text in XML, as content or within quotes. */
export function xml(text: string): string {
  const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };
  return printable(text).replace(/[&<>"']/g, (char) => names[char]!);
}
