import { pathItemsOf } from '../deployment/accessoryFiles.ts';
import type { Files } from '../files/files.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import { secretsPaths } from '../references/declaredSecrets.ts';
import { changesOf } from './consequences/changes.ts';
import { severities, type Consequence, type Told } from './consequences/consequence.ts';
import { dataLeft } from './consequences/data.ts';
import { failureOf } from './consequences/failure.ts';
import type { Issue } from './consequences/issue.ts';
import { differenceOf, placeOf, type Difference, type Side } from './consequences/places.ts';
import { list } from './consequences/words.ts';
import { groupsOf, tell, withRoutes } from './consequences/told.ts';
import type { RefusalKind } from './model/refusal.ts';
import type { Looked, Version } from './kamal/version.ts';
import { versionOf } from './projectVersion.ts';
import { remediesFor } from './remedies/proven.ts';
import { withOld, type Remedy } from './remedies/remedy.ts';
import { deployOn, setUp, usual, type Deployed, type Versions } from './simulation.ts';

/** A project at one moment. */
export interface Snapshot {
  readonly analysis: Analysis;
  readonly files: Files;
}

/** What `kamal deploy` of one deployment does to servers that run the old version of it. */
export interface Plan {
  readonly destination: string | null;
  /** The destination whose servers these are, where it is called otherwise now. */
  readonly was: string | null;
  readonly fails: RefusalKind | null;
  readonly halfDone: boolean;
  readonly issues: readonly Issue[];
  readonly consequences: readonly Consequence[];
  /** Why nothing can be said, for a person; null where something can. */
  readonly unknown: string | null;
}

/**
 * The plan of each deployment, and of each that is gone.
 * @param destination that one only, as after `-d`; null is all: the base alone, where Kamal loads it by itself, and every destination
 */
export function plansOf(before: Snapshot, after: Snapshot, destination: string | null = null): Plan[] {
  const named = after.analysis.deployments.filter(({ deployment }) => destination === null || deployment.destination === destination);
  const plans = named.flatMap((result) => {
    const old = predecessorOf(result, before, after);
    // Most bases are no configuration by themselves, or stop being one when destinations take over.
    const others = named.filter((one) => one !== result);
    const isFragment =
      nameOf(result) === null &&
      result.accepted === false &&
      (old?.accepted !== true || others.some((one) => predecessorOf(one, before, after) === old));
    return isFragment && others.length > 0 ? [] : [old ? planOf({ ...before, result: old }, { ...after, result }) : newPlan(result)];
  });
  return destination === null ? [...plans, ...goneFrom(before, after).map((result) => gonePlan({ ...before, result }, after))] : plans;
}

const nameOf = ({ deployment }: DeploymentResult): string | null => deployment.destination;

/** Destinations that the new version does not have, unless a new one took over from the only one that is gone. */
function goneFrom(before: Snapshot, after: Snapshot): DeploymentResult[] {
  const names = new Set(after.analysis.deployments.map(nameOf));
  const gone = before.analysis.deployments.filter((result) => !names.has(nameOf(result)) && result.accepted !== false);
  return gone.length === 1 && after.analysis.deployments.some((result) => predecessorOf(result, before, after) === gone[0]) ? [] : gone;
}

/** What runs before a deployment: the one of its name; else the only destination that is gone; else what ran without a destination. */
function predecessorOf(result: DeploymentResult, before: Snapshot, after: Snapshot): DeploymentResult | undefined {
  const old = before.analysis.deployments;
  const same = old.find((one) => nameOf(one) === nameOf(result));
  if (same || nameOf(result) === null) return same;
  const names = new Set(after.analysis.deployments.map(nameOf));
  const gone = old.filter((one) => !names.has(nameOf(one)));
  const added = after.analysis.deployments.filter((one) => !old.some((other) => nameOf(other) === nameOf(one)));
  if (gone.length === 1 && added.length === 1) return gone[0];
  return old.length === 1 && old[0]!.accepted !== false ? old[0] : undefined;
}

const nothing = { fails: null, halfDone: false, issues: [], consequences: [] } as const;

