import type { Analysis } from '../../project/analysis.ts';
import type { At } from '../../source/node.ts';
import { placeOf } from '../location.ts';

/** `config/deploy.yml, line 3`; the file alone where the place is of another version. */
export function where(analysis: Analysis, at: At): string {
  const place = placeOf(analysis, at);
  return place ? `${at.chunk.file}, line ${place.range.start.line + 1}` : at.chunk.file;
}
