import { report } from '../report.ts';
import type { Rule } from '../rule.ts';
import { compareVersions } from '../versions.ts';
import { problemsOf } from './walk.ts';
import { dotted } from './words.ts';

/** A key that the Kamal of this project does not know yet. Only where that version is known: from the setting, or from Gemfile.lock. */
export const newerKey: Rule = {
  id: 'newer-key',
  severity: 'error',
  kind: 'kamal',
  summary: 'The Kamal in use is older than this key',
  *check({ config, kamal }) {
    if (!kamal) return;
    for (const problem of problemsOf(config)) {
      if (problem.kind !== 'dated' || problem.entry.maybe || compareVersions(problem.since, kamal.version) <= 0) continue;
      const name = dotted(problem.path);
      yield report(
        this,
        problem.entry.key.at,
        `\`${name}\` came with Kamal ${problem.since}, and this project uses ${kamal.version} (${kamal.from === 'setting' ? 'setting `kamal.version`' : 'Gemfile.lock'}), which refuses to load the file. Update Kamal to ${problem.since} or newer, or remove the key.`,
      );
    }
  },
};
