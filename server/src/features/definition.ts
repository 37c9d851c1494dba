import type { Location, Position } from 'vscode-languageserver';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { At } from '../source/node.ts';
import { anchoredBefore, spotAtPosition, type Spot } from '../source/locate.ts';
import { locationOf, type UriOf } from './location.ts';

/** Where a name under the cursor is written: the role behind `primary_role` or an accessory's `role`, the anchor behind an alias. */
export function definition(analysis: Analysis, judged: DeploymentResult, file: string, position: Position, uriOf: UriOf): Location | null {
  const source = analysis.sources.get(file);
  const spot = source && spotAtPosition(source, position);
  if (!source || !spot) return null;
  const at = spot.node.kind === 'alias' ? anchoredBefore(source, spot.node.name, spot.node.at)?.at : roleNamed(judged, spot);
  return (at && locationOf(analysis, at, uriOf)) ?? null;
}

function roleNamed({ deployment }: DeploymentResult, { path, node, on }: Spot): At | undefined {
  const [root, , third] = path;
  const names = (root === 'primary_role' && path.length === 1) || (root === 'accessories' && (third === 'role' || third === 'roles'));
  if (!names || on !== 'value' || node.kind !== 'scalar') return undefined;
  return deployment.roles.find(({ name }) => name === String(node.value))?.at;
}
