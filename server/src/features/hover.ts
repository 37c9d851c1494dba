import type { Hover, Position } from 'vscode-languageserver';
import type { DeploymentResult } from '../project/analysis.ts';
import { describeCommands } from './hover/commandLines.ts';
import { describeEnvironment } from './hover/environment.ts';
import { describeFindings } from './hover/findings.ts';
import type { HoverContext } from './hover/hoverContext.ts';
import { describeKey, describeKind } from './hover/key.ts';
import { describeMergedProxy } from './hover/mergedProxy.ts';
import { describeName } from './hover/name.ts';
import { describeOverride } from './hover/overrides.ts';
import { describeScalar, erbAt } from './hover/scalar.ts';
import { describeSecret } from './hover/secret.ts';
import { describeEffect } from './hover/takesEffect.ts';
import { rangeOf, rangeOfSpan, spotAt } from '../source/locate.ts';
import { paragraphs } from './markdown.ts';
import type { NamesAsked } from './naming.ts';
import type { PresentedFinding } from '../report/presented.ts';

/**
 * What stands under the cursor, in Markdown: what `kamal` says about it, what it is in this deployment, what its key is for.
 * @param shown the file's findings
 */
export function hover(
  asked: NamesAsked,
  judged: DeploymentResult,
  file: string,
  position: Position,
  shown: readonly PresentedFinding[],
): Hover | null {
  const analysis = asked.analyses.find(({ sources }) => sources.has(file));
  const source = analysis?.sources.get(file);
  if (!analysis || !source) return null;
  const offset = source.offsetAt(position);
  const spot = spotAt(source, offset);
  const here = spot && { asked, analysis, judged, source, spot, offset };
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
  return paragraphs(
    name,
    describeScalar(here),
    describeSecret(here),
    describeOverride(here),
    describeMergedProxy(here),
    describeEnvironment(here),
    key,
    describeCommands(here),
    describeEffect(here.spot),
  );
}
