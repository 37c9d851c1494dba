import { brokenBecause } from '../features/stale.ts';
import { tree } from '../features/tree.ts';
import { memoize } from '../memoize.ts';
import type { Tree } from '../protocol.ts';
import type { AskedDeployment } from './request.ts';

/** The last good picture of each deployment of a project, by base and destination. */
const lastGood = memoize((_project: object) => new Map<string, Tree>());

/** The tree of one deployment, or while its text is broken the last that could be drawn, marked as stale with the reason. */
export function drawTree({ project, analysis, result, shown, uri, version, uriOf }: AskedDeployment): Tree {
  const good = lastGood(project);
  const key = `${analysis.base.file} ${result.deployment.destination ?? ''}`;
  const stale = brokenBecause(result);
  const last = good.get(key);
  if (stale && last) return { ...last, uri, version, stale };
  const drawn = tree(analysis, result, shown, { uri, version, uriOf });
  if (stale) return { ...drawn, stale };
  good.set(key, drawn);
  return drawn;
}
