import type { Analysis } from '../project/analysis.ts';

/** Root keys that say that a deploy.yml is Kamal's, and not a workflow or a playbook. */
export const telling =
  /^(?:["':]?)(service|servers|image|registry|builder|accessories|primary_role|require_destination|asset_path)["']?\s*:(\s|$)/m;

/** Whether any file of this family has begun to look like Kamal's: until then nothing is reported. */
export function looksLikeKamal(analysis: Analysis): boolean {
  return [...analysis.sources.values()].some(({ text }) => telling.test(text));
}
