import { memoize } from '../../memoize.ts';
import type { Analysis, DeploymentResult } from '../../project/analysis.ts';
import type { TreeNode } from '../../protocol.ts';
import type { PresentedFinding } from '../../report/presented.ts';
import { rules } from '../../rules/index.ts';
import { rangeOfSpan, spanOf, type Span } from '../../source/locate.ts';
import { count, plain } from '../markdown.ts';
import { several } from './several.ts';
import type { TreeContext } from './treeContext.ts';

const ranks = ['error', 'warning', 'information'] as const;
type Rank = (typeof ranks)[number];
type Problem = PresentedFinding & { readonly severity: Rank };

const summaries = new Map(rules.map(({ id, summary }) => [id, summary]));

/**
 * What people are shown that holds in one deployment, the worst first, hints left out: what a rule found in another destination alone is none of
 * this one's problems.
 */
export function problemsOf(
  analysis: Analysis,
  result: DeploymentResult,
  shown: ReadonlyMap<string, readonly PresentedFinding[]>,
): Problem[] {
  const holders = holdersOf(analysis);
  return [...shown.values()]
    .flat()
    .filter((one): one is Problem => one.severity !== 'hint')
    .filter(({ finding, source, span }) => holders.get(keyOf(finding.rule, source.file, span))?.has(result) ?? true)
    .sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
}

/** In which deployments each finding holds. */
const holdersOf = memoize(({ deployments, sources }: Analysis): ReadonlyMap<string, ReadonlySet<DeploymentResult>> => {
  const found = new Map<string, Set<DeploymentResult>>();
  for (const result of deployments) {
    for (const { rule, at } of result.findings) {
      const source = sources.get(at.chunk.file);
      const span = source && spanOf(source, at);
      if (!source || !span) continue;
      const key = keyOf(rule, source.file, span);
      found.set(key, (found.get(key) ?? new Set()).add(result));
    }
  }
  return found;
});

function keyOf(rule: string, file: string, { from, to }: Span): string {
  return `${rule} ${file} ${from} ${to}`;
}

/** What is wrong with the deployment; undefined where nothing is. */
export function problemsSection(context: TreeContext): TreeNode | undefined {
  const problems = problemsOf(context.analysis, context.result, context.shown);
  const [first] = problems;
  if (!first) return undefined;
  return {
    id: 'problems',
    label: 'Problems',
    description: ranks
      .flatMap((rank) => {
        const many = problems.filter(({ severity }) => severity === rank).length;
        return many === 0 ? [] : rank === 'information' ? `${many} to know` : count(many, rank);
      })
      .join(', '),
    icon: 'problems',
    expanded: true,
    worst: first.severity,
    children: several(problems, 'problems', (problem) => problemNode(context, problem)),
  };
}

function problemNode({ uriOf }: TreeContext, { finding, source, span, severity, message }: Problem): TreeNode {
  const range = rangeOfSpan(source, span);
  return {
    id: `${finding.rule}:${source.file}`,
    label: summaries.get(finding.rule) ?? finding.rule,
    description: `${source.file.split('/').at(-1)}:${range.start.line + 1}`,
    tooltip: tooltip(message),
    icon: 'problem',
    target: { uri: uriOf(source.file), range },
    worst: severity,
  };
}

/** A message's code spans stay what they are; nothing else in it is Markdown. */
function tooltip(message: string): string {
  return message
    .split(/(`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : plain(part)))
    .join('');
}
