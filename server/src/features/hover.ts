import type { Hover, Position } from 'vscode-languageserver';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import { describeFindings } from './hover/findings.ts';
import type { HoverContext } from './hover/hoverContext.ts';
import { describeKey, describeKind } from './hover/key.ts';
import { describeName } from './hover/name.ts';
import { describeScalar, erbAt } from './hover/scalar.ts';
import { rangeOf, rangeOfSpan, spotAt } from '../source/locate.ts';
import { paragraphs } from './markdown.ts';
import type { PresentedFinding } from '../report/presented.ts';

/**
 * What stands under the cursor, in Markdown: what `kamal` says about it, what it is in this deployment, what its key is for.
 * @param shown the file's findings
 */
export function hover(
  analysis: Analysis,
  judged: DeploymentResult,
  file: string,
  position: Position,
  shown: readonly PresentedFinding[],
): Hover | null {
  const source = analysis.sources.get(file);
  if (!source) return null;
  const offset = source.offsetAt(position);
  const spot = spotAt(source, offset);
  const here = spot && { analysis, judged, source, spot };
  const findings = describeFindings(shown, offset);
  const erb = erbAt(source, offset);
  const about = erb ? erb.text : here ? describe(here) : '';
  const value = [findings, about].filter((part) => part).join('\n\n---\n\n');
  if (!value) return null;
  const range = erb ? rangeOfSpan(source, erb.span) : spot && rangeOf(source, spot.node.at);
  return { contents: { kind: 'markdown', value }, ...(range ? { range } : {}) };
}

/** Where a name has much to say about itself, what its key is for is said in one line, and on a value not at all. */
function describe(here: HoverContext): string {
  const name = describeName(here);
  const key = !name ? describeKey(here.spot) : here.spot.on === 'key' ? describeKind(here.spot) : '';
  return paragraphs(name, describeScalar(here), key);
}
