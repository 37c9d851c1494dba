import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { DeploymentPicture, PicturePart } from '../protocol.ts';
import type { PresentedFinding } from '../report/presented.ts';
import { endOf, rangeOfSpan, spanOf, spotAt, type Span } from '../source/locate.ts';
import type { At } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import type { Severity } from '../rules/rule.ts';
import { layout } from '../topology/picture/layout.ts';
import { svg } from '../topology/picture/svg.ts';
import { timelineSvg } from '../topology/picture/timeline.ts';
import { timelineOf } from '../topology/timeline.ts';
import { topologyOf } from '../topology/topology.ts';
import { placeOf, type UriOf } from './location.ts';
import { brokenBecause } from './stale.ts';

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * A deployment as a picture and a time line, with what each part stands for and what is wrong with it.
 * @param width in pixels
 */
export function picture(
  analysis: Analysis,
  result: DeploymentResult,
  shown: ReadonlyMap<string, readonly PresentedFinding[]>,
  about: { readonly uri: string; readonly version: number | null; readonly uriOf: UriOf; readonly width: number },
): DeploymentPicture {
  const parts = new Map<string, PicturePart>();
  const name = (at: At): string => {
    const place = placeOf(analysis, at);
    if (!place) return '';
    const { source, range } = place;
    const id = `${source.file}:${range.start.line}:${range.start.character}`;
    if (!parts.has(id)) parts.set(id, part(id, source, spanOf(source, at)!, shown.get(source.file) ?? [], about.uriOf));
    return id;
  };
  const topology = topologyOf(result.deployment);
  const drawn = svg(layout(topology, Math.max(320, Math.min(2400, Math.round(about.width)))), name);
  const stale = brokenBecause(result);
  return {
    uri: about.uri,
    version: about.version,
    destination: result.deployment.destination,
    destinations: analysis.deployments.map(({ deployment }) => deployment.destination),
    ...(stale ? { stale } : {}),
    svg: drawn,
    timeline: timelineSvg(timelineOf(topology), Math.max(320, Math.min(2400, Math.round(about.width)))),
    parts: [...parts.values()],
  };
}

function part(at: string, source: Source, span: Span, findings: readonly PresentedFinding[], uriOf: UriOf): PicturePart {
  const extent = extentOf(source, span);
  const problems = findings
    .filter((finding) => finding.span.from >= extent.from && finding.span.from <= extent.to)
    .map(({ severity, message }) => ({ severity, message }))
    .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return { at, target: { uri: uriOf(source.file), range: rangeOfSpan(source, span) }, extent: rangeOfSpan(source, extent), problems };
}

/** From a key to the end of what stands below it; a value is itself. */
function extentOf(source: Source, span: Span): Span {
  const spot = spotAt(source, span.from);
  return spot?.on === 'key' && spot.entry ? { from: span.from, to: Math.max(span.to, endOf(source, spot.entry.value)) } : span;
}
