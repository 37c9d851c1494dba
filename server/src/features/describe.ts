import type { Accessory, Deployment, Proxy, Role } from '../deployment/deployment.ts';
import { find } from '../config/find.ts';
import { valueAt } from '../config/get.ts';
import { bullets, code, codes, count, paragraphs, strong } from './markdown.ts';

/**
 * Under which addresses a proxy takes requests: `https://shop.example/api`; `http://*` for any host name.
 * One for each host and path prefix, host by host; `http(s)` where TLS hangs on ERB, and `…` in the place of what else does.
 */
export function routesOf(proxy: Proxy): string[] {
  const scheme = proxy.ssl === null ? 'http(s)' : proxy.ssl ? 'https' : 'http';
  const hosts = proxy.hosts.length > 0 ? proxy.hosts.map(({ name }) => name) : [proxy.hostsIncomplete ? '…' : '*'];
  const known = proxy.pathPrefixes.map((prefix) => `/${prefix.replace(/^\/+|(?<!\/)\/+$/g, '')}`);
  const prefixes = proxy.prefixesIncomplete ? [...known, '/…'] : known.length > 0 ? known : ['/'];
  return hosts.flatMap((host) => prefixes.map((prefix) => `${scheme}://${host}${prefix === '/' ? '' : prefix}`));
}

/** `https://a.example and 2 more`; ERB may add to them. @param proxy of a role that takes web traffic */
export function routesInShort(deployment: Deployment, proxy: Proxy): string {
  const [first, ...more] = routesOf(proxy);
  return [first, ...(more.length > 0 ? [`${more.length} more`] : []), ...adding(deployment, proxy)].join(' and ');
}

/** Is there more than what is known by name? */
function adding(deployment: Deployment, { hosts, hostsIncomplete }: Proxy): string[] {
  return hosts.length > 0 && hostsIncomplete ? [additions(deployment)] : [];
}

/** Why something is not known: ERB decides on it, or its place is broken. */
export function hangs(deployment: Deployment): string {
  return hasErb(deployment) ? 'hangs on ERB' : 'cannot be read';
}

/** The same of several: `servers hang on ERB`. */
export function hang(deployment: Deployment): string {
  return hasErb(deployment) ? 'hang on ERB' : 'cannot be read';
}

const hasErb = ({ config }: Deployment): boolean => config.layers.some(({ source }) => source.erb.length > 0);

/** What there may be beside what is known. */
export function additions(deployment: Deployment): string {
  return hasErb(deployment) ? 'what ERB adds' : 'what cannot be read';
}

/** Roles in Kamal's working order: the primary first, the others by name (`commander/specifics.rb`). */
export function inOrder(deployment: Deployment): Role[] {
  return [...deployment.roles].sort((a, b) => Number(b.primary) - Number(a.primary));
}

/** Which role runs when: `1` boots first on its servers. What ERB decides is null. */
interface BootStep {
  readonly number: number | null;
  readonly of: number | null;
}

/** @returns undefined where the role has no place in the order, where none boots beside it, and where ERB decides who is first */
export function bootStep({ boot, roles, rolesIncomplete, primaryRole }: Deployment, role: Role): BootStep | undefined {
  const index = boot.roles.indexOf(role.name);
  const open = rolesIncomplete || roles.some(mayBootNowhere);
  const others = open || boot.roles.length > 1;
  if (index < 0 || !others || primaryRole.uncertain || (open && !primaryRole.role)) return undefined;
  return { number: open && index > 0 ? null : index + 1, of: open ? null : boot.roles.length };
}

/** Does ERB decide whether there is such a role, with a server? */
const mayBootNowhere = ({ conditional, hosts, hostsIncomplete }: Role): boolean =>
  conditional || (hostsIncomplete && hosts.every(({ value }) => value.conditional));

