import { entryAt } from '../../config/get.ts';
import type { Analysis, DeploymentResult } from '../../project/analysis.ts';
import { spanOf, type Range } from '../../source/locate.ts';
import { lineDiff, textLines, type Hunk, type Lines } from './lineDiff.ts';
import type { About } from './consequence.ts';

/** Where something stands in the new files. */
export interface Place {
  readonly file: string;
  readonly range: Range;
}

/** One version with the places in it. */
export interface Side {
  readonly analysis: Analysis;
  readonly result: DeploymentResult;
  /** Texts of other files that the deployment reads: secrets, what accessories upload. */
  readonly others: ReadonlyMap<string, string>;
}

/** What differs between two versions of a deployment's files. */
export interface Difference {
  readonly before: Side;
  readonly after: Side;
  readonly hunks: ReadonlyMap<string, readonly Hunk[]>;
}

export function differenceOf(before: Side, after: Side): Difference {
  const [old, now] = [textsOf(before), textsOf(after)];
  const hunks = new Map(
    [...new Set([...now.keys(), ...old.keys()])].map((file) => [file, lineDiff(old.get(file) ?? '', now.get(file) ?? '')]),
  );
  return { before, after, hunks };
}

/** The layers of the deployment first. */
function textsOf({ result, others }: Side): Map<string, string> {
  const layers = result.deployment.config.layers.map(({ source }) => [source.file, source.text] as const);
  return new Map([...layers, ...others]);
}

/**
 * The changed lines that something comes from: those within the first of the paths that has any, in the new files or, where it is gone, in
 * the old; else the first changed lines at all; else what the first path leads to.
 */
export function placeOf(about: About, difference: Difference): Place {
  for (const path of about) {
    for (const side of ['after', 'before'] as const) {
      const at = linesAt(difference[side], path);
      const hunk = at && difference.hunks.get(at.file)?.find((one) => overlap(one[side], at.lines));
      if (at && hunk) return rangeAt(difference, at.file, side === 'after' ? within(hunk.after, at.lines) : hunk.after);
    }
  }
  for (const [file, hunks] of difference.hunks) if (hunks[0]) return rangeAt(difference, file, hunks[0].after);
  for (const path of about) {
    const at = linesAt(difference.after, path);
    if (at) return rangeAt(difference, at.file, { from: at.lines.from, to: at.lines.from + 1 });
  }
  return rangeAt(difference, difference.after.analysis.base.file, { from: 0, to: 1 });
}

/** Does the change touch what a path leads to, in the new files or in the old? */
export function isTouched(difference: Difference, path: readonly string[]): boolean {
  return (['after', 'before'] as const).some((side) => {
    const at = linesAt(difference[side], path);
    return at && difference.hunks.get(at.file)?.some((one) => overlap(one[side], at.lines));
  });
}

/** The lines of an entry of the merged configuration. */
function linesAt({ analysis, result }: Side, path: readonly string[]): { file: string; lines: Lines } | undefined {
  const entry = entryAt(result.deployment.config.root, ...path);
  const source = entry && analysis.sources.get(entry.key.at.chunk.file);
  const [from, to] = source && entry ? [spanOf(source, entry.key.at), spanOf(source, entry.value.at)] : [];
  if (!source || !from) return undefined;
  const line = source.position(from.from).line;
  const end = Math.max(to ? source.position(Math.max(to.to - 1, to.from)).line : line, line);
  return { file: source.file, lines: { from: line, to: end + 1 } };
}

/** Lines that went from between two others touch both. */
function overlap(hunk: Lines, lines: Lines): boolean {
  return hunk.from === hunk.to ? hunk.from >= lines.from && hunk.from <= lines.to : hunk.from < lines.to && lines.from < hunk.to;
}

function within(hunk: Lines, lines: Lines): Lines {
  return hunk.from === hunk.to ? hunk : { from: Math.max(hunk.from, lines.from), to: Math.min(hunk.to, lines.to) };
}

/** Whole lines without what indents the first; of lines that are gone, the line that stands there now. */
function rangeAt({ after }: Difference, file: string, { from, to }: Lines): Place {
  const lines = textLines(textsOf(after).get(file) ?? '');
  const first = Math.min(from, lines.length - 1);
  const last = Math.min(Math.max(to - 1, first), lines.length - 1);
  const text = lines[first]!;
  const start = { line: first, character: text.length - text.trimStart().length };
  return {
    file,
    range: {
      start,
      end: { line: last, character: Math.max(lines[last]!.length, last === first ? start.character : 0) },
    },
  };
}
