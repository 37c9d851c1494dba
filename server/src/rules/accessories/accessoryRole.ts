import { isCertain, valueAt } from '../../config/get.ts';
import type { ScalarValue, Value } from '../../config/value.ts';
import type { Node } from '../../source/node.ts';
import { fix, removeItem } from '../../edit/index.ts';
import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { quoteIt, writeText } from '../fixes/scalarFixes.ts';
import { nearest } from '../validation/nearest.ts';
import { readAs } from '../validation/words.ts';

/** `ensure_valid_roles` in `configuration/accessory.rb`. */
export const accessoryRole = rule({
  id: 'accessory-role',
  severity: 'error',
  kind: 'kamal',
  summary: 'An accessory runs on a role that does not exist',
  each: 'accessory',
  reads: ['roles', 'rolesIncomplete'],
  *check({ name, map }, { roles, rolesIncomplete }) {
    if (rolesIncomplete) return;
    const known = roles.map(({ name }) => name);
    const value = valueAt(map, 'role') ?? valueAt(map, 'roles');
    const named: readonly Value[] = value?.kind === 'list' ? value.items : value ? [value] : [];
    // A number never equals a role's name, which is text.
    const unknown = named.flatMap((role) =>
      role.kind === 'scalar' &&
      role.value !== null &&
      role.value !== false &&
      !role.conditional &&
      !(role.type === 'string' && known.includes(role.string))
        ? [role]
        : [],
    );
    const kamal = `accessories/${name}: unknown role${value?.kind === 'list' ? 's' : ''} ${unknown.map(({ string }) => string).join(', ')}`;
    for (const role of unknown) {
      const near = known.includes(role.string) ? undefined : nearest(role.string, known);
      yield report(
        this,
        role.at,
        known.includes(role.string)
          ? `The accessory \`${name}\` names its role by ${readAs(role.type)}, and the name of the role \`${role.string}\` is text: Kamal does not find it and refuses to load the file. Write it in quotes.`
          : `The accessory \`${name}\` runs on the role \`${role.string}\`, which \`servers\` does not have${known.length ? ` (it has ${list(known)})` : ''}. Kamal refuses to load the file.${near ? ` Did you mean \`${near}\`?` : ''}`,
        { ...(value && isCertain(value) && { kamal }), fixes: fixesFor(role, value, known) },
      );
    }
  },
});

/** A role that exists, the nearest name first; or none, where others are named beside it. */
function fixesFor(role: ScalarValue, all: Value | undefined, known: readonly string[]): Fix[] {
  if (known.includes(role.string) && role.node.kind === 'scalar' && role.node.text === role.string) return quoteIt(role.node, true);
  const named = all?.kind === 'list' ? all.items.flatMap((item) => (item.kind === 'scalar' ? [item.string] : [])) : [];
  const free = known.filter((name) => !named.includes(name));
  const near = nearest(role.string, free);
  const others = free.filter((name) => name !== near).slice(0, 5);
  return [
    ...(near ? writeText(role, near, true) : []),
    ...others.flatMap((name) => writeText(role, name)),
    ...(all?.kind === 'list' && named.length > 1 && !all.alias ? [removal(role, all.node)] : []),
  ];
}

function removal({ node, string }: ScalarValue, list: Node): Fix {
  return fix(`Remove \`${string}\``, node.at.chunk.file, (source) => (list.kind === 'list' ? removeItem(source, list, node) : undefined));
}
