import type { ConfigEntry, Value } from '../config/value.ts';
import type { Analysis } from '../project/analysis.ts';
import { endOf, spanOf, type Span } from '../source/locate.ts';
import type { At } from '../source/node.ts';

/** A stretch of one of the project's files. */
export interface Extent extends Span {
  readonly file: string;
}

/** What a place stands for: an entry from its key to the end of its value, in each file that says something about it, the one that counts first. */
export function extents(analysis: Analysis, place: ConfigEntry | At | null | undefined): Extent[] {
  if (!place) return [];
  const at = 'chunk' in place ? place : place.key.at;
  const source = analysis.sources.get(at.chunk.file);
  const span = source && spanOf(source, at);
  if (!source || !span) return [];
  if ('chunk' in place) return [{ file: source.file, ...span }];
  const { shadows } = place;
  const value = upper(place.value, source.file);
  const ends = value.at.chunk.file === source.file && !value.alias ? endOf(source, value.node) : span.to;
  return [{ file: source.file, from: span.from, to: Math.max(span.to, ends) }, ...extents(analysis, shadows)];
}

/** Of two maps that were merged, the one in this file. */
function upper(value: Value, file: string): Value {
  return value.kind === 'map' && value.over && value.at.chunk.file !== file ? upper(value.over, file) : value;
}
