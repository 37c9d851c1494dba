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

function hedged(finding: Finding, defaults: readonly Default[]): Finding[] {
  const { rule, refused, severity, at, message } = finding;
  const isAbout = ({ at: { chunk, from, to }, rules }: Default): boolean =>
    chunk === at.chunk && from <= at.from && at.to <= to && (!rules || rules.includes(rule));
  if (severity !== 'error' || !defaults.some(isAbout)) return [finding];
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

/** What hangs on a default of an `ENV` lookup: the value, and the key before it for rules that tell of the value there. */
interface Default {
  readonly at: At;
  readonly rules?: readonly string[];
}

const atKeys = ['missing-key', 'ssl-without-host', 'ssl-on-several-servers'];

const defaultsIn = memoize((source: Source): readonly Default[] =>
  source.erb.length > 0 && source.root ? [...defaultsBelow(source.root)] : [],
);

function* defaultsBelow(node: Node): Iterable<Default> {
  if (node.kind === 'scalar' && node.fallback) yield { at: node.at };
  if (node.kind === 'list') for (const item of node.items) yield* defaultsBelow(item);
  if (node.kind !== 'map') return;
  for (const { key, value } of node.entries) {
    yield* defaultsBelow(key);
    yield* defaultsBelow(value);
    if (value.kind !== 'scalar' || !value.fallback) continue;
    yield { at: key.at, rules: atKeys };
    // An empty `host` is told at `ssl`.
    if (key.kind !== 'scalar' || key.text !== 'host') continue;
    for (const other of node.entries)
      if (other.key.kind === 'scalar' && other.key.text === 'ssl') yield { at: other.key.at, rules: ['ssl-without-host'] };
  }
}
