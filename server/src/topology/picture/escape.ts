import { hidden } from '../../source/hidden.ts';

/** Any text as a part of SVG: nothing in it is a tag, ends the line that a log would read, or cannot be seen. */
export function escape(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(hidden, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
