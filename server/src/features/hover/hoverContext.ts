import type { Analysis, DeploymentResult } from '../../project/analysis.ts';
import type { Source } from '../../source/source.ts';
import type { Spot } from '../../source/locate.ts';
import type { NamesAsked } from '../naming.ts';

/** A place in a file, and all that is known about it. */
export interface HoverContext {
  /** The other files of the project, and where all of them are for the editor. */
  readonly asked: NamesAsked;
  readonly analysis: Analysis;
  /** The deployment that the file stands for. */
  readonly judged: DeploymentResult;
  readonly source: Source;
  readonly spot: Spot;
  /** Of the cursor in the file. */
  readonly offset: number;
}
