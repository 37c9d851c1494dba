import { issuesOf } from './consequences/issues.ts';
import type { Issue } from './consequences/issue.ts';
import { byHand, kamal, type Outcome } from './kamal/command.ts';
import { asVersion, type Version } from './kamal/version.ts';
import type { Circumstances } from './kamal/world.ts';
import { wellBehaved } from './model/kamalProxy.ts';
import type { Refusal } from './model/refusal.ts';
import { emptyServer, type Servers } from './model/servers.ts';

/** Which files a command is run with. */
export type Which = 'before' | 'after';

/** One command: of Kamal's with the old or the new files, or a line by hand on one server. */
export type Step =
  { readonly kamal: string; readonly file: Which; readonly version?: string } | { readonly sh: string; readonly host: string };

export interface Versions {
  readonly before: Version;
  readonly after: Version;
}

export const usual: Circumstances = { health: wellBehaved, hookFails: null, sameMachine: new Map() };

/**
 * Empty servers after `kamal setup` with a version of the files. That version ran, so what it needed was there: secrets, local files and
 * networks that are missing now were not missing then.
 * @param servers with other applications on them
 */
export function setUp(
  version: Version,
  circumstances: Circumstances = usual,
  servers: Servers = new Map(),
  owner: 'ours' | 'other' = 'ours',
): Servers {
  return setUpOn(version, circumstances, servers, owner).servers;
}

function setUpOn(version: Version, circumstances: Circumstances, servers: Servers, owner: 'ours' | 'other'): Outcome {
  const ready: Version = {
    ...version,
    refused: null,
    secret: (key) => orUnknown(version.secret(key)),
    local: (path) => orUnknown(version.local(path)),
  };
  return kamal(withNetworks(servers, version, circumstances), 'setup', ready, circumstances, owner);
}

/**
 * The servers that run a version and its neighbours: other destinations on the same servers. Where they cannot be there together, the files say
 * something else than what runs, and the version is taken alone.
 */
export function serversBefore(version: Version, neighbours: readonly Version[]): Servers {
  const alone = setUpOn(version, usual, new Map(), 'ours');
  if (neighbours.length === 0) return alone.servers;
  const beside = neighbours.reduce<Servers>((servers, one) => setUp(one, usual, servers, 'other'), new Map());
  const together = setUpOn(version, usual, beside, 'ours');
  return together.failed && !alone.failed ? alone.servers : together.servers;
}

const orUnknown = <T>(looked: T | 'missing'): T | 'unknown' => (looked === 'missing' ? 'unknown' : looked);

function withNetworks(servers: Servers, { wanted }: Version, { sameMachine }: Circumstances): Servers {
  const all = new Map(servers);
  for (const { containers } of [...wanted.roles, ...wanted.accessories]) {
    for (const [host, { settings }] of containers) {
      const own = settings.networks.filter((network) => network !== 'kamal');
      const name = sameMachine.get(host) ?? host;
      const server = all.get(name) ?? emptyServer;
      if (own.length > 0) all.set(name, { ...server, networks: new Set([...server.networks, ...own]) });
    }
  }
  return all;
}

/** What a deploy did. */
export interface Deployed {
  readonly before: Servers;
  readonly after: Servers;
  readonly failed: Refusal | null;
  /** It failed, and something had been started or replaced by then. */
  readonly halfDone: boolean;
  readonly issues: readonly Issue[];
}

/** Runs a command with the new files on servers that run the old ones. */
export function deployOn(before: Servers, { after }: Versions, circumstances: Circumstances = usual, command = 'deploy'): Deployed {
  const { servers, failed } = kamal(before, command, after, circumstances);
  return {
    before,
    after: servers,
    failed,
    halfDone: failed !== null && started(before, servers),
    issues: issuesOf({ before, after: servers, version: after, circumstances }),
  };
}

/** Does a container of the application run that did not? */
function started(before: Servers, after: Servers): boolean {
  return [...after].some(([host, { containers }]) => {
    const old = new Set(before.get(host)?.containers.map(({ id }) => id));
    return containers.some(({ id, status, origin }) => status === 'running' && origin.kind !== 'proxy' && !old.has(id));
  });
}

/** Runs steps one after the other; a step that fails does not hold the next. */
export function runSteps(servers: Servers, steps: readonly Step[], versions: Versions, circumstances: Circumstances = usual): Outcome {
  let outcome: Outcome = { servers, failed: null };
  for (const step of steps) {
    const next =
      'sh' in step
        ? byHand(outcome.servers, step.host, step.sh, circumstances)
        : kamal(outcome.servers, step.kamal, asVersion(versions[step.file], step.version ?? versions.after.name), circumstances);
    outcome = { servers: next.servers, failed: outcome.failed ?? next.failed };
  }
  return outcome;
}
