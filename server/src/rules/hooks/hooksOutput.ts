import { valueAt } from '../../config/get.ts';
import type { ScalarValue, Value } from '../../config/value.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { nearest } from '../validation/nearest.ts';

const known = ['quiet', 'verbose'];

/** `ensure_valid_hooks_output!`: `quiet` and `verbose`, as text or symbol. */
export const hooksOutput = rule({
  id: 'hooks-output',
  severity: 'error',
  kind: 'kamal',
  summary: '`hooks_output` knows only `quiet` and `verbose`',
  keys: ['hooks_output'],
  *check({ root }): Iterable<Finding> {
    const output = valueAt(root, 'hooks_output');
    if (!output || output.kind === 'list' || output.kind === 'unknown') return;
    const settings: readonly (readonly [string | null, Value])[] =
      output.kind === 'map' ? [...output.entries.values()].map(({ name, value }) => [name, value]) : [[null, output]];
    for (const [hook, value] of settings) {
      if (value.kind !== 'scalar' || value.conditional || (value.type !== 'string' && value.type !== 'symbol')) continue;
      if (known.includes(value.string.replace(/^:/, ''))) continue;
      const whose = hook === null ? '' : ` for hook '${hook}'`;
      yield report(
        this,
        value.at,
        `Hook output can be \`quiet\` or \`verbose\`, but not \`${value.string}\`${hook === null ? '' : ` (hook \`${hook}\`)`}. Kamal refuses to load the file.`,
        {
          fixes: fixesFor(value),
          kamal: `Invalid hooks_output '${value.string}'${whose}, must be one of: quiet, verbose`,
        },
      );
    }
  },
});

function fixesFor(value: ScalarValue): Fix[] {
  const near = nearest(value.string.replace(/^:/, '').toLowerCase(), known);
  return [...(near ? [near] : []), ...known.filter((word) => word !== near)].flatMap((word) => writeText(value, word, word === near));
}
