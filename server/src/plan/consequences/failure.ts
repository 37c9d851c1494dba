import type { Refusal } from '../model/refusal.ts';
import { asVersion } from '../kamal/version.ts';
import { deployOn, type Deployed, type Versions } from '../simulation.ts';
import type { IssueKind } from './issue.ts';
import type { About, Told } from './consequence.ts';
import { code, list } from './words.ts';

/** Why the deploy fails, and what is then half done. */
export function failureOf(versions: Versions, deployed: Deployed): Told[] {
  const { failed, issues } = deployed;
  if (!failed) return [];
  const lines = issues.filter(({ kind }) => stuck.includes(kind)).map(({ line }) => line);
  return [
    {
      severity: 'fails',
      title: 'the deploy fails',
      message: [why(failed, versions, deployed), state(deployed)].filter((text) => text !== '').join(' '),
      about: aboutOf(failed),
      issues: lines,
    },
  ];
}

function aboutOf({ kind, about: { of } }: Refusal): About {
  const part = kind === 'port already allocated' || kind.includes('network') ? 'options' : 'proxy';
  const role = of
    ? [
        ['servers', of, part],
        ['servers', of],
      ]
    : [];
  return [...role, ['proxy'], ['service']];
}

const stuck: readonly string[] = ['configuration refused', 'role not running', 'still on the old version'];

/**
 * Is there a way back? The old files, deployed again, may find that others hold what they gave away.
 * @returns what is wrong with it, where a deploy of the old files went well before the change
 */
export function wayBack(versions: Versions, deployed: Deployed): Told[] {
  if (deployed.failed) return [];
  const back: Versions = { before: versions.after, after: asVersion(versions.before, 'v3') };
  const again = deployOn(deployed.after, back);
  if (!again.failed || deployOn(deployed.before, back).failed) return [];
  const message = `Once this is deployed, the old files cannot simply be deployed again. ${why(again.failed, back, again).replace(/^The deploy fails/, 'It fails')}`;
  return [{ severity: 'expected', title: 'no plain way back', message, about: aboutOf(again.failed), issues: [] }];
}

/** @returns sentences that say what is wrong and what to do */
function why(refusal: Refusal, versions: Versions, deployed: Deployed): string {
  const { host = '', of = '', what = '', holder = '' } = refusal.about;
  const start = `The deploy fails on ${host} when it starts the role ${code(of)}:`;
  switch (refusal.kind) {
    case 'configuration refused':
      return `Kamal refuses the configuration, and touches no server: ${what}`;
    case 'proxy route already taken by another service':
      return `${start} kamal-proxy ${claims(versions, holder, what) ? 'has given' : 'still gives'} ${route(what)} to the service ${code(holder)}, and refuses to give it to a second one. ${retry}${claims(versions, holder, what) ? ' Give one of the two a host or a path of its own.' : ''}`;
    case 'port already allocated':
      return `${start} it publishes port ${what}, which ${container(deployed, host, holder)} still holds, because Kamal stops an old container only after the new one is up. ${retry}`;
    case 'network missing':
      return `${start} the network ${code(what)} does not exist on that server, and Kamal makes none but ${code('kamal')}.`;
    case 'conflicting network options':
      return `${start} the network ${code(what)} does not go together with ${code('--network kamal')}, which Kamal always gives. Take it out of ${code('options')}.`;
    case 'kamal-proxy refuses TLS settings':
      return what.includes('*')
        ? `${start} kamal-proxy gets no certificate for the wildcard ${code(what)}. Give a certificate of your own, or name the hosts.`
        : `${start} kamal-proxy takes TLS settings only from a service at the root path, and this one is at ${code(what)}.`;
    case 'kamal-proxy too old':
      return `The deploy fails on ${host}: kamal-proxy ${what} runs there, and Kamal wants v0.9.2 or newer. Raise ${code('proxy.run.version')}, or leave it out, and reboot kamal-proxy.`;
    case 'secret missing':
      return of === ''
        ? `The deploy fails before it changes anything: the secret ${code(what)} is in none of the secrets files.`
        : `${start} the secret ${code(what)} is in none of the secrets files.`;
    case 'kamal-proxy not running':
      return `${start} kamal-proxy does not run there.`;
    case 'target unhealthy':
    case 'container not ready':
      return `${start} the new container does not become healthy.`;
    case 'hook failed':
      return `The deploy fails: the hook ${code(what)} exits with an error.`;
    case 'other':
      return what === 'boot.limit'
        ? `The deploy fails: Kamal loads ${code('boot.limit')} and cannot use it.`
        : `The deploy fails${host === '' ? '' : ` on ${host}`}: ${what}`;
    default:
      return `The deploy fails${host === '' ? '' : ` on ${host}`}: ${refusal.kind}${what === '' ? '' : ` (${what})`}.`;
  }
}

/** What a container is to a person, who does not know its version. */
function container({ before, after }: Deployed, host: string, name: string): string {
  const origin = [before, after].flatMap((servers) => servers.get(host)?.containers.find((one) => one.name === name)?.origin ?? [])[0];
  if (!origin || origin.kind === 'proxy') return 'kamal-proxy';
  return `the container of the ${origin.kind} ${code(origin.of)}`;
}

const retry = 'Every retry fails as well.';

/** `shop.example.com/api`, as kamal-proxy was asked for it. */
const route = (what: string): string => (what === '*/' ? 'every host' : code(what.replace(/\/$/, '')));

/** Do the new files themselves give the host and path to that service? */
function claims({ after }: Versions, service: string, what: string): boolean {
  const [, host, path] = /^(.*?)\/(.*)$/.exec(what.replace(/^\*\//, '/')) ?? [];
  const holder = [...after.wanted.roles, ...after.wanted.accessories].find(({ prefix }) => prefix === service)?.route;
  return holder !== undefined && holder !== null && holder.hosts.includes(host ?? '') && holder.paths.includes(path ?? '');
}

/** Who serves then. */
function state({ failed, halfDone, issues, after, before }: Deployed): string {
  if (failed?.kind === 'configuration refused') return '';
  const names = (kind: IssueKind): string[] => issues.filter((one) => one.kind === kind).map(({ of, host }) => `${code(of)} on ${host}`);
  const old = names('still on the old version');
  const down = names('role not running');
  const replaced = [...after].flatMap(([host, { containers }]) => {
    const was = new Set(before.get(host)?.containers.map(({ id }) => id));
    return containers
      .filter(({ id, status, origin }) => status === 'running' && origin.kind === 'role' && !was.has(id))
      .map(({ origin }) => `${code(origin.of)} on ${host}`);
  });
  return [
    ...(halfDone && replaced.length > 0 ? [`By then ${list(replaced)} ${replaced.length > 1 ? 'are' : 'is'} already new.`] : []),
    ...(old.length > 0 ? [`The old version stays for ${list(old)}.`] : []),
    ...(down.length > 0 ? [`${list(down)} ${down.length > 1 ? 'do' : 'does'} not run.`] : []),
  ].join(' ');
}
