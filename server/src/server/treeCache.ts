import { brokenBecause } from '../features/stale.ts';
import { tree } from '../features/tree.ts';
import { present } from '../report/present.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { Tree } from '../protocol.ts';
import type { OpenProject } from './workspace.ts';

/** Draws trees, and keeps the last good picture of each deployment for while its text is broken. */
export class TreeCache {
  /** By base URI and destination. */
  private readonly good = new Map<string, Tree>();

  /** The tree of one deployment, or the last that could be drawn, marked as stale with the reason. */
  draw(
    home: OpenProject,
    analysis: Analysis,
    judged: DeploymentResult,
    about: { readonly uri: string; readonly version: number | null },
  ): Tree {
    const key = `${home.uriOf(analysis.base.file)} ${judged.deployment.destination ?? ''}`;
    const stale = brokenBecause(judged);
    const last = this.good.get(key);
    if (stale && last) return { ...last, ...about, stale };
    const drawn = tree(analysis, judged, present(analysis, home.settings.rules), { ...about, uriOf: home.uriOf });
    if (stale) return { ...drawn, stale };
    this.good.set(key, drawn);
    return drawn;
  }
}
