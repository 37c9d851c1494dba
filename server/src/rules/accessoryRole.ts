import { valueAt } from '../config/get.ts';
import type { Value } from '../config/value.ts';
import { report } from './report.ts';
import type { Rule } from './rule.ts';
import { nearest } from './validation/nearest.ts';

/** `ensure_valid_roles` in `configuration/accessory.rb`. */
export const accessoryRole: Rule = {
  id: 'accessory-role',
  severity: 'error',
  kind: 'kamal',
  summary: 'An accessory runs on a role that does not exist',
  *check({ deployment }) {
    if (deployment.rolesOpen) return;
    const known = deployment.roles.map(({ name }) => name);
    for (const { name, map } of deployment.accessories) {
      const value = valueAt(map, 'role') ?? valueAt(map, 'roles');
      const named: readonly Value[] = value?.kind === 'list' ? value.items : value ? [value] : [];
      // A number never equals a role's name, which is text.
      const unknown = named.flatMap((role) =>
        role.kind === 'scalar' && role.value !== null && !role.maybe && !(role.type === 'string' && known.includes(role.string))
          ? [role]
          : [],
      );
      const kamal = `accessories/${name}: unknown role${value?.kind === 'list' ? 's' : ''} ${unknown.map(({ string }) => string).join(', ')}`;
      for (const role of unknown) {
        const near = nearest(role.string, known);
        yield report(
          this,
          role.at,
          `The accessory \`${name}\` runs on the role \`${role.string}\`, which \`servers\` does not have${known.length ? ` (it has ${known.map((one) => `\`${one}\``).join(', ')})` : ''}. Kamal refuses to load the file.${near ? ` Did you mean \`${near}\`?` : ''}`,
          { kamal },
        );
      }
    }
  },
};
