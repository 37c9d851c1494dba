import { distance } from 'fastest-levenshtein';
import type { Part } from '../../deployment/deployment.ts';
import { fix, insertEntry, insertRootEntry, ownPlace, removeEntry, replaceValue, scalarText } from '../../edit/index.ts';
import { list } from '../../deployment/proxies.ts';
import type { Source } from '../../source/source.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** The primary role, `web` unless `primary_role` says otherwise, is none of the roles (`ensure_required_keys_present` in `configuration.rb`). */
export const primaryRoleUndefined = rule({
  id: 'primary-role-undefined',
  severity: 'error',
  kind: 'kamal',
  summary: 'The primary role is none of the roles',
  reads: ['roles', 'rolesIncomplete', 'primaryRole'],
  keys: ['servers', 'primary_role', 'proxy'],
  *check(given) {
    const { primaryRole, roles, rolesIncomplete, root } = given;
    const servers = root.entries.get('servers');
    const readable = servers && (servers.value.kind === 'map' || servers.value.kind === 'list') && !servers.conditional;
    const named = root.entries.get('primary_role');
    if (primaryRole.role || rolesIncomplete || !readable || named?.conditional || (named && named.value.kind !== 'scalar')) return;
    const names = roles.map(({ name }) => name);
    const there = names.length === 0 ? 'there is no role at all' : `the ${names.length > 1 ? 'roles are' : 'only role is'} ${list(names)}`;
    const isDefault = !named || named.value.kind !== 'scalar' || named.value.string !== primaryRole.name;
    const message = isDefault
      ? `No role is called \`web\`, which is the primary role unless \`primary_role\` names another one: Kamal refuses to load the file. Add \`primary_role:\` (${there}), or rename a role.`
      : `The primary role \`${primaryRole.name}\` is not defined: ${there}. Kamal refuses to load the file. Name one of the roles here, or add \`${primaryRole.name}\` under \`servers\`.`;
    yield report(this, isDefault ? servers.key.at : named!.value.at, message, {
      kamal: `The primary_role ${primaryRole.name} isn't defined`,
      fixes: fixesFor(given),
    });
  },
});

function fixesFor({ primaryRole, roles, root }: Part<'primaryRole' | 'roles', 'servers' | 'primary_role' | 'proxy'>): Fix[] {
  const { name } = primaryRole;
  const named = root.entries.get('primary_role');
  const servers = root.entries.get('servers')!;
  const file = (named ?? servers).key.at.chunk.file;
  const byDistance = roles.map((role) => ({ role, far: distance(role.name, name) })).sort((a, b) => a.far - b.far);
  const fixes = byDistance.map(({ role, far }, index) =>
    fix(
      `Make \`${role.name}\` the primary role`,
      file,
      (source) =>
        named
          ? replaceValue(source, ownPlace(source, named.key, 'primary_role'), scalarText(role.name))
          : insertRootEntry(source, 'primary_role', scalarText(role.name)),
      // A slip of the pen is certain enough; another primary role is a decision. It gets the proxy, so it needs a host and no proxy of the root's.
      index === 0 &&
        named !== undefined &&
        far <= Math.max(1, Math.floor(name.length / 3)) &&
        role.hosts.length > 0 &&
        (role.ownProxy !== null || !root.entries.has('proxy')),
    ),
  );
  const server = roles.find(({ hosts }) => hosts.length)?.hosts[0]?.name;
  if (servers.value.kind === 'map' && !servers.value.alias && server !== undefined) {
    const create = (source: Source) => insertEntry(source, ownPlace(source, servers.key, 'servers'), name, [scalarText(server)]);
    fixes.push(fix(`Add a role \`${name}\` on \`${server}\``, servers.key.at.chunk.file, create));
  }
  if (named && roles.some((role) => role.name === 'web')) {
    fixes.push(
      fix('Remove `primary_role`: `web` is the primary role', file, (source) =>
        removeEntry(source, ownPlace(source, named.key, 'primary_role')),
      ),
    );
  }
  return fixes;
}
