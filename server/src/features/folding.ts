import type { FoldingRange } from 'vscode-languageserver';

/**
 * Folds by indentation, and blocks of comments. Read from the lines and not from the tree, so that what is folded stays so
 * while the text is broken.
 */
export function folding(text: string): FoldingRange[] {
  const lines = text.split(/\r\n|\r|\n/).map(measure);
  const folds: FoldingRange[] = [];
  const open: { readonly line: number; readonly indent: number }[] = [];
  let last = -1;
  const closeTo = (indent: number): void => {
    for (let top = open.at(-1); top && top.indent >= indent; top = open.at(-1)) {
      open.pop();
      if (last > top.line) folds.push({ startLine: top.line, endLine: last });
    }
  };
  lines.forEach(({ indent, kind }, line) => {
    if (kind !== 'text') return;
    closeTo(indent);
    open.push({ line, indent });
    last = line;
  });
  closeTo(0);
  return [...folds, ...comments(lines)].sort((a, b) => a.startLine - b.startLine);
}

interface Line {
  readonly indent: number;
  readonly kind: 'text' | 'comment' | 'blank';
}

/** `- ` counts as indentation: an item in a list at its key's own column belongs to the key. */
function measure(line: string): Line {
  const indent = line.length - line.trimStart().length;
  if (indent === line.length) return { indent, kind: 'blank' };
  if (line[indent] === '#') return { indent, kind: 'comment' };
  return { indent: indent + (/^-(\s|$)/.test(line.slice(indent)) ? 0.5 : 0), kind: 'text' };
}

function comments(lines: readonly Line[]): FoldingRange[] {
  const folds: FoldingRange[] = [];
  let start = -1;
  [...lines, { indent: 0, kind: 'blank' }].forEach(({ kind }, line) => {
    if (kind === 'comment') {
      if (start < 0) start = line;
      return;
    }
    if (start >= 0 && line - start > 1) folds.push({ startLine: start, endLine: line - 1, kind: 'comment' });
    start = -1;
  });
  return folds;
}
