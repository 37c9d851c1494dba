import * as vscode from 'vscode';
import type { Told } from '../../../server/src/protocol.ts';
import { lastCommit, rootOf, type Plans } from '../plan.ts';
import type { Server } from '../server.ts';
import { placesOf, type Place } from './projects.ts';

interface CheckInput {
  readonly path?: string;
  readonly destination?: string;
  readonly text?: string;
}

interface PlanInput {
  readonly path?: string;
  readonly destination?: string;
  readonly from?: string;
}

interface ExplainInput {
  readonly rule?: string;
  readonly key?: string;
}

/**
 * The tools of package.json for language models. They answer as `kamal-check mcp` does, about the texts as they stand in the editors: the language
 * server is asked, and nothing is changed.
 */
export function registerTools(server: Server, plans: Plans, extension: vscode.Uri): vscode.Disposable {
  // Editors that build on VS Code may have no language models.
  const models = (vscode as { lm?: Partial<typeof vscode.lm> }).lm;
  if (models?.registerTool === undefined) return vscode.Disposable.from();
  return vscode.Disposable.from(
    models.registerTool(
      'kamal_check',
      tool<CheckInput>('Checking the deployment', (input) => check(server, input)),
    ),
    models.registerTool(
      'kamal_plan',
      tool<PlanInput>('Planning the deploy', (input) => plan(server, plans, input)),
    ),
    models.registerTool(
      'kamal_explain',
      tool<ExplainInput>('Reading about it', (input) => explain(server, extension, input)),
    ),
  );
}

function tool<Input>(invocationMessage: string, answer: (input: Input) => Promise<string>): vscode.LanguageModelTool<Input> {
  return {
    prepareInvocation: () => ({ invocationMessage }),
    // Undefined values, and `""` of models that fill in every property.
    async invoke({ input }) {
      const given = Object.entries(input ?? {}).filter(([name, value]) => typeof value === 'string' && (value !== '' || name === 'key'));
      const text = await answer(Object.fromEntries(given) as Input);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    },
  };
}

async function check(server: Server, { path, destination, text }: CheckInput): Promise<string> {
  const places = await placesOf(path, text !== undefined);
  if ('wrong' in places) return places.wrong;
  const answers = (text === undefined ? places : places.slice(0, 1)).map(async ({ uri, all }) => {
    await opened(uri);
    const told = await server.check({
      uri: uri.toString(),
      prefix: prefixOf(uri),
      ...(destination !== undefined && { destination }),
      ...(text === undefined ? { all } : { text }),
    });
    return textOf(told, uri);
  });
  return (await Promise.all(answers)).join('\n');
}

async function plan(server: Server, plans: Plans, { path, destination, from = lastCommit }: PlanInput): Promise<string> {
  const places = await placesOf(path);
  if ('wrong' in places) return places.wrong;
  const { uri } = places[0] as Place;
  await opened(uri);
  let files;
  try {
    files = await plans.files(uri, from);
  } catch {
    return `${from}: Git knows no such revision here.`;
  }
  if (!files)
    return `${vscode.workspace.asRelativePath(uri)} is in no Git repository that VS Code knows, so there is nothing to compare with.`;
  const told = await server.planText({
    uri: uri.toString(),
    from,
    files,
    prefix: prefixOf(uri),
    ...(destination !== undefined && { destination }),
  });
  return told ? told.text : `There was no ${vscode.workspace.asRelativePath(uri)} in ${from}.`;
}

async function explain(server: Server, extension: vscode.Uri, { rule, key }: ExplainInput): Promise<string> {
  const page = rule === undefined ? undefined : await pageOf(extension, rule);
  const told = await server.explain({
    ...(rule !== undefined && { rule }),
    ...(key !== undefined && { key }),
    ...(page !== undefined && { page }),
  });
  return told.text;
}

/** The server knows files that are open, wherever they lie: VS Code closes them again by itself. */
async function opened(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.openTextDocument(uri);
  } catch {
    // It need not be there: its text may have been given.
  }
}

function textOf(told: Told | null, uri: vscode.Uri): string {
  return told?.text ?? `${vscode.workspace.asRelativePath(uri)} cannot be read, or is no configuration of Kamal.`;
}

/** What stands before the paths of a project's files, so that they are those that VS Code writes. */
function prefixOf(uri: vscode.Uri): string {
  const root = rootOf(uri);
  const file = vscode.workspace.asRelativePath(uri);
  return file.slice(0, file.length - (uri.path.length - root.path.replace(/\/$/, '').length - 1));
}

async function pageOf(extension: vscode.Uri, rule: string): Promise<string | undefined> {
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist/rulePages.json'));
    const pages = JSON.parse(new TextDecoder().decode(bytes)) as Readonly<Record<string, string>>;
    return Object.hasOwn(pages, rule) ? pages[rule] : undefined;
  } catch {
    // A quick build leaves the pages out; the server then names where the page is.
    return undefined;
  }
}
