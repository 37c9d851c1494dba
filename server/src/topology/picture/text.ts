/** Sizes of letters in pixels; all text is set in a typeface whose letters are equally wide, so that its width is known without one. */
export const sizes = { title: 14, name: 13, detail: 11 } as const;
export type Size = keyof typeof sizes;

/** The widest of the usual such typefaces have 0.61 of their size. */
const ratio = 0.612;

export const lineHeight = (size: Size): number => Math.round(sizes[size] * 1.4);

/** Letters that take the place of two: Chinese, Japanese, Korean, emoji. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

function cells(text: string): number {
  // Nearly all of it.
  if (/^[ -~]*$/.test(text)) return text.length;
  let count = 0;
  for (const char of text) count += wide.test(char) ? 2 : 1;
  return count;
}

export function widthOf(text: string, size: Size): number {
  return Math.ceil(cells(text) * sizes[size] * ratio);
}

/** Text in lines of at most this width, broken behind what parts words, paths and names. Nothing is left out. */
export function wrap(text: string, size: Size, width: number): string[] {
  const most = Math.max(4, Math.floor(width / (sizes[size] * ratio)));
  if (cells(text) <= most) return [text.trimEnd()];
  const lines: string[] = [];
  let line = '';
  for (const part of text.match(/[^\s/.:,=_-]*(?:[/.:,=_-]+|\s+|$)/g) ?? []) {
    if (cells(line + part.trimEnd()) <= most) {
      line += part;
      continue;
    }
    if (line !== '') lines.push(line.trimEnd());
    line = part;
    while (cells(line.trimEnd()) > most) {
      let head = '';
      for (const char of line) {
        if (cells(head + char) > most) break;
        head += char;
      }
      lines.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trimEnd() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** The same, with `…` behind so many lines: for what a person need not read whole. */
export function wrapShort(text: string, size: Size, width: number, most: number): string[] {
  const lines = wrap(text, size, width);
  if (lines.length <= most) return lines;
  const last = lines[most - 1]!;
  const room = [...last].length + 2 > Math.floor(width / (sizes[size] * ratio)) ? last.slice(0, -2) : last;
  return [...lines.slice(0, most - 1), `${room} …`];
}
