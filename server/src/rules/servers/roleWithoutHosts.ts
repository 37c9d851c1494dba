import type { Config } from '../../config/config.ts';
import type { Deployment, Role } from '../../deployment/deployment.ts';
import { fix, insertRootEntry, ownPlace, removeEntry, replaceValue } from '../../edit/index.ts';
import { addServer, droppedHosts, isEmpty } from '../fixes/roleFixes.ts';
import { report } from '../report.ts';
import type { Rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** A role that is not the primary one has no server and `allow_empty_roles` is not `true` (`configuration.rb`). */
export const roleWithoutHosts: Rule = {
  id: 'role-without-hosts',
  severity: 'error',
  kind: 'kamal',
  summary: 'A role has no server',
  *check({ deployment }) {
    if (mayAllow(deployment.config)) return;
    for (const role of deployment.roles) {
      if (role === deployment.primaryRole.role || !isEmpty(role)) continue;
      yield report(
        this,
        role.at,
        `The role \`${role.name}\` has no server${droppedHosts(role)}: Kamal refuses to load the file. Add a host, remove the role, or say \`allow_empty_roles: true\` if it is meant to be empty here.`,
        {
          kamal: `No servers specified for the ${role.name} role. You can ignore this with allow_empty_roles: true`,
          fixes: fixesFor(role, deployment),
        },
      );
    }
  },
};

function mayAllow({ root }: Config): boolean {
  const entry = root.entries.get('allow_empty_roles');
  if (!entry) return root.incomplete;
  return entry.conditional || entry.value.kind !== 'scalar' || entry.value.value === true;
}

function fixesFor(role: Role, deployment: Deployment): Fix[] {
  const { entry } = role;
  const setting = deployment.config.root.entries.get('allow_empty_roles');
  // Where the role is: the base without a destination has it too.
  const file = (setting?.key ?? entry?.key ?? deployment.config.root.entries.get('servers')!.key).at.chunk.file;
  const allow = fix(
    'Allow it: `allow_empty_roles: true`',
    file,
    (source) =>
      setting
        ? replaceValue(source, ownPlace(source, setting.key, 'allow_empty_roles'), 'true')
        : insertRootEntry(source, 'allow_empty_roles', 'true'),
    true,
  );
  const add = addServer(role, deployment);
  const remove =
    entry &&
    fix(`Remove the role \`${role.name}\``, entry.key.at.chunk.file, (source) =>
      removeEntry(source, ownPlace(source, entry.key, 'servers', role.name)),
    );
  return [allow, ...(add ? [add] : []), ...(remove ? [remove] : [])];
}
