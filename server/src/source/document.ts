import type { FirstDocument } from './firstDocument.ts';
import type { At, Node } from './node.ts';
import { controlCharacter, strayByteOrderMark } from './libyamlStrictness.ts';
import type { Problem } from './source.ts';

export interface Read {
  readonly text: string;
  readonly masked: string;
  readonly bound: FirstDocument;
  /** Where Psych stops reading. */
  readonly end: FirstDocument['end'];
  readonly root: Node | null;
  /** Something is refused already. */
  readonly broken: boolean;
  readonly invalidAt: number | undefined;
  readonly at: (from: number, to: number) => At;
}

const UNREAD = {
  marker:
    'Kamal reads only the first YAML document: nothing below this line counts. Delete the line, or move what is below it into a destination file such as `deploy.staging.yml`.',
  ended: '`...` ends the document: Kamal reads nothing below this line.',
  bom: 'An invisible byte order mark stands before the first key, and Kamal therefore reads that key alone and nothing after it. Save the file as UTF-8 without BOM.',
  indent:
    'This line is indented less than the first key, so Kamal takes what is above as the whole document and reads nothing from here on. Give all root keys the same indentation: none.',
  flow: 'The brackets above are the whole document: Kamal reads nothing from here on. Delete it, or move it inside the brackets.',
} as const;

/** libyaml fills its buffer this far, and checks the characters in it, before it looks at the document. */
const READ_AHEAD = 16_384;

/** What is wrong with the document as a whole: bytes, directives, what Psych never reads, and a root that is no map. */
export function documentProblems({ text, masked, bound, end, root, broken, invalidAt, at }: Read): Problem[] {
  const problems: Problem[] = [];
  const add = (kind: Problem['kind'], refused: boolean, from: number, to: number, message: string) =>
    problems.push({ kind, refused, at: at(from, to), message });
  if (invalidAt !== undefined)
    add(
      'syntax',
      true,
      Math.min(invalidAt, text.length),
      Math.min(invalidAt + 1, text.length),
      'The bytes here are no UTF-8, and Kamal cannot read the file. Save it as UTF-8.',
    );
  if (bound.directive) add('syntax', true, bound.directive.from, bound.directive.to, bound.directive.message);
  const mark = strayByteOrderMark(bound.text);
  if (mark) add('syntax', true, mark.from, mark.to, mark.message);
  const control = end && controlCharacter(text.slice(end.at, end.at + READ_AHEAD));
  if (control) add('syntax', true, end.at + control.from, end.at + control.to, control.message);
  if (end && hasContent(masked.slice(end.at))) {
    const to = end.why === 'marker' ? end.at + 3 : end.at + (/^.*/.exec(masked.slice(end.at).trimEnd())?.[0].length ?? 0);
    if (end.why === 'bom') add('document', false, 0, 1, UNREAD.bom);
    // Who writes it means it; a `---` is more often a slip.
    else if (masked.startsWith('...', end.at) && !/^---/m.test(masked.slice(end.at))) add('ended', false, end.at, to, UNREAD.ended);
    else add('document', false, end.at, to, UNREAD[end.why]);
  }
  if (broken || problems.some(({ refused }) => refused)) return problems;
  if (root === null || (root.kind === 'scalar' && root.type === 'null'))
    add(
      'empty',
      true,
      0,
      0,
      'This file says nothing, and Kamal crashes on it. It needs at least `service`, `image`, `servers`, `registry` and `builder`.',
    );
  else if (root.kind !== 'map' && root.kind !== 'unknown') {
    const from = text.indexOf('\n') === -1 ? text.length : text.indexOf('\n');
    const what = root.kind === 'list' ? 'a list' : root.kind === 'alias' ? 'a reference' : 'plain text';
    add(
      'document',
      true,
      0,
      from,
      `This file is ${what}, and Kamal crashes on it. It must begin with keys such as \`service:\` and \`image:\`, without \`- \` before them.`,
    );
  }
  return problems;
}

function hasContent(rest: string): boolean {
  return rest
    .replace(/^(?:---|\.\.\.)(?=\s|$)/, '')
    .split('\n')
    .some((line) => !/^\s*(?:#.*|\.\.\.\s*|---\s*)?$/.test(line));
}
