import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { removeIt } from '../fixes/scalarFixes.ts';
import { certainEntry } from '../../config/certain.ts';

/** Kamal 2 accepts the key and always uses `.kamal` on the servers (`configuration.rb:248`). */
export const runDirectoryIgnored = rule({
  id: 'run-directory-ignored',
  severity: 'warning',
  kind: 'deployment',
  summary: '`run_directory` has no effect since Kamal 2',
  keys: ['run_directory'],
  *check({ root }) {
    const entry = certainEntry(root, 'run_directory');
    // Anything but text is refused for its type.
    if (entry?.value.kind !== 'scalar' || entry.value.value === null || entry.value.string.replace(/\/$/, '') === '.kamal') return;
    yield report(
      this,
      entry.key.at,
      `\`run_directory\` has no effect since Kamal 2: locks, logs and secrets are in \`.kamal\` of the user's home on each server, and nothing is in \`${entry.value.string}\`. Remove the key.`,
      { tag: 'deprecated', fixes: [removeIt(entry, !entry.shadows)] },
    );
  },
});
