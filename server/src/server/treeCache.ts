import { brokenBecause } from '../features/stale.ts';
import { memoize } from '../memoize.ts';
import type { Tree } from '../protocol.ts';
import { veiled } from '../references/veil.ts';
import type { AskedDeployment } from './request.ts';
import { veilOver } from './veiling.ts';

/** The last good picture of each deployment of a project, by base and destination. */
const lastGood = memoize((_project: object) => new Map<string, Tree>());

/**
 * The tree of one deployment, or while its text is broken the last that could be drawn, marked as stale with the reason.
 * @param summaryOnly nothing is drawn
 */
export function drawTree(asked: AskedDeployment, summaryOnly: boolean): Tree {
  const { project, analysis, result, shown, uri, version, uriOf, files } = asked;
  const { tree, treeSummary } = asked.late();
  const about = { uri, version, uriOf, files, kamal: project.kamal(), folder: project.root };
  const good = lastGood(project);
  const key = `${analysis.base.file} ${result.deployment.destination ?? ''}`;
  const stale = brokenBecause(result);
  if (summaryOnly) return { ...treeSummary(analysis, result, shown, about), ...(stale ? { stale } : {}) };
  const last = good.get(key);
  if (stale && last) return { ...last, uri, version, stale, summary: treeSummary(analysis, result, shown, about).summary };
  const drawn = tree(analysis, result, shown, about);
  if (stale) return { ...drawn, stale };
  // As long as it is shown its secrets may be gone from the text, and nobody would know them any more.
  good.set(key, veiled(drawn, veilOver(analysis)));
  return drawn;
}
