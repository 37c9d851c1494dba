import type { WantedContainer, WantedRole } from '../kamal/wanted.ts';
import { hasTls } from '../model/kamalProxy.ts';
import type { Route, Servers } from '../model/servers.ts';
import { differences, sameList, unknown, type SettingName } from '../model/settings.ts';
import type { Deployed, Versions } from '../simulation.ts';
import type { Told } from './consequence.ts';
import { code, list, routed, settingWords } from './words.ts';

/** What the deploy does as the files say: containers that start or come back with other settings, and routes that change. */
export function changesOf(versions: Versions, deployed: Deployed): Told[] {
  if (deployed.failed && !deployed.halfDone) return [];
  return [...containers(versions, deployed), ...routes(versions, deployed), ...pruned(versions, deployed)];
}

function containers(versions: Versions, { after: servers }: Deployed): Told[] {
  const { before, after } = versions;
  return after.wanted.roles.flatMap((role) => {
    const old = before.wanted.roles.find(({ prefix }) => prefix === role.prefix);
    const about = [['servers', role.name], ['env'], ['servers'], ['image'], ['volumes'], ['labels'], ['logging']];
    const runs = (host: string): boolean =>
      servers
        .get(host)
        ?.containers.some(
          ({ origin, status, name }) => origin.prefix === role.prefix && status === 'running' && name.endsWith(`-${after.name}`),
        ) ?? false;
    const started = role.hosts.filter((host) => !old?.hosts.includes(host) && runs(host));
    const changed = new Map(
      role.hosts
        .filter((host) => old?.hosts.includes(host) && runs(host))
        .map((host) => [host, changedIn(old?.containers.get(host), role.containers.get(host), secretsOf(versions))]),
    );
    const what = [...new Set([...changed.values()].flat())];
    const on = [...changed].filter(([, some]) => some.length > 0).map(([host]) => host);
    return [
      ...(started.length > 0 ? [told(`The role ${code(role.name)} starts on ${list(started)}.`, about)] : []),
      ...(what.length > 0
        ? [
            told(
              `The containers of the role ${code(role.name)} on ${list(on)} are replaced with changed ${list(what.map((name) => settingWords[name]))}.`,
              about,
            ),
          ]
        : []),
    ];
  });
}

interface Secrets {
  readonly differs: (key: string) => boolean;
}

const secretsOf = ({ before, after }: Versions): Secrets => ({
  differs: (key) => {
    const [was, is] = [before.secret(key), after.secret(key)];
    return typeof was === 'object' && typeof is === 'object' && was.content !== is.content;
  },
});

function changedIn(before: WantedContainer | undefined, after: WantedContainer | undefined, { differs }: Secrets): SettingName[] {
  if (!before || !after) return [];
  const given = (one: WantedContainer): string[] => one.secrets.map(({ name }) => name);
  const secret = !sameList(given(before), given(after)) || after.secrets.some(({ key }) => key !== null && differs(key));
  return [...differences(before.settings, after.settings), ...(secret ? (['secretEnv'] as const) : [])];
}

/** Routes that requests take another way. */
function routes({ after }: Versions, { before: old, after: now }: Deployed): Told[] {
  return after.wanted.roles.flatMap((role): Told[] => {
    const about = [['servers', role.name, 'proxy'], ['proxy'], ['servers', role.name], ['primary_role']];
    const [was, is] = [old, now].map((servers) => routeOn(servers, role.hosts, role.prefix));
    if (!is || isHidden(is)) return [];
    if (!was) return [told(`kamal-proxy sends ${routed(is.hosts, is.paths)} to the role ${code(role.name)}.`, about)];
    const gone = was.hosts.filter((host) => !is.hosts.includes(host) && !isServed(now, host));
    const root =
      was.paths.includes('') && !is.paths.includes('') ? is.hosts.filter((host) => was.hosts.includes(host) && !isServed(now, host)) : [];
    return [
      ...(sameList(was.hosts, is.hosts) && sameList(was.paths, is.paths)
        ? []
        : [
            told(
              `kamal-proxy sends ${routed(is.hosts, is.paths)} to the role ${code(role.name)}, and no longer ${routed(was.hosts, was.paths)}.`,
              about,
            ),
          ]),
      ...(gone.length > 0
        ? [told(`Nothing answers for ${list(gone.map((host) => (host === '' ? 'other hosts' : code(host))))} any more.`, about)]
        : []),
      ...(root.length > 0
        ? [
            {
              ...told(
                `Nothing answers for ${code('/')} of ${list(root.map((host) => (host === '' ? 'every host' : code(host))))} any more: visitors get a 404 there.`,
                about,
              ),
              severity: 'data',
            } as const,
          ]
        : []),
      ...(isSecure(old, role, was) === isSecure(now, role, is)
        ? []
        : [told(`TLS is ${isSecure(now, role, is) ? 'on' : 'off'} for ${routed(is.hosts, is.paths)}.`, about)]),
      ...(sameList([was.port], [is.port])
        ? []
        : [told(`kamal-proxy asks the role ${code(role.name)} on port ${is.port} instead of ${was.port}.`, about)]),
      ...(sameList(options(was), options(is))
        ? []
        : [told(`Other settings of kamal-proxy for the role ${code(role.name)}: ${list(changedOptions(was, is).map(code))}.`, about)]),
    ];
  });
}

const isHidden = (route: Route): boolean =>
  [...route.hosts, ...route.paths, ...route.options, route.port].some((text) => text.includes(unknown));

/** Error pages lie in a folder of the version's. */
const options = (route: Route): string[] => route.options.map((text) => (text.startsWith('--error-pages') ? '--error-pages' : text));

function changedOptions(was: Route, is: Route): string[] {
  const [old, now] = [options(was), options(is)];
  const flag = (text: string): string => text.replace(/[= ].*$/s, '');
  return [...new Set([...old.filter((text) => !now.includes(text)), ...now.filter((text) => !old.includes(text))].map(flag))];
}

function routeOn(servers: Servers, hosts: readonly string[], service: string): Route | undefined {
  return hosts.map((host) => servers.get(host)?.routes.get(service)).find((route) => route !== undefined);
}

const isSecure = (servers: Servers, { hosts }: WantedRole, route: Route): boolean =>
  hosts.some((host) => hasTls(servers.get(host)?.routes ?? new Map(), route));

/** Is the root of that host given to anybody, on any server? */
function isServed(servers: Servers, host: string): boolean {
  return [...servers.values()].some(({ routes: all }) =>
    [...all.values()].some((route) => route.hosts.includes(host) && route.paths.includes('')),
  );
}

/** Versions that can no longer be gone back to; told where the change decides it. */
function pruned({ before, after }: Versions, deployed: Deployed): Told[] {
  if (before.wanted.retain <= after.wanted.retain || deployed.failed) return [];
  const { retain } = after.wanted;
  const crowded = [...deployed.after]
    .filter(([host]) => after.wanted.roles.filter(({ hosts }) => hosts.includes(host)).length > retain)
    .map(([host]) => host);
  if (crowded.length === 0) return [];
  return [
    {
      severity: 'data',
      message: `On ${list(crowded)} more roles run than ${code(`retain_containers: ${retain}`)} keeps: stopped containers of all roles are counted together, so no whole older version stays for ${code('kamal rollback')}.`,
      about: [['retain_containers']],
      issues: [],
    },
  ];
}

const told = (message: string, about: Told['about']): Told => ({ severity: 'expected', message, about, issues: [] });
