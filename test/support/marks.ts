/** A stretch of one line that a mark points at; line and columns from 0, `to` exclusive. */
export interface Mark {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly message: string;
}

/**
 * Takes the marks out of a text: comment lines whose carets stand under what they mean in the line above.
 *
 *     proxy:
 *       ssl: true
 *     # ^^^ Nobody can ask for a certificate
 *
 * `#<^^` points at the line's start, which no caret can stand under. Several mark lines may follow one line.
 */
export function takeMarks(text: string): { text: string; marks: Mark[] } {
  const kept: string[] = [];
  const marks: Mark[] = [];
  for (const line of text.split('\n')) {
    const mark = /^(\s*#)(<?)( *)(\^+) ?(.*?)\r?$/.exec(line);
    if (!mark) {
      kept.push(line);
      continue;
    }
    const [, hash = '', start = '', blanks = '', carets = '', message = ''] = mark;
    const from = hash.length + start.length + blanks.length;
    marks.push({ line: kept.length - 1, from: start ? 0 : from, to: from + carets.length, message });
  }
  return { text: kept.join('\n'), marks };
}

/** Takes the cursor `$0` (or another sign) out of a text. Throws where there is none. */
export function takeCursor(text: string, sign = '$0'): { text: string; offset: number } {
  const offset = text.indexOf(sign);
  if (offset < 0) throw new Error(`no ${sign} in the text`);
  return { text: text.slice(0, offset) + text.slice(offset + sign.length), offset };
}
