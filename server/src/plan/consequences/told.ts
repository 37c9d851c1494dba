import { addTo } from '../../addTo.ts';
import type { Version } from '../kamal/version.ts';
import type { Refusal } from '../model/refusal.ts';
import type { Servers } from '../model/servers.ts';
import { emptyServer, proxyName, running } from '../model/servers.ts';
import { differences } from '../model/settings.ts';
import { usual, type Deployed, type Versions } from '../simulation.ts';
import type { About, Severity, Told } from './consequence.ts';
import type { Issue, IssueKind } from './issue.ts';
import { code, list, routed, settingWords } from './words.ts';
import { kamal } from '../kamal/command.ts';

/** The same issue on several servers. */
export interface Group {
  readonly kind: IssueKind;
  readonly name: string;
  readonly of: string;
  readonly hosts: readonly string[];
  readonly issues: readonly Issue[];
}

interface Teller {
  readonly title: (group: Group) => string;
  readonly severity: Severity | ((group: Group, told: Telling) => Severity);
  readonly message: (group: Group, told: Telling) => string;
  readonly about: (group: Group, told: Telling) => About;
}

interface Telling extends Versions {
  readonly deployed: Deployed;
}

const roleOrAll = ({ of }: { of: string }): About => [['servers', of], ['servers'], ['service']];
const accessory = ({ of }: { of: string }): About => [['accessories', of], ['accessories'], ['service']];

/** One sentence or two for each kind of issue, and where it comes from. Those of a deploy that fails are told with it. */
const tellers: Readonly<Partial<Record<IssueKind, Teller>>> = {
  'left running': {
    title: ({ of }) => `${of} keeps running`,
    severity: 'left-behind',
    message: (group, { deployed, after }) => {
      const route = routeOf(deployed.after, group);
      const also = route ? `, and kamal-proxy goes on sending it ${route}` : twice(group, after);
      return `The container of the role ${code(group.of)} keeps running on ${list(group.hosts)}${also}: a deploy looks only at what the new files name.`;
    },
    about: (group, told) => [...renamed(told), ...roleOrAll(group)],
  },
  'route left': {
    title: ({ name }) => `the route ${name} stays`,
    severity: (group, { deployed }) => (answers(deployed.after, group) ? 'left-behind' : 'data'),
    message: (group, { deployed }) => {
      const serves = served(deployed.after, group);
      return answers(deployed.after, group)
        ? `kamal-proxy keeps the route ${code(group.name)} (${serves}) on ${list(group.hosts)}, and the old container goes on answering.`
        : `kamal-proxy keeps the route ${code(group.name)} (${serves}) on ${list(group.hosts)} for a container that is stopped: visitors get an error, and neither ${code('kamal app stop')} nor another deploy removes it.`;
    },
    about: (group, told) => aboutService(group.name, told),
  },
  'accessory not started': {
    title: ({ name }) => `${name} is not started`,
    severity: 'needs-command',
    message: ({ name, hosts }, telling) =>
      `The accessory ${code(name)} is not started on ${list(hosts)}: a deploy does not touch accessories.${bootTrap(name, telling)}`,
    about: accessory,
  },
  'accessory change not applied': {
    title: ({ name }) => `${name} keeps its old settings`,
    severity: 'needs-command',
    message: ({ name, hosts }, telling) =>
      `The accessory ${code(name)} on ${list(hosts)} goes on running with its old ${changedOf(name, hosts, telling)}: a deploy does not touch accessories.${rebootTrap(name, hosts, telling)}`,
    about: accessory,
  },
  'accessory left running': {
    title: ({ of }) => `${of} keeps running`,
    severity: 'left-behind',
    message: (group, { deployed, after }) => {
      const { name, of, hosts } = group;
      const route = routeOf(deployed.after, group);
      const gone = after.wanted.accessories.every((one) => one.name !== of);
      return `The container ${code(name)} of the accessory ${code(of)} keeps running on ${list(hosts)}${route ? `, and kamal-proxy goes on sending it ${route}` : ''}: a deploy does not touch accessories${gone ? `, and ${code(`kamal accessory remove ${of}`)} with the new files prints a message and does nothing` : ''}.`;
    },
    about: accessory,
  },
  'accessory shared with another destination or app': {
    title: ({ name }) => `${name} is shared`,
    severity: 'data',
    message: ({ name, hosts }) =>
      `The accessory ${code(name)} on ${list(hosts)} is the container of another destination or application: both use one container and its data. A ${code('service')} of its own keeps them apart.`,
    about: accessory,
  },
  'kamal-proxy options not applied': {
    title: () => 'kamal-proxy needs a reboot',
    severity: 'needs-command',
    message: ({ hosts }) =>
      `kamal-proxy on ${list(hosts)} goes on running with its old options: they are read only when its container is made. A reboot of it is a short outage of every application on the server.`,
    about: () => [['proxy', 'run'], ['proxy'], ['servers']],
  },
  'kamal-proxy left': {
    title: () => 'kamal-proxy keeps running',
    severity: 'left-behind',
    message: ({ hosts }) => `kamal-proxy keeps running on ${list(hosts)}, and keeps its ports, though nothing is proxied there any more.`,
    about: () => [['servers'], ['proxy']],
  },
  'still in maintenance mode': {
    title: ({ name }) => `${name} stays in maintenance`,
    severity: 'data',
    message: ({ name, hosts }) =>
      `${code(name)} on ${list(hosts)} stays in maintenance mode: visitors see that page, and not the new version.`,
    about: (group, told) => aboutService(group.name, told),
  },
  'secrets left on disk': {
    title: ({ name }) => `${name.replace(/^.*\//, '')} stays on disk`,
    severity: 'left-behind',
    message: ({ name, hosts }) => `${code(name)} stays on ${list(hosts)}, with the values of secrets that nothing there uses any more.`,
    about: ({ name }, told) => [...renamed(told), ...roleOrAll({ of: /(?<![^/])([^/]+)\.env$/.exec(name)?.[1] ?? '' }), ['accessories']],
  },
};