/** Why a role takes web traffic or not, as a sentence (`configuration/role.rb`, `running_proxy?`). */
export function whyProxied(deployment: Deployment, role: Role): string {
  switch (role.because) {
    case 'primary':
      return 'takes web traffic because it is the primary role';
    case 'own':
      return 'takes web traffic because of its own `proxy`';
    case 'off':
      return 'takes no web traffic: `proxy: false`';
    case 'none':
      return 'takes no web traffic: it is not the primary role and has no `proxy`';
    case 'unknown':
      return `may take web traffic: that ${hangs(deployment)}`;
  }
}

/** What a role is in one deployment, in Markdown: servers, address, place in the boot order, command. */
export function describeRole(deployment: Deployment, role: Role): string {
  return paragraphs(
    `${strong(role.name)} — ${rank(deployment, role)}${deployment.destination ? ` in ${code(deployment.destination)}` : ''}`,
    bullets(
      servers(deployment, hostsOf(role), role.hostsIncomplete),
      role.proxied && role.proxy
        ? `${[codes(routesOf(role.proxy)), ...adding(deployment, role.proxy)].join(' and ')} → ${port(deployment, role.proxy)}, healthy when ${healthPath(deployment, role.proxy)} answers`
        : undefined,
      whyProxied(deployment, role),
      boots(deployment, role),
      command(deployment, role),
    ),
  );
}

/** What it is among the roles. */
function rank(deployment: Deployment, { primary }: Role): string {
  if (deployment.primaryRole.uncertain) return `a role; which one is the primary ${hangs(deployment)}`;
  return primary ? 'the primary role' : 'a role';
}

/** Where kamal-proxy sends requests. */
function port(deployment: Deployment, proxy: Proxy): string {
  if (proxy.appPort !== null) return `port ${proxy.appPort}`;
  return hasWrongPort(proxy) ? 'a port that is no number' : `a port that ${hangs(deployment)}`;
}

/** Kamal refuses any port but a number. */
export function hasWrongPort({ map }: Proxy): boolean {
  const found = find(map, 'app_port');
  return found.kind === 'value' && !(found.value.kind === 'scalar' && typeof found.value.value === 'number');
}

function healthPath(deployment: Deployment, { healthPath: path }: Proxy): string {
  return path === null ? `a path that ${hangs(deployment)}` : code(path);
}

/** What a container of it runs. */
function command(deployment: Deployment, { map, value, cmd }: Role): string {
  if (find(map ?? value, 'cmd').kind === 'unknown') return `which command it runs ${hangs(deployment)}`;
  return cmd === null ? "runs the image's own command" : `runs ${code(cmd)}`;
}

function boots(deployment: Deployment, role: Role): string | undefined {
  const step = bootStep(deployment, role);
  if (!step) return undefined;
  const { name, role: primary } = deployment.primaryRole;
  const [as, waits] = [step.of === null ? '' : ` as ${step.number} of ${step.of}`, `after the first healthy ${code(name)} container`];
  if (role.primary) return as ? `boots${as}` : 'boots first';
  return as && primary ? `boots${as}, ${waits}` : `boots${as || ` ${waits}`}`;
}

/** A server, and whether ERB decides that it is one. */
interface Server {
  readonly name: string;
  readonly conditional: boolean;
}

function hostsOf({ hosts, conditional }: Role): Server[] {
  return hosts.map(({ name, value }) => ({ name, conditional: conditional || value.conditional }));
}

function servers(deployment: Deployment, hosts: readonly Server[], open: boolean): string {
  const [there, perhaps] = [hosts.filter((host) => !host.conditional), hosts.filter((host) => host.conditional)].map((some) =>
    some.map(({ name }) => name),
  ) as [string[], string[]];
  const may = perhaps.length > 0 ? `, perhaps ${codes(perhaps)}` : '';
  if (there.length === 0) return open || may ? `servers ${hang(deployment)}${may}` : 'no servers';
  return `${open || may ? 'at least ' : ''}${count(there.length, 'server')}: ${codes(there)}${may}`;
}

/** How many servers a role runs on: `at least 2 servers` where ERB may add some. */
export function serverCount(deployment: Deployment, role: Role): string {
  const there = hostsOf(role).filter(({ conditional }) => !conditional).length;
  const open = role.hostsIncomplete || there < role.hosts.length;
  if (there === 0 && open) return `servers ${hang(deployment)}`;
  return `${open ? 'at least ' : ''}${count(there, 'server')}`;
}

