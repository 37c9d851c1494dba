import type { DeploymentResult } from '../../project/analysis.ts';
import type { TreeNode } from '../../protocol.ts';
import { count } from '../markdown.ts';
import { problemsOf } from './problems.ts';
import { several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** All deployments of the base with what Kamal says to each; undefined where there is but one. */
export function destinationsSection(context: TreeContext): TreeNode | undefined {
  const { deployments } = context.analysis;
  if (deployments.length < 2) return undefined;
  return {
    id: 'destinations',
    label: 'Destinations',
    icon: 'destinations',
    children: several(deployments, 'destinations', (result) => destinationNode(context, result)),
  };
}

function destinationNode(context: TreeContext, result: DeploymentResult): TreeNode {
  const { deployment } = result;
  const { destination, config } = deployment;
  const problems = problemsOf(context.analysis, result, context.shown);
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const [first] = problems;
  const source = config.destination?.source ?? config.base;
  return {
    id: `destination:${destination ?? ''}`,
    label: destination ?? 'no destination',
    description: [verdictText(result, errors), destination === context.deployment.destination && 'shown'].filter(Boolean).join(' · '),
    icon: 'destination',
    target: { uri: context.uriOf(source.file), range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
    ...(first && result.accepted !== null ? { worst: first.severity } : {}),
  };
}

/** What Kamal says to a deployment, and how many errors people are shown in it. */
export function verdictText({ accepted }: Pick<DeploymentResult, 'accepted'>, errors: number): string {
  const verdict = accepted === null ? 'hangs on ERB' : accepted ? 'accepted' : 'refused';
  return errors > 0 ? `${verdict}, ${count(errors, 'error')}` : verdict;
}
