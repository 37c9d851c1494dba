import type { TextChange } from '../edit/change.ts';

/**
 * A line at the end of a file.
 * @param text of the file; undefined where there is none yet
 */
export function appended(text: string | undefined, line: string): TextChange {
  const end = text?.length ?? 0;
  const next = text?.includes('\r\n') ? '\r\n' : '\n';
  return { from: end, to: end, text: `${text === undefined || text === '' || /[\r\n]$/.test(text) ? '' : next}${line}${next}` };
}
