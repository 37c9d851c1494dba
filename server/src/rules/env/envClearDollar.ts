import { isWritten } from '../../config/certain.ts';
import { variablesWhere, type Variable } from '../../references/variables.ts';
import { beside, perFile } from '../perFile.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Text that is empty or has a `$`. */
const suspicious = variablesWhere(
  ({ value, conditional }) =>
    !conditional &&
    value.kind === 'scalar' &&
    // The default of an `ENV.fetch` is not what somebody wrote to be set.
    (value.string !== '' || isWritten(value)) &&
    !value.conditional &&
    value.type === 'string' &&
    (value.string === '' || value.string.includes('$')),
);

/** What `docker run --env` makes of a value that Kamal has escaped for the server's shell (`commands/base.rb`; run with 2.12). */
export const envClearDollar = rule({
  id: 'env-clear-dollar',
  severity: 'information',
  kind: 'deployment',
  summary: 'A `$` or an empty value in a clear variable does not do what it looks like',
  looks: { suspicious },
  *check({ suspicious: found }) {
    const isEmpty = ({ entry: { value } }: Variable): boolean => value.kind === 'scalar' && value.string === '';
    // One thing to know, however many variables of an `env` it is said of.
    const empty = perFile(
      found.filter(isEmpty),
      ({ entry }) => entry.value.at,
      ({ env }) => env.by,
    );
    for (const [{ entry, env }, ...others] of empty) {
      const { name, value } = entry;
      yield report(
        this,
        value.at,
        `An empty \`${name}\` does not arrive as empty: in the containers of ${env.by} the variable is not set at all. Leave it out if that is meant, or give it a value.`,
        { related: beside(others.map((other) => ({ at: other.entry.value.at, message: `\`${other.entry.name}\` is empty, too` }))) },
      );
    }
    for (const { entry, env } of found) {
      const { name, value } = entry;
      const { by } = env;
      const text = value.kind === 'scalar' ? value.string : '';
      if (/\$\{\w+\}/.test(text)) {
        yield report(
          this,
          value.at,
          `The server's shell replaces \`\${…}\` in \`${name}\` before docker sees it, by a variable of the server that is most likely empty. Write the value itself, or make it a secret, where \`\${…}\` is replaced on your machine.`,
        );
      } else if (/\$[A-Za-z_]\w*/.test(text)) {
        yield report(
          this,
          value.at,
          `Nothing replaces the \`$\` in \`${name}\`: the containers of ${by} get it as it is written here. If a variable of your machine is meant, make \`${name}\` a secret and write it in the secrets file.`,
        );
      }
    }
  },
});
