import { brokenBecause } from '../features/stale.ts';
import { tree } from '../features/tree.ts';
import { view } from '../report/present.ts';
import type { Analysis, Judged } from '../project/analysis.ts';
import type { Tree } from '../protocol.ts';
import type { Home } from './workspace.ts';

/** Draws trees, and keeps the last good picture of each deployment for while its text is broken. */
export class Pictures {
  /** By base URI and destination. */
  private readonly good = new Map<string, Tree>();

  /** The tree of one deployment, or the last that could be drawn, marked as stale with the reason. */
  draw(home: Home, analysis: Analysis, judged: Judged, about: { readonly uri: string; readonly version: number | null }): Tree {
    const key = `${home.uriOf(analysis.base.file)} ${judged.deployment.destination ?? ''}`;
    const stale = brokenBecause(judged);
    const last = this.good.get(key);
    if (stale && last) return { ...last, ...about, stale };
    const drawn = tree(analysis, judged, view(analysis, home.settings.rules), { ...about, uriOf: home.uriOf });
    if (stale) return { ...drawn, stale };
    this.good.set(key, drawn);
    return drawn;
  }
}