/** What differs between the two versions of an accessory. */
function changedOf(name: string, hosts: readonly string[], { before, after }: Telling): string {
  const [was, is] = [before, after].map(({ wanted }) => wanted.accessories.find((one) => one.name === name));
  const [old, now] = [was, is].map((one) => one?.containers.get(hosts[0]!));
  const changed = old && now ? differences(old.settings, now.settings).map((setting) => settingWords[setting]) : [];
  const proxied = JSON.stringify(was?.route) === JSON.stringify(is?.route) ? [] : ['route'];
  return [...changed, ...proxied].length > 0 ? list([...changed, ...proxied]) : 'settings';
}

/** Something may be in its way. */
function bootTrap(name: string, { deployed, after }: Telling): string {
  const { failed } = kamal(deployed.after, `accessory boot ${name}`, after, usual);
  return failed ? ` ${code(`kamal accessory boot ${name}`)} fails as things are (${reasonOf(failed)}).` : '';
}

const reasonOf = ({ kind, about: { what, holder } }: Refusal): string =>
  `${kind}${what === undefined ? '' : `: ${what}`}${holder === undefined ? '' : `, held by ${code(holder)}`}`;

/** A reboot that fails leaves the accessory down. */
function rebootTrap(name: string, hosts: readonly string[], { deployed, after }: Telling): string {
  const { servers, failed } = kamal(deployed.after, `accessory reboot ${name} --hosts ${hosts.join(',')}`, after, usual);
  const prefix = after.wanted.accessories.find((one) => one.name === name)?.prefix ?? '';
  const down = hosts.some((host) => !running(servers.get(host) ?? emptyServer, prefix));
  if (!failed || !down) return '';
  return ` Do not reboot it now: ${code(`kamal accessory reboot ${name}`)} stops it, fails (${reasonOf(failed)}), and leaves it down.`;
}

/** Is the whole application called by another name? */
function renamed({ before, after }: Versions): About {
  return before.wanted.service === after.wanted.service ? [] : [['service']];
}

function aboutService(service: string, told: Telling): About {
  for (const { wanted } of [told.after, told.before]) {
    const role = wanted.roles.find(({ prefix }) => prefix === service);
    if (role) return [['servers', role.name, 'proxy'], ['servers', role.name], ...renamed(told), ['primary_role'], ['proxy'], ['servers']];
    const one = wanted.accessories.find(({ prefix }) => prefix === service);
    if (one) return [['accessories', one.name, 'proxy'], ['accessories', one.name], ['accessories']];
  }
  return [['service']];
}

function routeOf(servers: Servers, { hosts, issues }: Group): string | undefined {
  for (const { host, name } of issues) {
    const route = [...(servers.get(host)?.routes.values() ?? [])].find(({ target }) => target === name);
    if (route && hosts.includes(host)) return routed(route.hosts, route.paths);
  }
  return undefined;
}

/** A role of the new files that does the same work. */
function twice({ of }: Group, after: Version): string {
  const others = after.wanted.roles.filter(({ route }) => !route).map(({ name }) => name);
  if (others.length === 0) return '';
  return others.includes(of) ? ', beside the new one elsewhere: its work is done twice' : ', and goes on working';
}

const serverOf = (servers: Servers, { hosts }: Group) => servers.get(hosts[0]!);

function served(servers: Servers, group: Group): string {
  const route = serverOf(servers, group)?.routes.get(group.name);
  return route ? routed(route.hosts, route.paths) : '';
}

/** Does somebody stand behind the route? */
function answers(servers: Servers, group: Group): boolean {
  const server = serverOf(servers, group);
  const route = server?.routes.get(group.name);
  return (
    server !== undefined && route !== undefined && running(server, route.target) !== undefined && running(server, proxyName) !== undefined
  );
}

/** The same issue on several servers is told once. */
export function groupsOf(issues: readonly Issue[]): Group[] {
  const groups = new Map<string, Issue[]>();
  for (const one of issues) {
    const name = `${one.kind} ${one.name}`;
    addTo(groups, name, one);
  }
  return [...groups.values()].map((all) => ({
    kind: all[0]!.kind,
    name: all[0]!.name,
    of: all[0]!.of,
    hosts: all.map(({ host }) => host),
    issues: all,
  }));
}

/**
 * A route that leads to a container which is left is told with it.
 * @returns groups of issues, those of a container with its route's lines
 */
export function withRoutes(groups: readonly Group[], { deployed }: Telling): Group[] {
  const taken = new Set<Group>();
  const found = groups.map((group) => {
    if (group.kind !== 'left running' && group.kind !== 'accessory left running') return group;
    const routes = groups.filter(
      (one) =>
        one.kind === 'route left' &&
        one.hosts.every((host) => group.hosts.includes(host) && deployed.after.get(host)?.routes.get(one.name)?.target === group.name),
    );
    for (const one of routes) taken.add(one);
    return { ...group, issues: [...group.issues, ...routes.flatMap(({ issues }) => issues)] };
  });
  return found.filter((group) => !taken.has(groups.find((one) => one === group) ?? group));
}

/** @returns undefined where it is told with the failure of the deploy */
export function tell(group: Group, told: Telling): Told | undefined {
  const teller = tellers[group.kind];
  if (!teller) return undefined;
  const { severity, title, message, about } = teller;
  return {
    title: title(group),
    severity: typeof severity === 'string' ? severity : severity(group, told),
    message: message(group, told),
    about: about(group, told),
    issues: group.issues.map(({ line }) => line),
  };
}
