import { secretsOf, type SecretsFile } from '../../references/declaredSecrets.ts';
import { beside } from '../perFile.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** dotenv 3 replaces `$NAME` and `${NAME}` (`substitutions/variable.rb`): of what a shell takes for more, the name alone. */
export const secretsExpansion = rule({
  id: 'secrets-expansion',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A `${NAME:-default}` in a secrets file, of which only the name is replaced',
  reads: ['destination', 'files'],
  keys: ['secrets_path'],
  *check(given) {
    for (const file of secretsOf(given)?.files ?? []) {
      const [first, ...others] = expansionsIn(file);
      if (!first) continue;
      yield report(
        this,
        file.source.at(first.from, first.to),
        `Kamal runs no shell here: dotenv replaces \`${first.name}\` in \`\${${first.name}${first.operator}…}\` and leaves \`${first.operator}…}\` behind it, so \`${first.key}\` gets a wrong value whether \`${first.name}\` is set or not${others.length > 0 ? ` (and so do ${others.length} more)` : ''}. Write \`$${first.name}\`, and give the default where Kamal is called.`,
        { related: beside(others.map(({ key, from, to }) => ({ at: file.source.at(from, to), message: `\`${key}\`, too` }))) },
      );
    }
  },
});

interface Expansion {
  readonly key: string;
  readonly name: string;
  readonly operator: string;
  readonly from: number;
  readonly to: number;
}

/** The first of each value. What a command is given is left out: a shell runs that. */
function expansionsIn({ source: { text }, assignments }: SecretsFile): Expansion[] {
  return assignments.flatMap(({ key, value, uses }) => {
    for (const { name, from, to } of uses) {
      if (/\$\(|`/.test(text.slice(value, from))) break;
      const operator =
        text[from - 1] === '{' ? /^(?::?[-+=?]|[#%]{1,2}|\/{1,2}|\^{1,2}|,{1,2}|:)/.exec(text.slice(to, to + 2))?.[0] : undefined;
      if (operator) return [{ key, name, operator, from: from - 2, to: to + operator.length }];
    }
    return [];
  });
}
