import { pathItemsOf } from '../deployment/accessoryFiles.ts';
import type { Files } from '../files/files.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import { secretsPaths } from '../references/declaredSecrets.ts';
import { changesOf } from './consequences/changes.ts';
import { severities, type Consequence, type Told } from './consequences/consequence.ts';
import { dataLeft } from './consequences/data.ts';
import { failureOf, wayBack } from './consequences/failure.ts';
import type { Issue } from './consequences/issue.ts';
import { differenceOf, placeOf, type Difference, type Side } from './consequences/places.ts';
import { groupsOf, tell, withRoutes } from './consequences/told.ts';
import type { RefusalKind } from './model/refusal.ts';
import type { Looked, Version } from './kamal/version.ts';
import { versionOf } from './projectVersion.ts';
import { remediesFor } from './remedies/proven.ts';
import type { Remedy } from './remedies/remedy.ts';
import { deployOn, serversBefore, usual, type Deployed, type Versions } from './simulation.ts';

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
  const deployed = withoutOldNews(deployOn(serversBefore(old, neighboursOf(before, [old, now])), versions), old);
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

/** An accessory that was shared before is no news. */
function withoutOldNews(deployed: Deployed, { wanted }: Version): Deployed {
  const isOld = ({ kind, name, host }: Issue): boolean =>
    kind === 'accessory shared with another destination or app' &&
    wanted.accessories.some((one) => one.name === name && one.hosts.includes(host));
  return { ...deployed, issues: deployed.issues.filter((one) => !isOld(one)) };
}

/** Other destinations of the old files on the same servers: what they hold is in the way, or is shared. */
function neighboursOf({ analysis, files, result }: Deployable, versions: readonly Version[]): Version[] {
  const hosts = new Set(versions.flatMap(hostsOf));
  return analysis.deployments.flatMap((one) => {
    const other = one !== result && one.deployment.destination !== null && one.accepted === true ? versionOf(one, files, 'v1') : null;
    return other && hostsOf(other).some((host) => hosts.has(host)) ? [other] : [];
  });
}

const hostsOf = ({ wanted }: Version): string[] => [...wanted.roles, ...wanted.accessories].flatMap(({ hosts }) => hosts);

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
    ...wayBack(versions, deployed),
    ...changesOf(versions, deployed),
  ];
  return told
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    .map(({ severity, title, message, about, issues }) => ({
      severity,
      title,
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
  const { accessories } = result.deployment;
  const uploaded = accessories.flatMap((accessory) =>
    pathItemsOf(accessory).flatMap(({ key, value }) =>
      key === 'files' && value.kind === 'scalar' ? (value.string.split(':')[0] ?? []) : [],
    ),
  );
  const others = [...(secretsPaths(result.deployment) ?? []), ...uploaded].flatMap((path) => {
    const answer = files.get(path);
    return typeof answer === 'object' ? [[path, answer.text] as const] : [];
  });
  return { analysis, result, others: new Map(others) };
}
