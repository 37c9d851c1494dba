import { delicateInText } from '../references/delicate.ts';
import { veilOf } from '../references/veil.ts';
import { redact } from '../report/text/redact.ts';
import type { Style } from '../report/text/style.ts';
import { unified } from './views/unified.ts';

/**
 * How a text changes, as `diff -u` writes it. What may be a secret is dotted, also in lines around a change, since this may end up in a log.
 * @param name of the file
 */
export function diff(name: string, before: string, after: string, paint: Style): string {
  const veil = veilOf([before, after].flatMap((text) => delicateInText({ text })));
  const shown = (text: string): string[] => linesOf(text).map((line) => redact(name, line, veil));
  const text = unified(shown(before), shown(after), [`a/${name}`, `b/${name}`]);
  return text.replace(/^(---|\+\+\+|@@|-|\+).*$/gm, (line, sign: string) => paint(roles[sign] ?? 'place', line));
}

const roles: Readonly<Record<string, 'error' | 'added' | 'aside'>> = { '-': 'error', '+': 'added', '@@': 'aside' };

/** A last line without an end says so, as `diff` does. */
function linesOf(text: string): string[] {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  return lines.map((line) => (line.endsWith('\n') ? line.slice(0, -1).replace(/\r$/, '') : `${line}\n\\ No newline at end of file`));
}
