import type { Part, Role } from '../../deployment/deployment.ts';
import { fix, insertRootEntry, ownPlace, removeEntry, replaceValue } from '../../edit/index.ts';
import { addServer, droppedHosts, isEmpty } from '../fixes/roleFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** A role that is not the primary one has no server and `allow_empty_roles` is not `true` (`configuration.rb`). */
export const roleWithoutHosts = rule({
  id: 'role-without-hosts',
  severity: 'error',
  kind: 'kamal',
  summary: 'A role has no server',
  reads: ['roles', 'primaryRole'],
  keys: ['allow_empty_roles', 'servers'],
  *check(given) {
    if (mayAllow(given)) return;
    for (const role of given.roles) {
      if (role === given.primaryRole.role || !isEmpty(role)) continue;
      yield report(
        this,
        role.at,
        `The role \`${role.name}\` has no server${droppedHosts(role)}: Kamal refuses to load the file. Add a host, remove the role, or say \`allow_empty_roles: true\` if it is meant to be empty here.`,
        {
          kamal: `No servers specified for the ${role.name} role. You can ignore this with allow_empty_roles: true`,
          fixes: fixesFor(role, given),
        },
      );
    }
  },
});

function mayAllow({ root }: Part<never, 'allow_empty_roles'>): boolean {
  const entry = root.entries.get('allow_empty_roles');
  if (!entry) return root.incomplete;
  return entry.conditional || entry.value.kind !== 'scalar' || entry.value.value === true;
}

function fixesFor(role: Role, { roles, root }: Part<'roles', 'allow_empty_roles' | 'servers'>): Fix[] {
  const { entry } = role;
  const setting = root.entries.get('allow_empty_roles');
  // Where the role is: the base without a destination has it too.
  const file = (setting?.key ?? entry?.key ?? root.entries.get('servers')!.key).at.chunk.file;
  const allow = fix(
    'Allow it: `allow_empty_roles: true`',
    file,
    (source) =>
      setting
        ? replaceValue(source, ownPlace(source, setting.key, 'allow_empty_roles'), 'true')
        : insertRootEntry(source, 'allow_empty_roles', 'true'),
    true,
    'unsafe',
  );
  const add = addServer(role, roles);
  const remove =
    entry &&
    fix(`Remove the role \`${role.name}\``, entry.key.at.chunk.file, (source) =>
      removeEntry(source, ownPlace(source, entry.key, 'servers', role.name)),
    );
  return [allow, ...(add ? [add] : []), ...(remove ? [remove] : [])];
}
