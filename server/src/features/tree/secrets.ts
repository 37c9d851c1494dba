import type { TreeNode } from '../../protocol.ts';
import { secretsOf, type SecretsFile } from '../../references/declaredSecrets.ts';
import { isTellingName } from '../../references/secretUses.ts';
import { rangeOfSpan } from '../../source/locate.ts';
import { topologyOf, type Secret } from '../../topology/topology.ts';
import { several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

/** Each secret that the deployment looks up and where it is declared, and those that are declared for nobody. Names alone: no value is shown. */
export function secretsSection(context: TreeContext): TreeNode | undefined {
  const { secrets: used } = topologyOf(context.deployment);
  const declared = context.files && secretsOf({ ...context.deployment, files: context.files });
  const files = declared?.files ?? [];
  const children = [
    ...several(used, 'secrets', (secret) => usedNode(context, secret, files, declared ? declared.own : null)),
    ...several(
      files.flatMap((file) => unusedNodes(context, file)),
      'unused secrets',
      (node) => node,
    ),
  ];
  if (children.length === 0) return undefined;
  return { id: 'secrets', label: 'Secrets', icon: 'secrets', ...context.worst(children), children };
}

/** @param own the file where it belongs; null: what is declared is not known */
function usedNode(context: TreeContext, { key, by, at }: Secret, files: readonly SecretsFile[], own: string | null): TreeNode {
  // What stands in the place of a name may be the secret itself.
  const label = isTellingName(key) ? key : '(not the name of a secret)';
  // The file that is read last wins (`secrets.rb`).
  const places = files.flatMap((file) => file.assignments.filter((one) => one.key === key).map((assignment) => ({ file, assignment })));
  const place = places.at(-1);
  const common = { id: `secret:${label}`, label, tooltip: `for ${by.join(', ')}` };
  if (place) {
    const range = rangeOfSpan(place.file.source, place.assignment);
    return {
      ...common,
      description: `✓ ${place.file.path}:${range.start.line + 1}`,
      icon: 'secret',
      target: { uri: context.uriOf(place.file.path), range },
    };
  }
  const description = own === null ? undefined : files.length > 0 ? '✗ not declared' : `no ${own} here`;
  return { ...common, ...(description ? { description } : {}), icon: 'secret', ...context.target(at), ...context.worst([], at) };
}

/** As the rule about unused secrets says: it knows what ERB, hooks and other configurations may look up. */
function unusedNodes({ shown, uriOf }: TreeContext, { path, source, assignments }: SecretsFile): TreeNode[] {
  const unused = (shown.get(path) ?? []).filter(({ finding }) => finding.rule === 'secret-unused');
  return unused.flatMap(({ span }) => {
    const found = assignments.find(({ from }) => from === span.from);
    if (!found) return [];
    const range = rangeOfSpan(source, span);
    return [
      {
        id: `unused:${path}:${found.key}`,
        label: found.key,
        description: `unused · ${path}:${range.start.line + 1}`,
        icon: 'secret' as const,
        target: { uri: uriOf(path), range },
      },
    ];
  });
}
