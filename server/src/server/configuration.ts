import type { ConfigurationItem } from 'vscode-languageserver';
import { settingsOf, type Settings } from './settings.ts';
import type { OpenProject, Workspace } from './workspace.ts';

/**
 * Asks the client for the settings of the workspace as a whole and of each project: they may differ by folder.
 * @returns projects for which something is different now, and whether other documents are ours
 */
export async function pullSettings(
  workspace: Workspace,
  ask: (items: readonly ConfigurationItem[]) => Promise<unknown[]>,
): Promise<{ homes: OpenProject[]; others: boolean }> {
  const homes = workspace.all();
  const items = [{ section: 'kamal' }, ...homes.map((home) => ({ scopeUri: home.root, section: 'kamal' }))];
  const [whole, ...each] = (await ask(items)).map(settingsOf);
  return takeSettings(workspace, whole ?? settingsOf(undefined), new Map(homes.map((home, index) => [home, each[index]])));
}

/** Gives each project its settings, or those of the workspace where it has none of its own. */
export function takeSettings(
  workspace: Workspace,
  whole: Settings,
  each: ReadonlyMap<OpenProject, Settings | undefined> = new Map(),
): { homes: OpenProject[]; others: boolean } {
  const others = workspace.setDefaults(whole);
  return { others, homes: workspace.all().filter((home) => home.configure(each.get(home) ?? whole)) };
}
