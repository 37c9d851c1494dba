import type { Analysis, DeploymentResult } from '../project/analysis.ts';

/** The deployment that a file stands for: a destination's, or the base alone. */
export function judgedOf(analysis: Analysis, file: string, destination: string | null | undefined): DeploymentResult | undefined {
  if (destination !== undefined) return analysis.deployments.find(({ deployment }) => deployment.destination === destination);
  return analysis.deployments.find(({ deployment }) => deployment.config.destination?.source.file === file) ?? analysis.deployments[0];
}
