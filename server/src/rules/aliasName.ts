import { mapAt } from '../config/get.ts';
import { commands } from '../schema/commands.ts';
import { report } from './report.ts';
import type { Rule } from './rule.ts';

/** `validator/alias.rb`: lower case, and none of Kamal's own commands. A name that is no text crashes Kamal. */
export const aliasName: Rule = {
  id: 'alias-name',
  severity: 'error',
  kind: 'kamal',
  summary: 'An alias has a name that Kamal does not take',
  *check({ config }) {
    for (const { name, key, keyType, maybe } of mapAt(config.root, 'aliases')?.entries.values() ?? []) {
      if (maybe || keyType === 'unknown') continue;
      if (keyType !== 'string') {
        yield report(
          this,
          key.at,
          `The alias name \`${name}\` is no text for YAML, and Kamal crashes on it (NoMethodError). Write it in quotes or choose another.`,
        );
      } else if (!/^[a-z0-9_-]+$/.test(name)) {
        yield report(
          this,
          key.at,
          `The alias \`${name}\` cannot be a command: only lower-case letters, digits, \`-\` and \`_\` are taken. Kamal refuses to load the file. Rename it.`,
          {
            kamal: `aliases/${name}: Invalid alias name: '${name}'. Must only contain lowercase letters, alphanumeric, hyphens and underscores.`,
          },
        );
      } else if (Object.hasOwn(commands, name)) {
        yield report(
          this,
          key.at,
          `\`kamal ${name}\` is a command of Kamal's own, so no alias may be called \`${name}\`. Kamal refuses to load the file. Rename it.`,
          {
            kamal: `aliases/${name}: Alias '${name}' conflicts with a built-in command.`,
          },
        );
      }
    }
  },
};
