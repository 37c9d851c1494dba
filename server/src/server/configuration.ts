import type { ConfigurationItem } from 'vscode-languageserver';
import { settingsOf, type Settings } from './settings.ts';
import type { OpenProject } from './openProject.ts';
import type { Workspace } from './workspace.ts';

/**
 * Asks the client for the settings of the workspace as a whole and of each project: they may differ by folder.
 * @returns projects for which something is different now, and whether other documents are ours
 */
export async function pullSettings(
  workspace: Workspace,
  ask: (items: readonly ConfigurationItem[]) => Promise<unknown[]>,
): Promise<{ projects: OpenProject[]; others: boolean }> {
  const projects = workspace.all();
  const items = [{ section: 'kamal' }, ...projects.map((project) => ({ scopeUri: project.root, section: 'kamal' }))];
  const [whole, ...each] = (await ask(items)).map(settingsOf);
  return takeSettings(workspace, whole ?? settingsOf(undefined), new Map(projects.map((project, index) => [project, each[index]])));
}

/** Gives each project its settings, or those of the workspace where it has none of its own. */
export function takeSettings(
  workspace: Workspace,
  whole: Settings,
  each: ReadonlyMap<OpenProject, Settings | undefined> = new Map(),
): { projects: OpenProject[]; others: boolean } {
  const others = workspace.setDefaults(whole);
  return { others, projects: workspace.all().filter((project) => project.set(each.get(project) ?? whole)) };
}
