import { mapAt } from '../../config/get.ts';
import type { Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import { fix, placeOf, renameKey } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { quoteIt } from '../fixes/scalarFixes.ts';
import { readAs } from '../validation/words.ts';

/** Role and accessory names that Psych does not read as text: Kamal asks them for `inquiry` and crashes (`configuration/role.rb`). */
export const nameNotText = rule({
  id: 'name-not-text',
  severity: 'error',
  kind: 'kamal',
  summary: 'The name of a role or accessory is read as a number, boolean or symbol',
  reads: ['primaryRole'],
  keys: ['servers', 'accessories'],
  *check({ root, primaryRole }) {
    for (const [section, what] of [
      ['servers', 'role'],
      ['accessories', 'accessory'],
    ] as const) {
      const names = [...(mapAt(root, section)?.entries.values() ?? [])];
      for (const { name, key, keyType, conditional } of names) {
        if (conditional || keyType === 'string' || keyType === 'unknown') continue;
        // Sorting roles by name fails first where names of several classes meet.
        const mixed = what === 'role' && keyType === 'integer' && names.some((other) => other.keyType === 'string');
        // With another name of this role, the finding that the primary role is undefined would read otherwise.
        const settled = what === 'accessory' || primaryRole.role !== null || primaryRole.name === name;
        const text = key.kind === 'scalar' ? key.text : name;
        yield report(
          this,
          key.at,
          `YAML reads the name of this ${what}${text && `, \`${text}\`,`} as ${readAs(keyType)} and not as text: Kamal crashes on it. Write the name in quotes.`,
          {
            fixes: keyType === 'symbol' ? withoutColon(key, name, settled) : quoteIt(key, settled),
            ...(mixed && { kamal: `comparison of String with ${name} failed` }),
          },
        );
      }
    }
  },
});

function withoutColon(key: Node, name: string, preferred: boolean): Fix[] {
  const change = (source: Source) => {
    const place = placeOf(source, key);
    return place && renameKey(source, place, name);
  };
  return [fix(`Rename to \`${name}\``, key.at.chunk.file, change, preferred), ...quoteIt(key, false)];
}
