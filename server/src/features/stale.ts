import type { Value } from '../config/value.ts';
import type { DeploymentResult } from '../project/analysis.ts';

/** The sections that the tree is drawn from. */
const drawn = ['servers', 'proxy', 'primary_role', 'boot', 'accessories'];

/**
 * Why a deployment cannot be drawn from its text at present, in one line; undefined where it can. Broken text in other sections
 * does not hurt the picture.
 */
export function brokenBecause({ deployment }: DeploymentResult): string | undefined {
  const { layers, root } = deployment.config;
  for (const { source } of layers) {
    if (source.unreadable) return inWords(source.problems[0]?.message ?? 'The text cannot be read');
  }
  const broken = drawn.find((key) => isBroken(root.entries.get(key)?.value, new Set()));
  return broken && `\`${broken}\` cannot be read at present`;
}

function inWords(message: string): string {
  return message.split('\n')[0]!.replace(/[.:]$/, '');
}

function isBroken(value: Value | undefined, seen: Set<Value>): boolean {
  if (!value || value.kind === 'scalar' || seen.has(value)) return false;
  seen.add(value);
  if (value.kind === 'unknown') return value.node.kind === 'unknown' && value.node.why === 'broken';
  return value.kind === 'list'
    ? value.items.some((item) => isBroken(item, seen))
    : [...value.entries.values()].some((entry) => isBroken(entry.value, seen));
}
