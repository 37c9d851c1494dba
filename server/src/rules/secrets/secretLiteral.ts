import ignore from 'ignore';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Files } from '../../files/files.ts';
import { isCredentialName } from '../../files/credential.ts';
import { secretsOf } from '../../references/declaredSecrets.ts';

/** A secret itself in a secrets file: such files are committed, with references in them. */
export const secretLiteral = rule({
  id: 'secret-literal',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A secrets file holds a secret instead of a reference',
  reads: ['destination', 'files'],
  keys: ['secrets_path'],
  *check(given) {
    for (const { path, source, assignments } of secretsOf(given)?.files ?? []) {
      for (const { key, from, to, is, long } of assignments) {
        if (is !== 'literal' || !long || !isCredentialName(key)) continue;
        const ignored = isIgnored(given.files, path);
        if (ignored === 'unread') continue;
        yield report(
          this,
          source.at(from, to),
          `The secret \`${key}\` itself stands in ${path}${ignored ? '. Git ignores the file, so it stays on this machine: whoever else deploys needs it too' : ', which git does not ignore: it will be in the history of the repository'}. Fetch it instead: \`${key}=$${key}\` from the environment, or \`${key}=$(kamal secrets fetch …)\` from a password store.`,
          { severity: ignored ? 'information' : 'warning' },
        );
      }
    }
  },
});

/** By the project's `.gitignore`; others (global, of a folder above) are not seen. */
function isIgnored(files: Files, path: string): boolean | 'unread' {
  const answer = files.get('.gitignore');
  if (answer === 'unread') return 'unread';
  return answer !== 'absent' && ignore().add(answer.text).ignores(path);
}
