import type { ConfigEntry } from '../../config/value.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import type { Files } from '../../files/files.ts';
import type { Analysis, DeploymentResult } from '../../project/analysis.ts';
import type { PresentedFinding } from '../../report/presented.ts';
import type { At } from '../../source/node.ts';
import type { UriOf } from '../location.ts';

/** What every section of the tree needs to place and mark its nodes. */
export interface TreeContext {
  readonly analysis: Analysis;
  readonly result: DeploymentResult;
  readonly deployment: Deployment;
  readonly shown: ReadonlyMap<string, readonly PresentedFinding[]>;
  /** The project's other files; undefined: nothing is known of them. */
  readonly files: Files | undefined;
  readonly uriOf: UriOf;
  /** Where a click leads. */
  target(at: At | undefined): Pick<TreeNode, 'target'>;
  /**
   * The worst severity among findings in these entries (those they replaced in the base included) or at these places,
   * and among the nodes below.
   */
  worst(children: readonly TreeNode[], ...places: readonly (ConfigEntry | At | null | undefined)[]): Pick<TreeNode, 'worst'>;
}
