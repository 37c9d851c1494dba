import type { DeploymentResult } from '../project/analysis.ts';
import type { Consequence } from './consequences/consequence.ts';
import { delicateIn } from '../references/delicate.ts';
import { veiled, veilOf } from '../references/veil.ts';
import { list } from './consequences/words.ts';
import { planOf, type Deployable, type Plan, type Snapshot } from './plan.ts';
import { withOld } from './remedies/remedy.ts';

/**
 * The plan of each deployment, and of each that is gone.
 * No text of it holds what may be a secret in either version.
 * @param destination that one only, as after `-d`; null is all: the base alone, where Kamal loads it by itself, and every destination
 */
export function plansOf(before: Snapshot, after: Snapshot, destination: string | null = null): readonly Plan[] {
  const deployments = [before, after].flatMap(({ analysis }) => analysis.deployments);
  const secrets = new Set(deployments.flatMap(({ deployment }) => delicateIn(deployment)));
  return veiled(openPlans(before, after, destination), veilOf([...secrets]));
}

/** With what may be a secret, as names of roles and servers are. */
function openPlans(before: Snapshot, after: Snapshot, destination: string | null): Plan[] {
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

const nothing = { fails: null, halfDone: false, issues: [], consequences: [], hidden: [] } as const;

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
  const where = hosts.length > 0 ? list(hosts) : 'servers that only ERB tells';
  const option = name === null ? 'without `-d`' : `with \`-d ${name}\``;
  const consequence: Consequence = {
    severity: 'left-behind',
    title: `${name ?? 'the deployment'} keeps running`,
    message: `${name === null ? 'What was deployed without a destination' : `The destination \`${name}\``} is gone from the files, and everything of it keeps running on ${where}. No command ${option} reaches it any more: remove it with the old files.`,
    place: { file: after.analysis.base.file, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
    issues: [],
    remedies: [{ steps: [withOld('app remove')], solves: [], stops: [], beforeTheEdit: true }],
  };
  return { ...nothing, destination: name, was: name, consequences: [consequence], unknown: null };
}
