import { fix } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { secretsOf } from '../../references/declaredSecrets.ts';
import type { Dropped } from '../../files/dotenv.ts';

/** Lines of a secrets file that dotenv 3 does not take for an assignment. What stands on them is not repeated: it may be a secret. */
export const secretsLineDropped = rule({
  id: 'secrets-line-dropped',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A line of a secrets file is no assignment',
  reads: ['destination', 'files'],
  keys: ['secrets_path'],
  *check(given) {
    for (const { path, source, dropped, script } of secretsOf(given)?.files ?? []) {
      const [first] = dropped;
      if (script && first) {
        const message = `${path} is a shell script, and Kamal runs none: dotenv reads it as a list of \`NAME=value\`, and passes over this line${dropped.length > 1 ? ` and ${dropped.length - 1} more` : ''} without a word. Write \`NAME=$(command)\` lines, or let a script set the environment before Kamal is called.`;
        yield report(this, source.at(first.from, first.to), message);
        continue;
      }
      for (const line of dropped) {
        const message =
          line.why === 'export'
            ? `dotenv stops at an \`export\` without a value, and no Kamal command gets past it. Write \`NAME=$NAME\`, or remove the line from ${path}.`
            : `dotenv passes over this line of ${path} without a word: it is no \`NAME=value\`, so the secret that may be meant is missing. Write \`NAME=value\`, or put a \`#\` before it.`;
        yield report(this, source.at(line.from, line.to), message, { fixes: mend(path, source.text, line) });
      }
    }
  },
});

function mend(path: string, text: string, { from, to, why }: Dropped): Fix[] {
  const name = why === 'export' ? /^export\s+(\w+)(?!\.)\b/.exec(text.slice(from, to))?.[1] : undefined;
  return [
    ...(name ? [fix(`Write \`${name}=$${name}\``, path, () => [{ from, to, text: `${name}=$${name}` }])] : []),
    fix('Make the line a comment', path, () => [{ from, to: from, text: '# ' }]),
  ];
}
