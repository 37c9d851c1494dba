import { entryAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import type { Part, Role } from '../../deployment/deployment.ts';
import { fix, insertEntry, ownPlace, removeEntry, replaceValue } from '../../edit/index.ts';
import { list } from '../../deployment/proxies.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** TLS on a role with several servers and no certificate of its own (`ensure_one_host_for_ssl` in `configuration/role.rb`). */
export const sslOnSeveralServers = rule({
  id: 'ssl-on-several-servers',
  severity: 'error',
  kind: 'kamal',
  summary: 'Automatic TLS on a role with more than one server',
  reads: ['roles', 'family'],
  keys: ['proxy'],
  *check({ roles: all, family }) {
    for (const [ssl, roles] of bySetting(all)) {
      const [first] = roles;
      const counts = roles.map(({ hosts, hostsIncomplete }) => `${hosts.length}${hostsIncomplete ? ' or more' : ''}`).join(' and ');
      yield report(
        this,
        ssl.key.at,
        `Automatic TLS works on one server, and ${list(roles.map(({ name }) => name))} ${roles.length > 1 ? 'have' : 'has'} ${counts}: each would ask for the same certificate, and Kamal refuses to load the file. ` +
          'End TLS at the load balancer and remove `ssl`, or name a certificate of your own.',
        {
          ...(first!.hostsIncomplete
            ? {}
            : {
                kamal: `SSL is only supported on a single server unless you provide custom certificates, found ${first!.hosts.length} servers for role ${first!.name}`,
              }),
          related: roles.flatMap(({ name, hosts }) =>
            hosts.slice(1, 2).map(({ at }) => ({ at, message: `The second server of \`${name}\`` })),
          ),
          fixes: roles.map((role, index) => dropTls(role, ssl, all, family, index === 0 && roles.length === 1)),
        },
      );
    }
  },
});

/** The `ssl` entries in question with the roles that they make impossible. */
function bySetting(roles: readonly Role[]): Map<ConfigEntry, Role[]> {
  const found = new Map<ConfigEntry, Role[]>();
  for (const role of roles) {
    const { proxy, conditional, proxied } = role;
    const ssl = proxy?.map?.entries.get('ssl');
    const certain = role.hosts.filter(({ value }) => !value.conditional);
    if (conditional || !proxied || !ssl || proxy?.ssl !== true || proxy.customCertificate || certain.length < 2) continue;
    // A certificate that hangs on ERB may be one.
    if (ssl.value.kind === 'map' && ssl.value.incomplete) continue;
    found.set(ssl, [...(found.get(ssl) ?? []), role]);
  }
  return found;
}

/** Removes `ssl` where nothing else wants it; says `ssl: false` on the role where the root's is for other roles too. */
function dropTls(role: Role, ssl: ConfigEntry, roles: readonly Role[], family: readonly Part<never, 'proxy'>[], preferred: boolean): Fix {
  const own = role.ownProxy?.value.kind === 'map' ? role.ownProxy.value.entries.get('ssl') : undefined;
  // A destination may give the root's proxy one, which the role would then take over.
  const inherited = family.some(({ root }) => entryAt(root, 'proxy', 'ssl'));
  const path = ['servers', role.name, 'proxy'];
  const title = `End TLS of \`${role.name}\` at the load balancer: `;
  if (own?.key === ssl.key) {
    const file = own.key.at.chunk.file;
    const alone = role.ownProxy!.value.kind === 'map' && role.ownProxy!.value.entries.size === 1;
    if (inherited)
      return fix(
        `${title}\`ssl: false\``,
        file,
        (source) => replaceValue(source, ownPlace(source, own.key, ...path, 'ssl'), 'false'),
        preferred,
        'unsafe',
      );
    return fix(
      `${title}remove \`ssl\``,
      file,
      (source) =>
        alone
          ? replaceValue(source, ownPlace(source, role.ownProxy!.key, ...path), 'true')
          : removeEntry(source, ownPlace(source, own.key, ...path, 'ssl')),
      preferred,
      'unsafe',
    );
  }
  const others = roles.some((one) => one !== role && one.proxy?.map?.entries.get('ssl') === ssl);
  const file = ssl.key.at.chunk.file;
  if (!others)
    return fix(
      `${title}remove \`ssl\``,
      file,
      (source) => removeEntry(source, ownPlace(source, ssl.key, 'proxy', 'ssl'), { emptied: 'parent' }),
      preferred,
      'unsafe',
    );
  const from = (role.ownProxy ?? role.entry)?.key;
  return fix(
    `${title}\`ssl: false\``,
    from?.at.chunk.file ?? file,
    (source) => {
      if (!role.ownProxy)
        return role.map && role.entry
          ? insertEntry(source, ownPlace(source, role.entry.key, 'servers', role.name), 'proxy', { ssl: 'false' })
          : undefined;
      const place = ownPlace(source, role.ownProxy.key, ...path);
      return role.ownProxy.value.kind === 'map'
        ? insertEntry(source, place, 'ssl', 'false')
        : replaceValue(source, place, { ssl: 'false' });
    },
    preferred,
    'unsafe',
  );
}
