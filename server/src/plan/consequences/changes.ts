import type { WantedContainer } from '../kamal/wanted.ts';
import { differences, sameList, type SettingName } from '../model/settings.ts';
import type { Deployed, Versions } from '../simulation.ts';
import { say, type Told } from './consequence.ts';
import { mayBeDescribed } from './open.ts';
import { routesOf } from './routes.ts';
import { code, list, settingWords } from './words.ts';

/** What the deploy does as the files say: containers that start or come back with other settings, and routes that change. */
export function changesOf(versions: Versions, deployed: Deployed): Told[] {
  if (deployed.failed && !deployed.halfDone) return [];
  return [...containers(versions, deployed), ...routesOf(versions, deployed), ...pruned(versions, deployed)];
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
    const mayHaveRun = mayBeDescribed(before, { kind: 'role', of: role.name });
    const started = mayHaveRun ? [] : [...role.hosts].filter((host) => !old?.hosts.has(host) && runs(host));
    const changed = new Map(
      [...role.hosts]
        .filter((host) => old?.hosts.has(host) && runs(host))
        .map((host) => [host, changedIn(old?.containers.get(host), role.containers.get(host), secretsOf(versions))]),
    );
    const what = [...new Set([...changed.values()].flat())];
    const on = [...changed].filter(([, some]) => some.length > 0).map(([host]) => host);
    return [
      ...say(started.length > 0, `${role.name} starts`, `The role ${code(role.name)} starts on ${list(started)}.`, about),
      ...say(
        what.length > 0,
        `${role.name} changes`,
        `The containers of the role ${code(role.name)} on ${list(on)} are replaced with changed ${list(what.map((name) => settingWords[name]))}.`,
        about,
      ),
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

/** Versions that can no longer be gone back to; told where the change decides it. */
function pruned({ before, after }: Versions, deployed: Deployed): Told[] {
  if (before.wanted.retain <= after.wanted.retain || deployed.failed) return [];
  const { retain } = after.wanted;
  const crowded = [...deployed.after]
    .filter(([host]) => after.wanted.roles.filter(({ hosts }) => hosts.has(host)).length > retain)
    .map(([host]) => host);
  if (crowded.length === 0) return [];
  return [
    {
      severity: 'data',
      title: 'no whole version stays',
      message: `On ${list(crowded)} more roles run than ${code(`retain_containers: ${retain}`)} keeps: stopped containers of all roles are counted together, so no whole older version stays for ${code('kamal rollback')}.`,
      about: [['retain_containers']],
      issues: [],
    },
  ];
}
