import type { Source } from '../source/source.ts';
import type { MapValue, Value } from './value.ts';

/** The configuration of one deployment: base alone, or base and destination. */
export interface Config {
  readonly base: Source;
  /** The destination's name and file, if `-d` names one. */
  readonly destination: { readonly name: string; readonly source: Source } | null;
  /** What Kamal validates: the merged document (not always a map in broken files; null when empty). */
  readonly document: Value | null;
  /** The merged root, empty and open where the document is no map. */
  readonly root: MapValue;
}
