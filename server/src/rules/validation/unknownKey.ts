import { closest, distance } from 'fastest-levenshtein';
import type { ConfigEntry } from '../../config/value.ts';
import { report } from '../report.ts';
import type { Rule } from '../rule.ts';
import { problemsOf, type UnknownKeys } from './walk.ts';
import { dotted } from './words.ts';

/** A key that Kamal does not know at this place (`check_unknown_keys!` in `configuration/validator.rb`). */
export const unknownKey: Rule = {
  id: 'unknown-key',
  severity: 'error',
  kind: 'kamal',
  summary: 'Kamal does not know this key here',
  *check({ config }) {
    for (const problem of problemsOf(config)) {
      if (problem.kind !== 'unknown') continue;
      for (const entry of problem.keys) yield report(this, entry.key.at, message(problem, entry), { kamal: problem.kamal, refused: !entry.maybe });
    }
  },
};

function message(problem: UnknownKeys, entry: ConfigEntry): string {
  const where = problem.path.length ? `under \`${dotted(problem.path)}\`` : 'at the root';
  const near = nearest(entry.name, Object.keys(problem.section));
  return `Kamal knows no \`${entry.name}\` ${where} and refuses to load the file.${near ? ` Did you mean \`${near}\`?` : ''}`;
}

/** The known name that was probably meant: at most a third of its letters differ. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0 || name === '') return undefined;
  const near = closest(name, known);
  return distance(name, near) <= Math.max(1, Math.floor(near.length / 3)) ? near : undefined;
}
