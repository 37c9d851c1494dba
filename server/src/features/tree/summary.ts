import type { Analysis, DeploymentResult } from '../../project/analysis.ts';
import type { DeploymentSummary } from '../../protocol.ts';
import { isOwnCommand, namesInCommand } from '../../references/command.ts';
import type { PresentedFinding } from '../../report/presented.ts';
import { newest, type KamalVersion } from '../../schema/version.ts';
import { optionsFor } from './copies.ts';
import { problemsOf } from './problems.ts';

/**
 * What a deployment comes to, and what commands about it are made of.
 * @param kamal null: nobody says which version deploys it
 * @param folder URI of the project's folder
 */
export function summaryOf(
  analysis: Analysis,
  result: DeploymentResult,
  shown: ReadonlyMap<string, readonly PresentedFinding[]>,
  kamal: KamalVersion | null,
  folder: string,
): DeploymentSummary {
  const { deployment, accepted } = result;
  return {
    kamal: kamal?.version ?? newest,
    accepted,
    errors: problemsOf(analysis, result, shown).filter(({ severity }) => severity === 'error').length,
    folder,
    options: optionsFor(deployment),
    aliases: [...deployment.aliases]
      // Kamal takes any other name for something else, or refuses it (`validator/alias.rb`, Thor).
      .filter(([name]) => /^[a-z0-9_][a-z0-9_-]*$/.test(name) && !isOwnCommand(name))
      .map(([name, command]) => ({ name, command, fixed: namesInCommand(command).some(({ kind }) => kind === 'destination') })),
    accessories: deployment.accessories.map(({ name }) => name),
  };
}
