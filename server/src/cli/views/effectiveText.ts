import { effective, type EffectiveLine } from '../../config/effective.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import type { DeploymentResult } from '../../project/analysis.ts';
import type { Checked, FileRange } from '../../report/checked.ts';
import { printable } from '../../report/printable.ts';
import { unified } from './unified.ts';

/**
 * The effective configuration of one deployment as a file: `show`.
 * @param origins say behind each line where it is written; ERB then stands as it is written, too, since what it prints is written nowhere
 */
export function effectiveText(checked: Checked, result: DeploymentResult, origins: boolean): string {
  const refused = result.accepted === false ? result.findings.find((finding) => finding.refused) : undefined;
  const why = refused ? `# Kamal refuses it: ${printable(refused.kamal ?? refused.message)}\n` : '';
  const { config } = origins ? result.deployment : deploymentToShow(result);
  const lines = effective(config).map((line) => `${withComment(checked, line, origins)}\n`);
  return `# ${nameOf(checked, result)}\n${why}${lines.join('')}`;
}

/** What differs between two deployments of a project, in their effective configurations: `diff`. Empty where nothing does. */
export function effectiveDiff(checked: Checked, before: DeploymentResult, after: DeploymentResult): string {
  const lines = (result: DeploymentResult): string[] =>
    effective(deploymentToShow(result).config).map((line) => withComment(checked, line, false));
  return unified(lines(before), lines(after), [nameOf(checked, before), nameOf(checked, after)]);
}

/** With what ERB prints, where it can print one thing only. */
export function deploymentToShow({ deployment, possible }: DeploymentResult): Deployment {
  return possible.length === 1 ? possible[0]! : deployment;
}

/** `config/deploy.yml with -d staging` */
function nameOf({ file }: Checked, { deployment: { destination } }: DeploymentResult): string {
  return destination === null ? file : `${file} with -d ${destination}`;
}

function withComment(checked: Checked, { text, at, note }: EffectiveLine, origins: boolean): string {
  const places = origins ? at.map((one) => place(checked.placeOf(one))) : [];
  const comment = [...new Set(places), ...(note === undefined ? [] : [note])].join(', ');
  return printable(comment === '' ? text : `${text} # ${comment}`);
}

const place = ({ file, start }: FileRange): string => `${file}:${start.line + 1}`;
