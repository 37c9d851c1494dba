import type { Analysis, DeploymentResult } from '../project/analysis.ts';
import type { Finding } from '../rules/rule.ts';

/** The rule's id: no rule of the table, since it is about what was typed after `-d`. */
export const destinationMissing = 'destination-missing';

/** The file that Kamal reads for `-d NAME`: it replaces the base's last extension (`configuration.rb`). */
export function destinationFile(base: string, name: string): string {
  return base.replace(/(\.[^./]+)?$/, `.${name}.yml`);
}

/**
 * What Kamal makes of `-d NAME` where no such file lies beside the base: it stops before it reads anything (`configuration.rb`,
 * `load_config_file`). The finding stands at the base's first character, since there is no file for it.
 */
export function missingDestination(analysis: Analysis, name: string): DeploymentResult {
  const [alone] = analysis.deployments;
  if (!alone) throw new Error('an analysis has the base alone');
  const file = destinationFile(analysis.base.file, name);
  const others = analysis.deployments.flatMap(({ deployment }) => deployment.destination ?? []);
  const known = others.length > 0 ? `The destinations are: ${others.join(', ')}.` : 'There is no destination beside this file.';
  const finding: Finding = {
    rule: destinationMissing,
    at: { chunk: analysis.base.root?.at.chunk ?? { file: analysis.base.file, text: '' }, from: 0, to: 0 },
    severity: 'error',
    message: `There is no ${file}, so \`kamal -d ${name}\` stops before it does anything. ${known}`,
    refused: true,
    kamal: `Configuration file not found in ${file.slice(file.lastIndexOf('/') + 1)}`,
    related: [],
    fixes: [],
  };
  return { deployment: { ...alone.deployment, destination: name }, findings: [finding], accepted: false, possible: [] };
}
