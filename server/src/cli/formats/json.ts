import { resolved } from '../../deployment/resolved.ts';
import type { DeploymentResult } from '../../project/analysis.ts';
import { loadedOf } from '../../project/verdict.ts';
import type { Finding } from '../../rules/rule.ts';
import { json as toJson } from '../escape.ts';
import type { Checked } from '../../report/checked.ts';

/** `--format json`: the base alone and every destination, each as Kamal would judge it, nothing folded or hidden. */
export function json(checked: readonly Checked[]): string {
  const deployments = checked.flatMap((one) => one.judged.map((judged) => deploymentJson(one, judged)));
  return toJson({ deployments });
}

function deploymentJson(checked: Checked, { deployment, findings, accepted, possible }: DeploymentResult): unknown {
  const loaded = loadedOf(possible);
  return {
    file: checked.file,
    destination: deployment.destination,
    accepted,
    findings: findings.map((finding) => findingJson(checked, finding)),
    resolved: loaded ? resolved(loaded) : null,
  };
}

function findingJson(checked: Checked, { rule, at, severity, message, kamal }: Finding): unknown {
  const { file, start, end } = checked.placeOf(at);
  return { file, range: { start, end }, rule, severity, message, kamal: kamal ?? null };
}
