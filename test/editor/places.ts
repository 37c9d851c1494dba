import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { numberOf } from './number.ts';
import { scenarios } from '../scenarios/scenario.ts';

export { root };

/** Screenshots, logs and result files of a test run; ignored by git. */
export const resultsFolder = path.join(root, 'test-results');

/**
 * A new folder that holds the scenarios as projects of their own, `<number>/config/deploy.yml`, each with the text of its first step, and
 * the projects of `fixtures/` by name.
 * The caller removes it.
 */
export function scenariosWorkspace(): string {
  const workspace = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  for (const scenario of scenarios()) {
    const config = path.join(workspace, numberOf(scenario), 'config');
    mkdirSync(config, { recursive: true });
    writeFileSync(path.join(config, 'deploy.yml'), scenario.steps[0]?.text ?? '');
  }
  cpSync(path.join(root, 'test/editor/fixtures'), workspace, { recursive: true });
  return workspace;
}
