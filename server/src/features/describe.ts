import type { Accessory, Deployment, Proxy, Role } from '../deployment/deployment.ts';
import { bullets, code, codes, count, paragraphs, strong } from './markdown.ts';

/** kamal-proxy's own default where `app_port` is left out (`configuration/proxy.rb`). */
const defaultPort = 80;

/**
 * Under which addresses a proxy takes requests: `https://shop.example/api`; `http://*` for any host name.
 * One for each host and path prefix; `http(s)` where TLS hangs on ERB.
 */
export function routesOf(proxy: Proxy): string[] {
  const scheme = proxy.ssl === null ? 'http(s)' : proxy.ssl ? 'https' : 'http';
  const hosts = proxy.hosts.length > 0 ? proxy.hosts.map(({ name }) => name) : [proxy.hostsIncomplete ? '…' : '*'];
  const prefixes =
    proxy.pathPrefixes.length > 0 ? proxy.pathPrefixes.map((prefix) => `/${prefix.replace(/^\/+|(?<!\/)\/+$/g, '')}`) : ['/'];
  return hosts.flatMap((host) => prefixes.map((prefix) => `${scheme}://${host}${prefix === '/' ? '' : prefix}`));
}

/** Roles in Kamal's working order: the primary first, the others by name (`commander/specifics.rb`). */
export function inOrder(deployment: Deployment): Role[] {
  return [...deployment.roles].sort((a, b) => Number(b.primary) - Number(a.primary));
}

/** Which role runs when: `1` boots first on its servers; undefined where the role has no place in the order. */
export function bootStep(deployment: Deployment, role: Role): number | undefined {
  const index = deployment.boot.roles.indexOf(role.name);
  return index < 0 ? undefined : index + 1;
}

/** Why a role takes web traffic or not, as a sentence (`configuration/role.rb`, `running_proxy?`). */
export function whyProxied(role: Role): string {
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
      return 'may take web traffic: that hangs on ERB';
  }
}

/** What a role is in one deployment, in Markdown: servers, address, place in the boot order, command. */
export function describeRole(deployment: Deployment, role: Role): string {
  const step = bootStep(deployment, role);
  const steps = deployment.boot.roles.length;
  const primary = deployment.primaryRole.role;
  return paragraphs(
    `${strong(role.name)} — ${role.primary ? 'the primary role' : 'a role'}${deployment.destination ? ` in ${code(deployment.destination)}` : ''}`,
    bullets(
      servers(
        role.hosts.map(({ name }) => name),
        role.hostsIncomplete,
      ),
      role.proxied && role.proxy
        ? `${codes(routesOf(role.proxy))} → port ${role.proxy.appPort ?? defaultPort}, healthy when ${code(role.proxy.healthPath)} answers`
        : undefined,
      whyProxied(role),
      step !== undefined &&
        steps > 1 &&
        (role.primary || !primary
          ? `boots as ${step} of ${steps}`
          : `boots as ${step} of ${steps}, after the first healthy ${code(primary.name)} container`),
      role.cmd === null ? "runs the image's own command" : `runs ${code(role.cmd)}`,
    ),
  );
}

function servers(hosts: readonly string[], open: boolean): string {
  if (hosts.length === 0) return open ? 'servers hang on ERB' : 'no servers';
  return `${open ? 'at least ' : ''}${count(hosts.length, 'server')}: ${codes(hosts)}`;
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
      roles.length > 0 ? `runs ${codes(roles.map(({ name }) => name))}` : 'runs no role',
      accessories.length > 0 && `accessories: ${codes(accessories.map(({ name }) => name))}`,
      tags.size > 0 && `tags: ${codes([...tags])}`,
      deployment.primaryHost === host && 'the primary host: holds the deploy lock and the audit log',
      deployment.boot.groups.length > 1 && group >= 0 && `boots in group ${group + 1} of ${deployment.boot.groups.length}`,
    ),
  );
}

/** What the primary role means for the boot order of this deployment (`cli/app/boot.rb`). */
export function describePrimary(deployment: Deployment): string {
  const { name, role } = deployment.primaryRole;
  if (!role) return `There is no role ${code(name)} in this deployment: Kamal refuses it.`;
  const others = deployment.boot.roles.filter((other) => other !== role.name);
  const first = `${strong(name)} is the primary role: it boots first on each of its servers, and takes web traffic unless it says \`proxy: false\`.`;
  if (others.length === 0) return `${first} No other role waits for it.`;
  return `${first}\n\n${codes(others)} ${others.length === 1 ? 'waits' : 'wait'}, on every server, until the first ${code(name)} container is healthy. If that one fails, nothing else is booted.`;
}

/** What an accessory is, in Markdown. */
export function describeAccessory(accessory: Accessory): string {
  return paragraphs(
    `${strong(accessory.name)} — an accessory`,
    bullets(
      accessory.image !== null && `image ${code(accessory.image)}`,
      servers([...new Set(accessory.hosts)], accessory.hostsIncomplete),
      accessory.port !== null && `port ${code(accessory.port)}`,
      accessory.proxy !== null && codes(routesOf(accessory.proxy)),
      'booted by `kamal setup` or `kamal accessory boot`, not by `kamal deploy`',
    ),
  );
}
