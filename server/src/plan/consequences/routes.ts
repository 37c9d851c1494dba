import type { WantedRole } from '../kamal/wanted.ts';
import { hasTls } from '../model/kamalProxy.ts';
import type { Route, Servers } from '../model/servers.ts';
import { sameList, unknown } from '../model/settings.ts';
import type { Deployed, Versions } from '../simulation.ts';
import { say, type Told } from './consequence.ts';
import { mayBeDescribed } from './open.ts';
import { code, eachRoute, list, routed } from './words.ts';

/** Routes that requests take another way. */
export function routesOf({ before, after }: Versions, { before: old, after: now }: Deployed): Told[] {
  return after.wanted.roles.flatMap((role): Told[] => {
    const [was, is] = [old, now].map((servers) => routeOn(servers, role));
    if (!is || [is, ...(was ? [was] : [])].some(isHidden)) return [];
    const about = [['servers', role.name, 'proxy'], ['proxy'], ['servers', role.name], ['primary_role']];
    const [name, where] = [code(role.name), routed(is.hosts, is.paths)];
    if (!was && mayBeDescribed(before, { kind: 'role', of: role.name })) return [];
    if (!was) return say(true, `${role.name} gets a route`, `kamal-proxy sends ${where} to the role ${name}.`, about);
    const isServed = (host: string): boolean => answersAt(now, host);
    const gone = was.hosts.filter((host) => !is.hosts.includes(host) && !isServed(host));
    const bare =
      was.paths.includes('') && !is.paths.includes('') ? is.hosts.filter((host) => was.hosts.includes(host) && !isServed(host)) : [];
    const kept = new Set(eachRoute(is.hosts, is.paths));
    const ended = eachRoute(was.hosts, was.paths).filter((one) => !kept.has(one));
    const tls = isSecure(now, role, is);
    const options = changedOptions(was, is);
    return [
      ...say(
        bare.length > 0,
        'the root is not served',
        `Nothing answers for ${code('/')} of ${list(bare.map(hostText))} any more: visitors get a 404 there.`,
        about,
        'data',
      ),
      ...say(
        !sameList(was.hosts, is.hosts) || !sameList(was.paths, is.paths),
        `${role.name}: another route`,
        `kamal-proxy sends ${where} to the role ${name}${ended.length > 0 ? `, and no longer ${list(ended)}` : ''}.`,
        about,
      ),
      ...say(gone.length > 0, 'a host is given up', `Nothing answers for ${list(gone.map(hostText))} any more.`, about),
      ...say(isSecure(old, role, was) !== tls, `TLS is ${tls ? 'on' : 'off'}`, `TLS is ${tls ? 'on' : 'off'} for ${where}.`, about),
      ...say(
        !sameList([was.port], [is.port]),
        `${role.name}: another port`,
        `kamal-proxy asks the role ${name} on port ${is.port} instead of ${was.port}.`,
        about,
      ),
      ...say(
        options.length > 0,
        `${role.name}: proxy settings`,
        `Other settings of kamal-proxy for the role ${name}: ${list(options.map(code))}.`,
        about,
      ),
    ];
  });
}

const hostText = (host: string): string => (host === '' ? 'every other host' : code(host));

const isHidden = ({ hosts, paths, options, port }: Route): boolean =>
  [...hosts, ...paths, ...options, port].some((text) => text.includes(unknown));

/** Names of the options that are not the same. Error pages lie in a folder of the version's. */
function changedOptions(was: Route, is: Route): string[] {
  const [old, now] = [was, is].map(({ options }) => options.map((text) => (text.startsWith('--error-pages') ? '--error-pages' : text)));
  const changed = [...old!.filter((text) => !now!.includes(text)), ...now!.filter((text) => !old!.includes(text))];
  return [...new Set(changed.map((text) => text.replace(/[= ].*$/s, '')))];
}

function routeOn(servers: Servers, { hosts, prefix }: WantedRole): Route | undefined {
  for (const host of hosts) {
    const route = servers.get(host)?.routes.get(prefix);
    if (route) return route;
  }
  return undefined;
}

const isSecure = (servers: Servers, { hosts }: WantedRole, route: Route): boolean =>
  [...hosts].some((host) => hasTls(servers.get(host)?.routes ?? new Map(), route));

/** Is the root of that host given to anybody, on any server? */
function answersAt(servers: Servers, host: string): boolean {
  return [...servers.values()].some(({ routes }) =>
    [...routes.values()].some(({ hosts, paths }) => hosts.includes(host) && paths.includes('')),
  );
}
