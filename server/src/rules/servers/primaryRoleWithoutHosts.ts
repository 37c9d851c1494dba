import { addServer, droppedHosts, isEmpty } from '../fixes/roleFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** The primary role has no server; `allow_empty_roles` does not excuse it (`configuration.rb`). */
export const primaryRoleWithoutHosts = rule({
  id: 'primary-role-without-hosts',
  severity: 'error',
  kind: 'kamal',
  summary: 'The primary role has no server',
  reads: ['roles', 'primaryRole'],
  *check({ roles, primaryRole: { role } }) {
    if (!role || !isEmpty(role)) return;
    const add = addServer(role, roles);
    yield report(
      this,
      role.at,
      `The primary role \`${role.name}\` has no server${droppedHosts(role)}: there is nowhere to keep the deploy lock and no container that the others could wait for, and Kamal refuses to load the file. Add a host.`,
      { kamal: `No servers specified for the ${role.name} primary_role`, fixes: add ? [add] : [] },
    );
  },
});
