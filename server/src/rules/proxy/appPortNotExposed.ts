import { valueAt } from '../../config/get.ts';
import { namesPort, portsIn, portVariables, unseenPort } from '../../deployment/portVariables.ts';
import type { Part } from '../../deployment/deployment.ts';
import type { Node } from '../../source/node.ts';
import { fix, insertEntry, insertRootEntry, ownPlace } from '../../edit/index.ts';
import { imageOf } from '../../deployment/builtImage.ts';
import type { Image } from '../../deployment/builtImage.ts';
import type { Inputs } from '../inputs.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { named, servicesOf } from '../../deployment/services.ts';
import { replaceSetting } from '../fixes/settingFixes.ts';
import { mayHave, certainEntry } from '../../config/certain.ts';
import type { ProxiedService } from '../../deployment/services.ts';

/** A port that the image does not expose: kamal-proxy asks `app_port`, 80 by default (`configuration/proxy.rb`), and nobody answers there. */
export const appPortNotExposed = rule({
  id: 'app-port-not-exposed',
  severity: 'warning',
  kind: 'deployment',
  summary: '`app_port` is none of the ports that the Dockerfile exposes',
  reads: ['roles', 'accessories', 'base', 'files', 'namesPort', 'saidPorts'],
  keys: ['proxy', 'servers', 'builder'],
  *check(app) {
    const { root, files } = app;
    const services = servicesOf(app).filter(({ role }) => role);
    // Kamal refuses a root `proxy` that is no map, whatever the port is.
    const readable = (root.entries.get('proxy')?.value.kind ?? 'map') === 'map';
    // A further configuration that builds nothing runs an image of somebody else's.
    const builds = root.entries.has('builder') || root.incomplete || /(^|\/)config\/deploy\.ya?ml$/.test(app.base);
    const image = services.length && readable && builds ? imageOf({ root }, files) : undefined;
    if (!image) return;
    for (const [node, all] of byPlace(services, app, image)) {
      const port = all[0]!.proxy.appPort!;
      const sure = all.some((service) => isSure(service, app, image));
      const exposed = image.ports.join(' and ');
      const given = certainEntry(all[0]!.map, 'app_port');
      yield report(
        this,
        node.at,
        `kamal-proxy sends the traffic of ${named(all)} to port ${port}${given ? '' : ' (the default of `app_port`)'}, and ${image.file} exposes ${exposed}: ` +
          (sure
            ? 'if nothing listens on it, no health check is answered and the deployment fails'
            : 'make sure that its command listens there, or no health check is answered and the deployment fails') +
          `. Write \`app_port: ${image.ports[0]}\` if that is where the application listens.`,
        { severity: sure ? 'warning' : 'information', fixes: fixesFor(all, app, image) },
      );
    }
  },
});

/** Roles whose port is known and not exposed, by the node that a person would look at. */
function byPlace(
  services: readonly ProxiedService[],
  { root: { entries }, saidPorts }: Part<never, 'proxy' | 'servers'> & Pick<Inputs, 'saidPorts'>,
  image: Image,
): Map<Node, ProxiedService[]> {
  const found = new Map<Node, ProxiedService[]>();
  for (const service of services) {
    const { proxy, map, own, role } = service;
    if (
      proxy.appPort === null ||
      mayHave(map, 'app_port') ||
      image.ports.includes(proxy.appPort) ||
      isAnswered(service, image) ||
      [...saidPorts.split(' '), ...portsIn(valueAt(role!.map, 'env'))].some((said) => said === `${proxy.appPort}` || said === unseenPort)
    )
      continue;
    const given = certainEntry(map, 'app_port');
    const root = entries.get('proxy');
    const rootKey = root?.value.kind === 'map' ? root.key : undefined;
    const node = given?.value.node ?? own?.key ?? rootKey ?? role?.entry?.key ?? entries.get('servers')?.key;
    if (node) found.set(node, [...(found.get(node) ?? []), service]);
  }
  return found;
}

/** Something says outright that this port is listened on, whatever is exposed. */
function isAnswered({ proxy, role }: ProxiedService, image: Image): boolean {
  const port = proxy.appPort!;
  if (new RegExp(`(?<!\\d)${port}(?!\\d)`).test(`${role!.cmd ?? ''} ${image.start}`)) return true;
  if (port === 3000 && isRails(role!.cmd ?? image.start) && !image.variables.has('PORT')) return true;
  // Behind Thruster the application itself listens on `TARGET_PORT`, 3000 by default.
  if (isThruster(role!.cmd, image) && `${port}` === (image.variables.get('TARGET_PORT') ?? '3000')) return true;
  // Thruster listens on 80 and hands on to the application; web servers' own images expose it.
  return (
    port === 80 && (/thrust/.test(image.start) || /thrust/.test(role!.cmd ?? '') || /(^|\/)(nginx|httpd|caddy)([:@-]|$)/.test(image.from))
  );
}

/** Puma and `rails server` listen on 3000 (`config/puma.rb` as Rails writes it), whatever is exposed. */
function isRails(start: string): boolean {
  return /\b(puma|rails[\s"',]+s(erver)?)\b(?![^\n]{0,200}[\s"'](-p|--port|-b|--bind)\b)/.test(start);
}

function isThruster(cmd: string | null, image: Image): boolean {
  return /thrust/.test(image.start) || /thrust/.test(cmd ?? '');
}

/** Nothing but the image decides where the application listens. */
function isSure({ role }: ProxiedService, { namesPort: all }: Pick<Inputs, 'namesPort'>, image: Image): boolean {
  if (role!.cmd !== null || mayHave(role!.map, 'cmd') || /thrust/.test(image.start)) return false;
  // That the image names the port which it exposes makes it the more certain.
  const says = portVariables.flatMap((name) => image.variables.get(name) ?? []);
  const sure = says.every((port) => image.ports.length === 1 && port === `${image.ports[0]}`);
  return sure && !all && !mayHave(role!.map, 'env') && !namesPort(valueAt(role!.map, 'env'));
}

type App = Part<never, 'proxy'> & Pick<Inputs, 'base' | 'namesPort'>;

/** One for each port; preferred where there is one only, and nothing else has a say for any of the roles. */
function fixesFor(services: readonly ProxiedService[], deployment: App, image: Image): Fix[] {
  const preferred = image.ports.length === 1 && services.every((service) => isSure(service, deployment, image));
  const ports = image.ports.filter((port) => port !== 443);
  return ports.flatMap((port) => setPort(services, deployment, port, preferred) ?? []);
}

function setPort(services: readonly ProxiedService[], { root: { entries }, base }: App, port: number, preferred: boolean): Fix | undefined {
  const title = `Send traffic to port ${port}: \`app_port: ${port}\``;
  const [{ map, own, path }] = services as [ProxiedService];
  const given = certainEntry(map, 'app_port');
  if (given?.value.kind === 'scalar')
    return replaceSetting(title, { entry: given, value: given.value, services, path: ['app_port'] }, `${port}`, preferred, 'unsafe');
  const root = entries.get('proxy');
  const into = own?.value.kind === 'map' ? { entry: own, path } : root?.value.kind === 'map' ? { entry: root, path: ['proxy'] } : undefined;
  if (into)
    return fix(
      title,
      into.entry.key.at.chunk.file,
      (source) => insertEntry(source, ownPlace(source, into.entry.key, ...into.path), 'app_port', `${port}`),
      preferred,
      'unsafe',
    );
  return root ? undefined : fix(title, base, (source) => insertRootEntry(source, 'proxy', { app_port: `${port}` }), preferred, 'unsafe');
}
