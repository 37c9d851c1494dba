import type { Problem } from './source.ts';
import type { Fault } from './libyamlStrictness.ts';

const MOST_CHARACTERS = 1_000_000;
const MOST_LINES = 25_000;
const DEEPEST = 200;
const LONGEST_LINE = 20_000;

/** Places of one file that cannot be read, each told and repaired by itself: who has more has most likely no YAML before him. */
export const MOST_FAULTS = 200;

/** What makes a text not worth reading: merge conflicts, or so large that the editor would stand still. */
export function limit(text: string): (Fault & Pick<Problem, 'kind' | 'refused'>) | undefined {
  if (text.length > MOST_CHARACTERS) return told(0, `This file is larger than 1 MB${LARGE}`);
  // What is shorter is read in no time, whatever its lines.
  if (text.length > 4 * MOST_LINES && text.split(/\r\n?|\n/, MOST_LINES + 1).length > MOST_LINES)
    return told(0, `This file has more than 25,000 lines${LARGE}`);
  const long = longLine(text);
  if (long !== undefined)
    return told(
      long,
      'A line here has more than 20,000 characters, and this file is not checked. Break the line, or see whether it is another file by mistake.',
    );
  if (!text.includes('<<<<<<<') && !text.includes('>>>>>>>')) return undefined;
  const marker = /^(?:<{7}|>{7})(?: .*)?$/m.exec(text);
  if (!marker) return undefined;
  return {
    from: marker.index,
    to: marker.index + marker[0].length,
    kind: 'syntax',
    refused: true,
    message:
      'A merge conflict is not resolved here, and Kamal cannot read the file. Keep one side and delete the lines with <<<<<<<, ======= and >>>>>>>.',
  };
}

const LARGE = ' and is not checked. A deploy.yml of this size is most likely another file by mistake.';

function told(at: number, message: string): ReturnType<typeof limit> {
  return { from: at, to: at, kind: 'limit', refused: false, message };
}

/** Where a line begins that is longer than is read; looks at one place in so many characters. */
function longLine(text: string): number | undefined {
  for (let at = 0; at + LONGEST_LINE < text.length;) {
    const end = Math.max(text.lastIndexOf('\n', at + LONGEST_LINE), text.lastIndexOf('\r', at + LONGEST_LINE));
    if (end < at) return at;
    at = end + 1;
  }
  return undefined;
}

/** How deep a text (part of a file, `around` levels deep) nests at most, counted without parsing; quotes are not looked at. */
export function isTooDeep(text: string, around: number): boolean {
  if (text.length < DEEPEST - around) return false;
  let flow = 0;
  const indents: number[] = [];
  for (let at = 0; at < text.length; at++) {
    let column = 0;
    for (let code = text.charCodeAt(at); code === 32 || code === 45; code = text.charCodeAt(++at)) {
      column++;
      if (code === 45 && text.charCodeAt(at + 1) === 32) {
        while ((indents.at(-1) ?? -1) >= column) indents.pop();
        indents.push(column);
      }
    }
    while ((indents.at(-1) ?? -1) > column) indents.pop();
    if (indents.at(-1) !== column) indents.push(column);
    for (; at < text.length && text.charCodeAt(at) !== 10; at++) {
      const code = text.charCodeAt(at);
      if (code === 91 || code === 123) flow++;
      else if ((code === 93 || code === 125) && flow > 0) flow--;
      if (flow + indents.length + around > DEEPEST) return true;
    }
    if (flow + indents.length + around > DEEPEST) return true;
  }
  return false;
}

/** The one message for a text that nests too deep. */
export const TOO_DEEP = `This file nests more than ${DEEPEST} levels deep and is not checked. Look for brackets that are never closed.`;

/** The one message for what follows so many faults. */
export const TOO_BROKEN = `From here on nothing is checked: more than ${MOST_FAULTS} places above cannot be read. Repair those first, or see whether this is another file by mistake.`;