/** What runs on a server, in Markdown. */
export function describeHost(deployment: Deployment, host: string): string {
  const roles = deployment.roles.filter((role) => role.hosts.some(({ name }) => name === host));
  const accessories = deployment.accessories.filter((accessory) => accessory.hosts.includes(host));
  const tags = new Set(roles.flatMap((role) => role.hosts.filter(({ name }) => name === host).flatMap((found) => found.tags)));
  const group = deployment.boot.groups.findIndex(({ hosts }) => hosts.includes(host));
  return paragraphs(
    `**${code(host)}** — a server${deployment.destination ? ` in ${code(deployment.destination)}` : ''}`,
    bullets(
      roles.length > 0
        ? `runs ${codes(roles.map(({ name }) => name))}`
        : `runs no role${mayRunMore(deployment) ? ', as far as known' : ''}`,
      accessories.length > 0 && `accessories: ${codes(accessories.map(({ name }) => name))}`,
      tags.size > 0 && `tags: ${codes([...tags])}`,
      deployment.primaryHost === host && 'the primary host: holds the deploy lock and the audit log',
      deployment.boot.certain &&
        deployment.boot.groups.length > 1 &&
        group >= 0 &&
        `boots in group ${group + 1} of ${deployment.boot.groups.length}`,
    ),
  );
}

function mayRunMore({ roles, rolesIncomplete }: Deployment): boolean {
  return rolesIncomplete || roles.some(({ hostsIncomplete }) => hostsIncomplete);
}

/** What the primary role means for the boot order of this deployment (`cli/app/boot.rb`). */
export function describePrimary(deployment: Deployment): string {
  const { name, role, uncertain } = deployment.primaryRole;
  if (uncertain)
    return `Which role is the primary ${hangs(deployment)}. It boots first on each of its servers, takes web traffic unless it says \`proxy: false\`, and all others wait for its first healthy container.`;
  if (!role && deployment.rolesIncomplete && hasErb(deployment))
    return `Whether there is a role ${code(name)} in this deployment hangs on ERB.`;
  if (!role) return `There is no role ${code(name)} in this deployment: Kamal refuses it.`;
  // A role without hosts boots nowhere (`commander/specifics.rb`).
  const others = inOrder(deployment).flatMap((other) =>
    other !== role && (other.hosts.length > 0 || other.hostsIncomplete) ? [other.name] : [],
  );
  const first = `${strong(name)} is the primary role: it boots first on each of its servers, and takes web traffic unless it says \`proxy: false\`.`;
  if (others.length === 0) return deployment.rolesIncomplete ? first : `${first} No other role waits for it.`;
  return `${first}\n\n${codes(others)} ${others.length === 1 ? 'waits' : 'wait'}, on every server, until the first ${code(name)} container is healthy. If that one fails, nothing else is booted.`;
}

/** What an accessory is, in Markdown. */
export function describeAccessory(deployment: Deployment, accessory: Accessory): string {
  return paragraphs(
    `${strong(accessory.name)} — an accessory`,
    bullets(
      accessory.image !== null && `image ${code(accessory.image)}`,
      servers(
        deployment,
        [...new Set(accessory.hosts)].map((name) => ({ name, conditional: mayNotBe(accessory) })),
        accessory.hostsIncomplete,
      ),
      accessory.port !== null && `port ${code(accessory.port)}`,
      accessory.proxy !== null && [codes(routesOf(accessory.proxy)), ...adding(deployment, accessory.proxy)].join(' and '),
      'booted by `kamal setup` or `kamal accessory boot`, not by `kamal deploy`',
    ),
  );
}

/** Does ERB decide on the servers that are known? */
function mayNotBe({ map, conditional }: Accessory): boolean {
  return conditional || ['host', 'hosts', 'role', 'roles', 'tag', 'tags'].some((key) => valueAt(map, key)?.conditional === true);
}
