import type { ConfigEntry } from '../config/value.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { DeploymentPicture, PicturePart } from '../protocol.ts';
import type { PresentedFinding } from '../report/presented.ts';
import type { Severity } from '../rules/rule.ts';
import { rangeOfSpan } from '../source/locate.ts';
import type { At } from '../source/node.ts';
import { layout } from '../topology/picture/layout.ts';
import { svg } from '../topology/picture/svg.ts';
import { timelineSvg } from '../topology/picture/timeline.ts';
import { timelineOf } from '../topology/timeline.ts';
import { topologyOf, type Topology } from '../topology/topology.ts';
import { extents } from './extents.ts';
import { placeOf, type UriOf } from './location.ts';
import { brokenBecause } from './stale.ts';

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/**
 * A deployment as a picture and a time line, with what each part stands for and what is wrong with it, and the errors that no part shows.
 * @param about `width` in pixels; `details`: volumes, networks and secrets are written, too
 */
export function picture(
  analysis: Analysis,
  result: DeploymentResult,
  shown: ReadonlyMap<string, readonly PresentedFinding[]>,
  about: {
    readonly uri: string;
    readonly version: number | null;
    readonly uriOf: UriOf;
    readonly width: number;
    readonly details: boolean;
  },
): DeploymentPicture {
  const { deployment } = result;
  const topology = topologyOf(deployment);
  const places = placesOf(deployment, topology);
  const told = new Set<PresentedFinding>();
  const parts = new Map<string, PicturePart>();
  const part = (at: string, key: At): PicturePart => {
    const all = (places.get(key) ?? [key]).flatMap((place) => extents(analysis, place));
    const found = all.flatMap(({ file, from, to }) => (shown.get(file) ?? []).filter(({ span }) => span.from >= from && span.from <= to));
    for (const finding of found) told.add(finding);
    return {
      at,
      target: { uri: about.uriOf(key.chunk.file), range: placeOf(analysis, key)!.range },
      extents: all.map(({ file, from, to }) => ({
        uri: about.uriOf(file),
        range: rangeOfSpan(analysis.sources.get(file)!, { from, to }),
      })),
      problems: found
        .map(({ severity, message }) => ({ severity, message }))
        .sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity)),
    };
  };
  const name = (at: At): string => {
    const place = placeOf(analysis, at);
    if (!place) return '';
    const id = `${place.source.file}:${place.range.start.line}:${place.range.start.character}`;
    if (!parts.has(id)) parts.set(id, part(id, at));
    return id;
  };
  const width = Math.max(320, Math.min(2400, Math.round(about.width)));
  const drawn = svg(layout(topology, width, about.details), name);
  const stale = brokenBecause(result);
  const elsewhere = deployment.config.layers
    .flatMap(({ source: { file } }) => shown.get(file) ?? [])
    .filter((one) => one.severity === 'error' && !told.has(one));
  return {
    uri: about.uri,
    version: about.version,
    destination: deployment.destination,
    destinations: analysis.deployments.map(({ deployment: { destination } }) => destination),
    ...(stale ? { stale } : {}),
    svg: drawn,
    timeline: timelineSvg(timelineOf(topology), width),
    parts: [...parts.values()],
    files: deployment.config.layers.map(({ source }) => about.uriOf(source.file)),
    elsewhere: elsewhere.map(({ source, span, message }) => ({
      message,
      target: { uri: about.uriOf(source.file), range: rangeOfSpan(source, span) },
    })),
  };
}

/** What parts stand for, by their own place: entries with all below them, and a server wherever it is named. */
function placesOf(
  { config: { root }, roles, accessories }: Deployment,
  { servers }: Topology,
): ReadonlyMap<At, readonly (ConfigEntry | At)[]> {
  const proxies = [root, ...[...roles, ...accessories].map(({ map }) => map)].map((map) => map?.entries.get('proxy'));
  const all = [root.entries.get('servers'), ...proxies, ...[...roles, ...accessories].map(({ entry }) => entry)];
  return new Map<At, readonly (ConfigEntry | At)[]>([
    ...servers.map(({ at, mentions }) => [at, mentions] as const),
    ...all.flatMap((entry) => (entry ? [[entry.key.at, [entry]] as const] : [])),
  ]);
}
