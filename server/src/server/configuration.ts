import type { ConfigurationItem } from 'vscode-languageserver';
import { settingsOf, type Settings } from './settings.ts';
import type { OpenProject } from './openProject.ts';
import type { Workspace } from './workspace.ts';

/** What new settings change: projects for which something is different now, whether other documents are ours, and whether a folder's are new. */
export interface Change {
  readonly projects: OpenProject[];
  readonly others: boolean;
  readonly folders: boolean;
}

/** Asks the client for the settings of the workspace as a whole, of its folders and of each project: they may differ by folder. */
export async function pullSettings(
  workspace: Workspace,
  ask: (items: readonly ConfigurationItem[]) => Promise<unknown[]>,
): Promise<Change> {
  const projects = workspace.all();
  const folders = workspace.folders().map(({ uri }) => uri);
  const scopes = [...folders, ...projects.map(({ root }) => root)];
  const items = [{ section: 'kamal' }, ...scopes.map((scopeUri) => ({ scopeUri, section: 'kamal' }))];
  const [whole, ...each] = (await ask(items)).map(settingsOf);
  return takeSettings(
    workspace,
    whole ?? settingsOf(undefined),
    new Map(folders.map((folder, index) => [folder, each[index]])),
    new Map(projects.map((project, index) => [project, each[folders.length + index]])),
  );
}

/** Gives each folder and each project its settings, or those of the workspace where it has none of its own. */
export function takeSettings(
  workspace: Workspace,
  whole: Settings,
  folders: ReadonlyMap<string, Settings | undefined> = new Map(),
  each: ReadonlyMap<OpenProject, Settings | undefined> = new Map(),
): Change {
  const others = workspace.setDefaults(whole);
  return {
    others,
    folders: workspace.setFolderSettings(folders),
    projects: workspace.all().filter((project) => project.set(each.get(project) ?? whole)),
  };
}
