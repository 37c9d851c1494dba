import type { Files } from '../files/files.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { Tree, TreeNode } from '../protocol.ts';
import { printable } from '../report/printable.ts';
import type { KamalVersion } from '../schema/version.ts';
import { extents } from './extents.ts';
import { placeOf, type UriOf } from './location.ts';
import { accessoriesSection } from './tree/accessories.ts';
import { bootSection } from './tree/boot.ts';
import { destinationsSection } from './tree/destinations.ts';
import { problemsSection } from './tree/problems.ts';
import { proxySection } from './tree/proxy.ts';
import { rolesSection } from './tree/roles.ts';
import { secretsSection } from './tree/secrets.ts';
import { serversSection } from './tree/servers.ts';
import { summaryOf } from './tree/summary.ts';
import type { TreeContext } from './tree/treeContext.ts';
import type { PresentedFinding } from '../report/presented.ts';

export { judgedOf } from './judgedOf.ts';

/** The document that a tree is asked for, and what is known around it. */
export interface TreeAbout {
  readonly uri: string;
  readonly version: number | null;
  readonly uriOf: UriOf;
  /** The project's other files; left out: nothing is known of them. */
  readonly files?: Files;
  /** null: nobody says. */
  readonly kamal?: KamalVersion | null;
  /** URI of the project's folder. */
  readonly folder?: string;
}

/**
 * What one deployment will do, as a tree: problems, roles, routes, boot order, accessories, servers, secrets, destinations. Total: what Kamal refuses is drawn too.
 * @param about the document it was asked for
 */
export function tree(
  analysis: Analysis,
  judged: DeploymentResult,
  shown: ReadonlyMap<string, readonly PresentedFinding[]>,
  about: TreeAbout,
): Tree {
  const context = treeContext(analysis, judged, shown, about);
  const drawn = (...sections: readonly (TreeNode | undefined)[]): TreeNode[] =>
    siblings(sections.filter((section) => section !== undefined));
  return {
    ...treeSummary(analysis, judged, shown, about),
    problems: drawn(problemsSection(context))[0] ?? null,
    nodes: drawn(rolesSection(context), proxySection(context), bootSection(context), accessoriesSection(context)),
    more: drawn(serversSection(context), secretsSection(context), destinationsSection(context)),
  };
}

/** The tree without its nodes: what a line of state says. */
export function treeSummary(
  analysis: Analysis,
  judged: DeploymentResult,
  shown: ReadonlyMap<string, readonly PresentedFinding[]>,
  about: TreeAbout,
): Tree {
  return {
    uri: about.uri,
    version: about.version,
    destination: judged.deployment.destination,
    destinations: analysis.deployments.map(({ deployment }) => deployment.destination),
    summary: summaryOf(analysis, judged, shown, about.kamal ?? null, about.folder ?? ''),
    problems: null,
    nodes: [],
    more: [],
  };
}

/** Ids are unique among siblings, whatever is written twice, and what is hidden in a name is seen. */
function siblings(nodes: readonly TreeNode[]): TreeNode[] {
  const times = new Map<string, number>();
  return nodes.map((node) => {
    const time = (times.get(node.id) ?? 0) + 1;
    times.set(node.id, time);
    return {
      ...node,
      id: time > 1 ? `${node.id} ${time}` : node.id,
      label: printable(node.label),
      ...(node.description === undefined ? {} : { description: printable(node.description) }),
      ...(node.children && { children: siblings(node.children) }),
    };
  });
}

const ranks = ['error', 'warning', 'information'] as const;

function treeContext(
  analysis: Analysis,
  result: DeploymentResult,
  shown: ReadonlyMap<string, readonly PresentedFinding[]>,
  { uriOf, files }: TreeAbout,
): TreeContext {
  return {
    analysis,
    result,
    deployment: result.deployment,
    shown,
    files,
    uriOf,
    target(at) {
      const place = at && placeOf(analysis, at);
      return place ? { target: { uri: uriOf(place.source.file), range: place.range } } : {};
    },
    worst(children, ...places) {
      const found = new Set<string | undefined>(children.map((child) => child.worst));
      for (const { file, from, to } of places.flatMap((place) => extents(analysis, place))) {
        for (const { span, severity } of shown.get(file) ?? []) if (span.from >= from && span.from <= to) found.add(severity);
      }
      const worst = ranks.find((rank) => found.has(rank));
      return worst ? { worst } : {};
    },
  };
}
