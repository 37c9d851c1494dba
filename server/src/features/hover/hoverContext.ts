import type { Analysis, DeploymentResult } from '../../project/analysis.ts';
import type { Source } from '../../source/source.ts';
import type { Spot } from '../../source/locate.ts';

/** A place in a file, and all that is known about it. */
export interface HoverContext {
  readonly analysis: Analysis;
  /** The deployment that the file stands for. */
  readonly judged: DeploymentResult;
  readonly source: Source;
  readonly spot: Spot;
}
