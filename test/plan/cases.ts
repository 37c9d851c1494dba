import { readdirSync, readFileSync } from 'node:fs';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import { planOf, type Deployable, type Plan } from '../../server/src/plan/plan.ts';
import { versionOf } from '../../server/src/plan/projectVersion.ts';
import type { Version } from '../../server/src/plan/kamal/version.ts';
import { deployOn, runSteps, setUp, usual, type Deployed, type Step } from '../../server/src/plan/simulation.ts';
import type { Circumstances } from '../../server/src/plan/kamal/world.ts';
import type { Servers } from '../../server/src/plan/model/servers.ts';

export interface Project {
  readonly files: Readonly<Record<string, string>>;
  readonly destination?: string;
}

export interface TriedStep {
  readonly kamal?: string;
  readonly sh?: string;
  readonly host?: string;
  readonly file?: 'before' | 'after';
  readonly version?: string;
  readonly destination?: string;
  readonly fails?: string;
}

export interface Tried {
  readonly steps: readonly TriedStep[];
  readonly solves: readonly string[];
  readonly newTrouble?: readonly string[];
  readonly stops?: readonly string[];
}

export interface StateContainer {
  readonly name: string;
  readonly status: string;
  readonly otherApp?: boolean;
}

export interface State {
  readonly containers: readonly StateContainer[];
  readonly files?: readonly string[];
  readonly routes?: Readonly<Record<string, { readonly hosts: readonly string[]; readonly target: string; readonly tls: boolean }>>;
}

/** One pair of projects, and what the servers held afterwards; `README.md` beside this file explains the fields. */
export interface Case {
  readonly name: string;
  readonly group: string;
  readonly before: Project;
  readonly after: Project;
  readonly versions?: readonly [string, string];
  readonly others?: readonly Project[];
  readonly beforeDeploy?: readonly TriedStep[];
  readonly unhealthy?: readonly string[];
  readonly crashes?: readonly string[];
  readonly hookFails?: string;
  readonly sameMachine?: Readonly<Record<string, string>>;
  readonly truth: {
    readonly command: string;
    readonly failed: { readonly kind: string } | null;
    readonly halfDone?: boolean;
    readonly issues: readonly string[];
    readonly tried: readonly Tried[];
    readonly state1: Readonly<Record<string, State>>;
    readonly state2: Readonly<Record<string, State>>;
  };
}

const folder = new URL('cases/', import.meta.url);

/** All cases, file by file. */
export function cases(): Case[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) => readFileSync(new URL(name, folder), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Case);
}

/** Do the two projects alone decide what happens? */
export function isDecidedByFiles(one: Case): boolean {
  const more = [one.others, one.beforeDeploy, one.unhealthy, one.crashes, one.hookFails, one.sameMachine];
  return more.every((field) => field === undefined) && /^kamal deploy( -d \S+)?$/.test(one.truth.command);
}

/** A project at one moment, and its deployment. */
export function deployableOf({ files: content, destination }: Project): Deployable {
  const texts = new Map(Object.entries(content));
  const analysis = analyzeTexts(texts);
  const result = analysis.deployments.find(({ deployment }) => deployment.destination === (destination ?? null));
  if (!result) throw new Error(`no destination ${destination}`);
  return { analysis, files: filesOf(texts), result };
}

/** A project as the model reads it. */
export function versionOfProject(project: Project, name: string): Version {
  const { result, files } = deployableOf(project);
  const version = versionOf(result, files, name);
  if (!version) throw new Error('the service has no name');
  return version;
}

/** The plan of a case, from its texts alone. */
export function planOfCase({ before, after }: Pick<Case, 'before' | 'after'>): Plan {
  return planOf(deployableOf(before), deployableOf(after));
}

export interface Simulated extends Deployed {
  readonly circumstances: Circumstances;
  readonly versions: { readonly before: Version; readonly after: Version };
}

/** Runs a case in the model. */
export function simulate(one: Case): Simulated {
  const [v1, v2] = one.versions ?? ['v1', 'v2'];
  const versions = { before: versionOfProject(one.before, v1), after: versionOfProject(one.after, v2) };
  const circumstances: Circumstances = {
    health: {
      healthy: (container, port) => ![container, `${container}:${port}`].some((name) => one.unhealthy?.includes(name)),
      up: (container) => !one.crashes?.includes(container),
    },
    hookFails: null,
    sameMachine: new Map(Object.entries(one.sameMachine ?? {})),
  };
  let servers: Servers = new Map();
  for (const other of one.others ?? []) servers = setUp(versionOfProject(other, v1), usual, servers, 'other');
  servers = setUp(versions.before, { ...usual, sameMachine: circumstances.sameMachine }, servers);
  for (const step of one.beforeDeploy ?? []) servers = beforeDeploy(one, step, servers, versions);
  const command = one.truth.command.replace(/^kamal /, '').replace(/ ?-d \S+/, '');
  const deployed = deployOn(servers, versions, { ...circumstances, hookFails: one.hookFails ?? null }, command);
  return { ...deployed, circumstances, versions };
}

/** A command between the set-up and the change; with a destination it is another project's. */
function beforeDeploy(one: Case, step: TriedStep, servers: Servers, versions: Simulated['versions']): Servers {
  if (step.destination !== undefined && step.destination !== one.before.destination) {
    return setUp(versionOfProject({ ...one.before, destination: step.destination }, step.version ?? 'v1'), usual, servers, 'other');
  }
  return runSteps(servers, [stepOf(step, 'v1')], versions).servers;
}

export function stepOf({ kamal, sh, host, file, version }: TriedStep, orVersion?: string): Step {
  if (sh !== undefined) return { sh, host: host! };
  const named = version ?? orVersion;
  return { kamal: kamal!, file: file!, ...(named !== undefined && { version: named }) };
}
