import * as vscode from 'vscode';
import type { DeploymentPicture, TreeNode } from '../../server/src/protocol.ts';
import { Choice } from './choice.ts';
import { configCommands } from './commands/config.ts';
import { nodeCommands } from './commands/copy.ts';
import { destinationCommands } from './commands/destination.ts';
import { planCommands } from './commands/plan.ts';
import { runsCommands } from './commands/runs.ts';
import { pictureCommands } from './commands/picture.ts';
import { serverCommands } from './commands/server.ts';
import { viewCommands } from './commands/view.ts';
import { DeploymentPanel } from './picture/panel.ts';
import { PlanView } from './planView.ts';
import { PlanDocuments, PlanLens, Plans } from './plan.ts';
import { CommandDocuments } from './runs/documents.ts';
import { CommandLights } from './runs/lights.ts';
import { commandProviders } from './runs/providers.ts';
import { Server, type MakeClient } from './server.ts';
import { SeverityDecorations } from './severity.ts';
import { Status } from './status.ts';
import { registerTasks } from './tasks.ts';
import { registerTools } from './tools/register.ts';
import { DeploymentView, type Picture } from './view.ts';
import { Workspace } from './workspace.ts';
import { quietYaml } from './yaml.ts';

/** What the extension hands to tests and to other extensions. */
export interface Api {
  readonly client: Server['client'];
  /** Settles when the server answers for the first time; rejects where it cannot be started. */
  readonly ready: Promise<void>;
  /** What the view "Deployment" shows at present. */
  tree(): readonly TreeNode[];
  /** The same with the view's title, its line of description and its message. */
  picture(): Picture;
  /** The deployments that can be drawn for the file shown; null is the base alone. */
  destinations(): readonly (string | null)[];
  /** What stands above a changed configuration, each time an editor asks. */
  readonly onDidGiveLens: vscode.Event<string>;
  /** Fires with each picture that the tab "Deployment" was given. */
  readonly onDidPicture: vscode.Event<DeploymentPicture | null>;
  /** The words that are lit in what Kamal runs, or in the files that it comes from, and an event for each time that they may be others. */
  lit(): readonly string[];
  readonly onDidLight: vscode.Event<void>;
  /** What the language's line of state says, and an event for each time that it is said. */
  status(): string;
  readonly onDidSay: vscode.Event<unknown>;
  /** Fires each time the view has been drawn, also when nothing in it changed. */
  readonly onDidDraw: vscode.Event<Picture>;
}

/** Starts the server and adds the view and the commands. `make` is the only thing that differs between desktop and browser. */
export function start(context: vscode.ExtensionContext, make: MakeClient): Api {
  const log = vscode.window.createOutputChannel('Kamal', { log: true });
  const workspace = new Workspace();
  const server = new Server(make, log);
  const choice = new Choice();
  const view = new DeploymentView(server, workspace, choice);
  const status = new Status(server, choice, workspace);
  const plans = new Plans(server);
  const lens = new PlanLens(plans);
  const commands = new CommandDocuments(server);
  const lights = new CommandLights(commands);
  const panel = new DeploymentPanel(server, context.extensionUri);
  context.subscriptions.push(
    log,
    workspace,
    server,
    choice,
    view,
    status,
    status.onDidChange((tree) => view.mark(tree?.summary.errors ?? 0)),
    registerTasks(status),
    registerTools(server, plans, context.extensionUri),
    quietYaml(),
    plans,
    new PlanDocuments(plans),
    lens,
    new PlanView(plans, workspace),
    panel,
    commands,
    lights,
    ...commandProviders(commands),
    ...runsCommands({ documents: commands, server, status, choice, workspace }),
    vscode.window.registerFileDecorationProvider(new SeverityDecorations()),
    ...serverCommands(server, log),
    ...viewCommands(view, status, choice),
    ...nodeCommands(),
    ...destinationCommands(workspace),
    ...configCommands(workspace),
    ...planCommands(workspace),
    ...pictureCommands(panel, workspace),
  );
  const ready = server.start();
  ready.catch((error: unknown) => log.error(`The language server could not be started: ${String(error)}`));
  return {
    get client() {
      return server.client;
    },
    ready,
    tree: () => view.picture.nodes,
    picture: () => view.picture,
    destinations: () => view.destinations ?? [],
    onDidGiveLens: lens.onDidGive,
    onDidPicture: panel.onDidDraw,
    onDidDraw: view.onDidDraw,
    lit: () => lights.words,
    onDidLight: lights.onDidLight,
    status: () => status.words,
    onDidSay: status.onDidChange,
  };
}
