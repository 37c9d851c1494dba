import type { ConfigEntry } from '../../config/value.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import type { TreeNode } from '../../protocol.ts';
import type { At } from '../../source/node.ts';

/** What every section of the tree needs to place and mark its nodes. */
export interface TreeContext {
  readonly deployment: Deployment;
  /** Where a click leads. */
  target(at: At | undefined): Pick<TreeNode, 'target'>;
  /**
   * The worst severity among findings in these entries (those they replaced in the base included) or at these places,
   * and among the nodes below.
   */
  worst(children: readonly TreeNode[], ...places: readonly (ConfigEntry | At | null | undefined)[]): Pick<TreeNode, 'worst'>;
}