/** A destination that nothing ran of before: everything of it starts. */
function newPlan(result: DeploymentResult): Plan {
  return {
    ...nothing,
    destination: nameOf(result),
    was: null,
    unknown: 'Nothing of this destination ran before: the first `kamal setup` starts all of it.',
  };
}

/** A destination whose file is gone: Kamal no longer knows what runs of it. */
function gonePlan(before: Deployable, after: Snapshot): Plan {
  const { deployment } = before.result;
  const name = deployment.destination;
  const hosts = [
    ...new Set([
      ...deployment.roles.flatMap((role) => role.hosts.map((host) => host.name)),
      ...deployment.accessories.flatMap((one) => one.hosts),
    ]),
  ];
  const option = name === null ? 'without `-d`' : `with \`-d ${name}\``;
  const consequence: Consequence = {
    severity: 'left-behind',
    message: `${name === null ? 'What was deployed without a destination' : `The destination \`${name}\``} is gone from the files, and everything of it keeps running on ${list(hosts)}. No command ${option} reaches it any more: remove it with the old files.`,
    place: { file: after.analysis.base.file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
    issues: [],
    remedies: [{ steps: [withOld('app remove')], solves: [], stops: [], beforeTheEdit: true }],
  };
  return { ...nothing, destination: name, was: name, consequences: [consequence], unknown: null };
}

/** One deployment of a project. */
export interface Deployable extends Snapshot {
  readonly result: DeploymentResult;
}

/** The plan of one deployment; the two may have different destinations, where that is the change. */
export function planOf(before: Deployable, after: Deployable): Plan {
  const [old, now] = [versionOf(before.result, before.files, 'v1'), versionOf(after.result, after.files, 'v2')];
  const names = { destination: after.result.deployment.destination, was: before.result.deployment.destination };
  if (!old || !now) {
    const unknown = 'Only ERB tells what the service is called, and with it everything on the servers.';
    return { ...names, fails: null, halfDone: false, issues: [], consequences: [], unknown };
  }
  const versions = { before: old, after: withoutOldGaps(now, old) };
  const deployed = deployOn(setUp(old), versions);
  const difference = differenceOf(sideOf(before), sideOf(after));
  return {
    ...names,
    fails: deployed.failed?.kind ?? null,
    halfDone: deployed.halfDone,
    issues: deployed.issues,
    consequences: consequencesOf(versions, deployed, difference),
    unknown: null,
  };
}

/** A local file that the old version lacks as well is made elsewhere: it ran. */
function withoutOldGaps(version: Version, old: Version): Version {
  const local = (path: string): Looked => {
    const looked = version.local(path);
    return looked === 'missing' &&
      old.wanted.accessories.some(({ files }) => files.some((file) => file.local === path)) &&
      old.local(path) === 'missing'
      ? 'unknown'
      : looked;
  };
  return { ...version, local };
}

function consequencesOf(versions: Versions, deployed: Deployed, difference: Difference): Consequence[] {
  const telling = { ...versions, deployed };
  const groups = withRoutes(groupsOf(deployed.issues), telling);
  const told: Told[] = [
    ...failureOf(versions, deployed),
    ...groups.flatMap((group) => tell(group, telling) ?? []),
    ...dataLeft(versions, deployed),
    ...changesOf(versions, deployed),
  ];
  return told
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(({ severity, message, about, issues }) => ({
      severity,
      message,
      place: placeOf(about, difference),
      issues,
      remedies: remedies(issues, telling),
    }));
}

function remedies(lines: readonly string[], telling: Versions & { readonly deployed: Deployed }): Remedy[] {
  const issues = telling.deployed.issues.filter(({ line }) => lines.includes(line));
  return remediesFor(issues, telling, usual);
}

function sideOf({ analysis, files, result }: Deployable): Side {
  const { config, accessories } = result.deployment;
  const uploaded = accessories.flatMap((accessory) =>
    pathItemsOf(accessory).flatMap(({ key, value }) =>
      key === 'files' && value.kind === 'scalar' ? (value.string.split(':')[0] ?? []) : [],
    ),
  );
  const others = [...(secretsPaths(config) ?? []), ...uploaded].flatMap((path) => {
    const answer = files.get(path);
    return typeof answer === 'object' ? [[path, answer.text] as const] : [];
  });
  return { analysis, result, others: new Map(others) };
}
