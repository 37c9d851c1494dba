import { copyFileSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';

export { root };

/** Screenshots, logs and result files of a test run; ignored by git. */
export const resultsFolder = path.join(root, 'test-results');

const scenariosFolder = path.join(root, 'test/scenarios');

/**
 * A new folder that holds the named scenarios, each as a project of its own: `<name>/config/deploy.yml`.
 * The caller removes it.
 */
export function workspaceOf(...scenarios: string[]): string {
  const workspace = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  for (const name of scenarios) {
    const config = path.join(workspace, name, 'config');
    mkdirSync(config, { recursive: true });
    copyFileSync(path.join(scenariosFolder, `${name}.yml`), path.join(config, 'deploy.yml'));
  }
  return workspace;
}
