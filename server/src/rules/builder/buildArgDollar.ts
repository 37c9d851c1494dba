import { mapAt } from '../../config/get.ts';
import { isCertainEntry } from '../../config/certain.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** `Utils.escape_shell_value` leaves `${NAME}` to the shell that runs docker, and escapes every other `$` (`utils.rb`). */
export const buildArgDollar = rule({
  id: 'build-arg-dollar',
  severity: 'information',
  kind: 'deployment',
  summary: 'A `$NAME` in a build argument, which stays as it is written',
  keys: ['builder'],
  *check({ root }) {
    for (const entry of mapAt(root, 'builder', 'args')?.entries.values() ?? []) {
      const { name, value } = entry;
      if (value.kind !== 'scalar' || !isCertainEntry(entry)) continue;
      const variable = /(?<!\\)\$([A-Za-z_]\w*)/.exec(value.string)?.[1];
      if (!variable) continue;
      const right = value.string.replaceAll(/(?<!\\)\$([A-Za-z_]\w*)/g, '${$1}');
      yield report(
        this,
        value.at,
        `The build gets \`${name}\` as it is written here, with the dollar sign: only \`\${${variable}}\` in braces is taken from the shell that runs \`kamal\`. Write \`${right}\`.`,
        { fixes: writeText(value, right) },
      );
    }
  },
});
