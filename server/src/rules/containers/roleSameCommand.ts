import { valueAt } from '../../config/get.ts';
import type { Part, Role } from '../../deployment/deployment.ts';
import { fix, insertEntry, ownPlace, wrapValue } from '../../edit/index.ts';
import { memoize } from '../../memoize.ts';
import { beside, perFile } from '../perFile.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** Without a `cmd` of its own a role runs what the image runs: the web server once more, without the proxy. */
export const roleSameCommand = rule({
  id: 'role-same-command',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A role without traffic runs the same command as the web role',
  reads: ['roles', 'primaryRole', 'family'],
  *check({ family, ...app }) {
    const primary = app.primaryRole.role;
    if (!primary) return;
    const isEverywhere = ({ name }: Role): boolean =>
      family.every((one) => {
        const there = rolesByName(one.roles).get(name);
        return !there || runsTheSame(there, one);
      });
    const found = app.roles.filter((role) => runsTheSame(role, app) && isEverywhere(role));
    // One thing to know about a file, however many roles it is said of.
    for (const [role, ...others] of perFile(found, ({ at }) => at)) {
      yield report(
        this,
        role.at,
        `The role \`${role.name}\` has no \`cmd\`, so its containers run what the image runs, as \`${primary.name}\` does, but no web traffic is sent to them. Give ${others.length ? 'each' : 'it'} a \`cmd\` of its own, or \`proxy: true\` if ${others.length ? 'one' : 'it'} shall serve requests.`,
        {
          related: [
            { at: primary.at, message: `\`${primary.name}\` runs the same command behind the proxy` },
            ...beside(others.map(({ at, name }) => ({ at, message: `and so does \`${name}\`` }))),
          ],
          fixes: fixes(role),
        },
      );
    }
  },
});

const rolesByName = memoize((roles: readonly Role[]) => new Map(roles.map((role) => [role.name, role])));

/** What its containers do otherwise could also come from variables of its own, of a tag or in docker's options, or from another program as their entrypoint. */
function runsTheSame(role: Role, { primaryRole, root }: Part<'primaryRole'>): boolean {
  const { map, proxied, primary, conditional, hosts, hostsIncomplete, entry, value } = role;
  const first = primaryRole.role;
  if (primary || !entry || conditional || value.kind === 'unknown' || hosts.length === 0 || hostsIncomplete || proxied !== false)
    return false;
  if (!first?.proxied || first.conditional || root.incomplete) return false;
  if (hosts.some(({ tags }) => tags.length > 0)) return false;
  if (!map) return true;
  return (
    !map.incomplete &&
    !['cmd', 'env'].some((key) => map.entries.has(key)) &&
    !['entrypoint', 'env', 'env-file'].some((key) => valueAt(map, 'options', key)) &&
    isPlain(map)
  );
}

function isPlain(map: NonNullable<Role['map']>): boolean {
  const options = map.entries.get('options');
  return !options || (options.value.kind === 'map' && !options.value.incomplete && !options.conditional);
}

/** Which command is meant can only be guessed from the role's name. */
const usual: readonly (readonly [RegExp, string])[] = [
  [/sidekiq/i, 'bundle exec sidekiq'],
  [/^(jobs?|workers?|queue|solid_?queue)$/i, 'bin/jobs'],
];

function fixes({ name, entry, value }: Role): Fix[] {
  const cmd = usual.find(([pattern]) => pattern.test(name))?.[1];
  if (!entry || value.alias || cmd === undefined) return [];
  return [
    fix(`Give it a command: \`cmd: ${cmd}\``, entry.key.at.chunk.file, (source) => {
      const place = ownPlace(source, entry.key, 'servers', name);
      const isMap = place.entry.value.kind === 'map';
      return isMap ? insertEntry(source, place, 'cmd', cmd) : wrapValue(source, place, ['hosts'], { key: 'cmd', value: cmd });
    }),
  ];
}
