import { resolved } from '../../deployment/resolved.ts';
import type { DeploymentResult } from '../../project/analysis.ts';
import { loadedOf } from '../../project/verdict.ts';
import type { Finding } from '../../rules/rule.ts';
import { json as toJson } from '../escape.ts';
import { delicateIn } from '../../references/delicate.ts';
import { veilOf, type Veil } from '../../references/veil.ts';
import type { Look } from '../../report/text/findings.ts';
import type { Checked } from '../../report/checked.ts';

/**
 * `--format json`: the base alone and every destination, each as Kamal would judge it, nothing folded or hidden.
 * @param look `redact`: of what Kamal resolves no value of a clear variable, and nothing that may be a secret
 */
export function json(checked: readonly Checked[], { redact = false }: Pick<Look, 'redact'> = {}): string {
  const deployments = checked.flatMap((one) => one.judged.map((judged) => deploymentJson(one, judged, redact)));
  return toJson({ deployments });
}

function deploymentJson(checked: Checked, { deployment, findings, accepted, possible }: DeploymentResult, redact: boolean): unknown {
  const loaded = loadedOf(possible);
  return {
    file: checked.file,
    destination: deployment.destination,
    accepted,
    findings: findings.map((finding) => findingJson(checked, finding)),
    resolved: loaded ? (redact ? redacted(resolved(loaded), veilOf(delicateIn(loaded))) : resolved(loaded)) : null,
  };
}

/** What Kamal resolves, of which names, hosts and shapes are left. */
function redacted(value: unknown, veil: Veil, delicate = false): unknown {
  if (typeof value === 'string') return delicate ? '•••' : veil(value);
  if (Array.isArray(value)) return value.map((one) => redacted(one, veil, delicate));
  if (typeof value !== 'object' || value === null) return delicate && value !== null ? '•••' : value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [veil(key), redacted(one, veil, delicate || key === 'clear')]));
}

function findingJson(checked: Checked, { rule, at, severity, message, kamal }: Finding): unknown {
  const { file, start, end } = checked.placeOf(at);
  return { file, range: { start, end }, rule, severity, message, kamal: kamal ?? null };
}
