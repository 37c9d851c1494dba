import type { Deployment } from '../../deployment/deployment.ts';
import { memoize } from '../../memoize.ts';
import type { At, Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import type { Finding } from '../rule.ts';

/**
 * Findings that call nothing refused which the machine that deploys may put right: the default in `ENV.fetch("X", "")` is what Kamal reads
 * only where nobody sets X. Here for all rules, since their findings stand at the value that they are about.
 */
export function unlessSet(findings: readonly Finding[], { config }: Deployment): readonly Finding[] {
  if (!findings.some(({ severity }) => severity === 'error')) return findings;
  const defaults = config.layers.flatMap(({ source }) => defaultsIn(source));
  return defaults.length > 0 ? findings.flatMap((finding) => hedged(finding, defaults)) : findings;
}

function hedged(finding: Finding, defaults: readonly At[]): Finding[] {
  const { refused, severity, at, message } = finding;
  if (severity !== 'error' || !defaults.some(({ chunk, from, to }) => chunk === at.chunk && from <= at.from && at.to <= to))
    return [finding];
  // In a branch: its condition may be that somebody has set the variable.
  if (!refused) return [];
  return [
    {
      ...finding,
      refused: false,
      unlessSet: true,
      severity: 'information',
      message: `Where the environment does not say otherwise: ${message}`,
      fixes: [],
    },
  ];
}

/** Where values stand that are defaults of `ENV` lookups. */
const defaultsIn = memoize((source: Source): readonly At[] =>
  source.erb.length > 0 && source.root ? [...defaultsBelow(source.root)] : [],
);

function* defaultsBelow(node: Node): Iterable<At> {
  if (node.kind === 'scalar' && node.fallback) yield node.at;
  if (node.kind === 'list') for (const item of node.items) yield* defaultsBelow(item);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    yield* defaultsBelow(key);
    yield* defaultsBelow(value);
  }
}
