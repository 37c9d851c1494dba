import { pathItemsOf } from '../deployment/accessoryFiles.ts';
import type { Files } from '../files/files.ts';
import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import { secretsPaths } from '../references/declaredSecrets.ts';
import { changesOf } from './consequences/changes.ts';
import { severities, type Consequence, type Told } from './consequences/consequence.ts';
import { dataLeft } from './consequences/data.ts';
import { failureOf, wayBack } from './consequences/failure.ts';
import type { Issue } from './consequences/issue.ts';
import { hiddenIn } from './consequences/hidden.ts';
import { mayBeDescribed } from './consequences/open.ts';
import { differenceOf, placeOf, type Difference, type Side } from './consequences/places.ts';
import { groupsOf, tell, withRoutes } from './consequences/told.ts';
import type { RefusalKind } from './model/refusal.ts';
import { loginOf } from './kamal/accessory.ts';
import type { Looked, Version } from './kamal/version.ts';
import type { WantedAccessory } from './kamal/wanted.ts';
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
  /** What only ERB tells, and so is in none of these: parts of a sentence. */
  readonly hidden: readonly string[];
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
    return { ...names, fails: null, halfDone: false, issues: [], consequences: [], hidden: [], unknown };
  }
  const versions = { before: old, after: withoutOldGaps(now, old) };
  const deployed = withoutOldNews(deployOn(serversBefore(old, neighboursOf(before, [old, now])), versions), versions);
  const difference = differenceOf(sideOf(before), sideOf(after));
  return {
    ...names,
    fails: deployed.failed?.kind ?? null,
    halfDone: deployed.halfDone,
    issues: deployed.issues,
    consequences: consequencesOf(versions, deployed, difference),
    hidden: hiddenIn(difference),
    unknown: null,
  };
}

/** An accessory that was shared before is no news, nor one that may have run, nor one that the change does not touch and that could not be started anew. */
function withoutOldNews(deployed: Deployed, { before, after }: Versions): Deployed {
  const notApplied = new Set(deployed.issues.flatMap(({ kind, name }) => (kind === 'accessory change not applied' ? [name] : [])));
  const same = new Set(before.wanted.accessories.filter(({ name }) => notApplied.has(name)).filter((one) => isSame(one, before, after)));
  const isOld = ({ kind, name, host }: Issue): boolean => {
    const old = before.wanted.accessories.find((one) => one.name === name && one.hosts.has(host));
    if (kind === 'accessory not started' && mayBeDescribed(before, { kind: 'accessory', of: name })) return true;
    if (kind === 'accessory change not applied') return old !== undefined && same.has(old);
    return kind === 'accessory shared with another destination or app' && old !== undefined;
  };
  return { ...deployed, issues: deployed.issues.filter((one) => !isOld(one)) };
}

/** Do two versions say the same of an accessory, and have the same secrets and files for it? */
function isSame(old: WantedAccessory, before: Version, after: Version): boolean {
  const now = after.wanted.accessories.find(({ name }) => name === old.name);
  const said = (one: WantedAccessory, version: Version): string => {
    const containers = [...one.containers.values()];
    const keys = new Set([...containers.flatMap(({ secrets }) => secrets.flatMap(({ key }) => key ?? [])), ...loginOf(one, version)]);
    const looked = [
      ...[...keys].map((key) => version.secret(key)),
      ...one.files.map(({ local }) => local !== null && version.local(local)),
    ];
    return JSON.stringify([{ ...one, hosts: [...one.hosts], containers }, [...keys], looked]);
  };
  return now !== undefined && said(old, before) === said(now, after);
}

/** Other destinations of the old files on the same servers: what they hold is in the way, or is shared. */
function neighboursOf({ analysis, files, result }: Deployable, versions: readonly Version[]): Version[] {
  const hosts = new Set(versions.flatMap(hostsOf));
  return analysis.deployments.flatMap((one) => {
    const other = one !== result && one.deployment.destination !== null && one.accepted === true ? versionOf(one, files, 'v1') : null;
    return other && hostsOf(other).some((host) => hosts.has(host)) ? [other] : [];
  });
}

const hostsOf = ({ wanted }: Version): string[] => [...wanted.roles, ...wanted.accessories].flatMap(({ hosts }) => [...hosts]);

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
