import type { Root } from '../../config/root.ts';
import { entryAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { originWords, type KamalVersion } from '../../schema/version.ts';
import { removeIt } from '../fixes/scalarFixes.ts';
import { compareVersions } from '../../schema/versions.ts';
import type { DatedForm, Path } from './problem.ts';
import { dotted } from './words.ts';

/** What the Kamal of this project does not know yet. Only where that version is known: from the setting, or from Gemfile.lock. */
export const newerKey = rule({
  id: 'newer-key',
  severity: 'error',
  kind: 'kamal',
  summary: 'The Kamal in use is older than this key',
  reads: ['problems', 'kamal'],
  keys: ['registry', 'accessories'],
  *check({ problems, kamal, root }) {
    if (!kamal) return;
    const told: Path[] = [];
    for (const problem of problems) {
      if (problem.kind === 'form') {
        if (problem.conditional || !isNewer(problem.form.since, kamal) || isBelow(problem.path, told)) continue;
        const local = dotted(problem.path).endsWith('registry.server');
        // With credentials it is a registry like any other to an older Kamal.
        if (local && hasCredentials(root, problem.path)) continue;
        const refused = local || typeof problem.form.when === 'string';
        if (refused) told.push(problem.path);
        yield report(this, problem.at, formMessage(problem, kamal, refused), {
          refused,
          ...(!refused && { severity: 'warning' as const }),
        });
      }
      if (problem.kind !== 'dated' || problem.entry.conditional || !isNewer(problem.since, kamal)) continue;
      // The key around it says it all.
      if (isBelow(problem.path, told)) continue;
      told.push(problem.path);
      const { entry, since } = problem;
      yield report(
        this,
        entry.key.at,
        `\`${dotted(problem.path)}\` came with Kamal ${since}, and this project uses ${inUse(kamal)}, which refuses to load the file. Update Kamal to ${since} or newer, or remove the key.`,
        { fixes: entry.value.alias ? [] : [removeIt(entry)] },
      );
    }
  },
});

function formMessage({ path, text, form }: DatedForm, kamal: KamalVersion, refused: boolean): string {
  const { since, purpose, when } = form;
  const what = text === undefined ? `\`${dotted(path)}\` as a ${String(when)}` : `\`${text}\` in \`${dotted(path)}\``;
  const effect = refused
    ? 'which refuses to load the file'
    : 'which loads the file and takes the text for something else, so the deployment goes wrong';
  const meaning = purpose[0]!.toLowerCase() + purpose.slice(1);
  return `${what} came with Kamal ${since}: ${meaning}. This project uses ${inUse(kamal)}, ${effect}. Update Kamal to ${since} or newer, or write it otherwise.`;
}

function isNewer(since: string, { version }: KamalVersion): boolean {
  return compareVersions(since, version) > 0;
}

function isBelow(path: Path, told: readonly Path[]): boolean {
  return told.some((above) => above.length <= path.length && above.every((part, i) => part === path[i]));
}

function inUse({ version, from }: KamalVersion): string {
  return `${version} (${originWords[from].replace(/^the /, '')})`;
}

function hasCredentials(root: Root<'registry' | 'accessories'>, path: Path): boolean {
  const [section, ...rest] = path.slice(0, -1);
  return entryAt(root, section === 'accessories' ? section : 'registry', ...rest, 'username') !== undefined;
}
