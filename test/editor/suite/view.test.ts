import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../client/src/start.ts';
import { extension, replaceText, settled } from './support.ts';

const files: Record<string, string> = {
  'config/deploy.yml': `service: shop
image: acme/shop
servers:
  web: [10.0.0.1]
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`,
  'config/deploy.staging.yml': `servers:
  web: [10.0.0.2]
`,
  'config/database.yml': 'production: {}\n',
  '.github/workflows/deploy.yml': 'on: push\n',
};

suite('the view "Deployment" and the language', () => {
  let api: Api;
  let folder: vscode.Uri;

  const open = async (path: string) => vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder, path));
  const show = async (path: string) => {
    const document = await open(path);
    await vscode.window.showTextDocument(document);
    return document;
  };
  /** Title, message where there is one, and the servers of `web`. */
  const picture = () => {
    const { title, message, nodes } = api.picture();
    const web = nodes.find(({ label }) => label === 'Roles')?.children?.find(({ label }) => label === 'web');
    return [title, message && 'a message', ...(web?.children ?? []).map(({ label }) => label)].filter(Boolean).join(' | ');
  };
  const shows = (wanted: string) => settled(api.onDidDraw, picture, wanted);
  const judged = (document: vscode.TextDocument, rules: string) =>
    settled(
      vscode.languages.onDidChangeDiagnostics,
      () =>
        vscode.languages
          .getDiagnostics(document.uri)
          .map(({ code }) => String(typeof code === 'object' ? code.value : code))
          .join(),
      rules,
    );

  suiteSetup(async () => {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(root, 'no folder is open');
    folder = vscode.Uri.joinPath(root.uri, 'view');
    for (const [path, text] of Object.entries(files)) {
      await vscode.workspace.fs.writeFile(vscode.Uri.joinPath(folder, path), new TextEncoder().encode(text));
    }
    api = await extension();
  });
  teardown(async () => {
    for (const [path, text] of Object.entries(files)) {
      const document = await open(path);
      await replaceText(document, text);
      await document.save();
    }
  });
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(folder, { recursive: true });
  });

  test('the language is ours for deploy.yml and its destinations, and for nothing else', async () => {
    const languages = await Promise.all(Object.keys(files).map(async (path) => `${path} ${(await open(path)).languageId}`));
    assert.deepEqual(languages, [
      'config/deploy.yml kamal',
      'config/deploy.staging.yml kamal',
      'config/database.yml yaml',
      '.github/workflows/deploy.yml yaml',
    ]);
  });

  test('the view follows the editor to files of ours, and stays with others', async () => {
    await show('config/deploy.yml');
    await shows('Deployment | 10.0.0.1');
    await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    await show('.github/workflows/deploy.yml');
    await vscode.commands.executeCommand('kamal.refreshTree');
    await shows('Deployment: staging | 10.0.0.2');
  });

  test('a destination can be chosen', async () => {
    await show('config/deploy.yml');
    await shows('Deployment | 10.0.0.1');
    await vscode.commands.executeCommand('kamal.chooseDestination', 'staging');
    await shows('Deployment: staging | 10.0.0.2');
    await vscode.commands.executeCommand('kamal.chooseDestination', '');
    await shows('Deployment | 10.0.0.1');
  });

  test('broken text leaves the last good picture, and says so', async () => {
    const document = await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    await replaceText(document, `<<<<<<< HEAD\n${files['config/deploy.staging.yml']}`);
    await shows('Deployment: staging | a message | 10.0.0.2');
    await replaceText(document, 'servers:\n  web: [10.0.0.3]\n');
    await shows('Deployment: staging | 10.0.0.3');
  });

  test('a hidden view is drawn when it is shown again', async () => {
    const document = await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    await vscode.commands.executeCommand('workbench.view.explorer');
    await replaceText(document, 'servers:\n  web: [10.0.0.4]\nproxi: {}\n');
    await judged(document, 'unknown-key');
    assert.equal(picture(), 'Deployment: staging | 10.0.0.2');
    await vscode.commands.executeCommand('kamal.deployment.focus');
    await shows('Deployment: staging | 10.0.0.4');
  });

  test('a document left in yaml is served as well', async () => {
    const document = await vscode.languages.setTextDocumentLanguage(await show('config/deploy.staging.yml'), 'yaml');
    await replaceText(document, 'servers:\n  web: [10.0.0.5]\nproxi: {}\n');
    await judged(document, 'unknown-key');
    await shows('Deployment: staging | 10.0.0.5');
    await vscode.languages.setTextDocumentLanguage(document, 'kamal');
  });

  test('what a YAML extension says already is not said twice, and comes back when it falls silent', async () => {
    const document = await vscode.languages.setTextDocumentLanguage(await show('config/deploy.staging.yml'), 'yaml');
    const other = vscode.languages.createDiagnosticCollection('a YAML extension');
    const messages = (wanted: string) =>
      settled(
        vscode.languages.onDidChangeDiagnostics,
        () =>
          vscode.languages
            .getDiagnostics(document.uri)
            .map(({ source }) => String(source))
            .sort()
            .join(),
        wanted,
      );
    await replaceText(document, 'servers:\n  web: "10.0.0.5\n');
    await judged(document, 'yaml-syntax');
    const [ours] = vscode.languages.getDiagnostics(document.uri);
    assert.ok(ours);
    const theirs = new vscode.Diagnostic(ours.range, 'Missing closing "quote', vscode.DiagnosticSeverity.Error);
    theirs.source = 'YAML';
    other.set(document.uri, [theirs]);
    await messages('YAML');
    other.delete(document.uri);
    await messages('kamal');
    other.dispose();
    await vscode.languages.setTextDocumentLanguage(document, 'kamal');
  });

  test('the server can be restarted', async () => {
    const document = await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    const before = api.client;
    await vscode.commands.executeCommand('kamal.restartServer');
    assert.notEqual(api.client, before);
    await replaceText(document, 'servers:\n  web: [10.0.0.6]\nproxi: {}\n');
    await judged(document, 'unknown-key');
    await shows('Deployment: staging | 10.0.0.6');
  });

  test('the view has sections beside what the deployment does, the problems first', async () => {
    const document = await show('config/deploy.staging.yml');
    const sections = () => api.picture().sections.join(', ');
    await settled(api.onDidDraw, sections, 'Roles, Proxy roles, Boot order, Servers, Secrets, Destinations');
    await replaceText(document, 'servers:\n  web: [10.0.0.2]\nproxi: {}\n');
    await settled(api.onDidDraw, sections, 'Problems, Roles, Proxy roles, Boot order, Servers, Secrets, Destinations');
  });

  test('the line of state says version, destination and verdict, also while the view is hidden', async () => {
    await vscode.commands.executeCommand('workbench.view.explorer');
    const document = await show('config/deploy.staging.yml');
    await settled(api.onDidSay, api.status, 'Kamal 2.12.0 · staging | accepted');
    await replaceText(document, 'servers:\n  web: [10.0.0.2]\nproxi: {}\n');
    await settled(api.onDidSay, api.status, 'Kamal 2.12.0 · staging | refused, 1 error');
    await vscode.commands.executeCommand('kamal.chooseDestination', '');
    await settled(api.onDidSay, api.status, 'Kamal 2.12.0 · no destination | accepted');
    await replaceText(document, 'servers:\n  web: [10.0.0.2]\nlabels: <%= File.read("labels") %>\n');
    await vscode.commands.executeCommand('kamal.chooseDestination', 'staging');
    await settled(api.onDidSay, api.status, 'Kamal 2.12.0 · staging | hangs on ERB');
    await vscode.commands.executeCommand('kamal.deployment.focus');
  });

  test("Kamal's commands and the file's aliases are tasks of the destination that is shown", async () => {
    const document = await show('config/deploy.yml');
    await replaceText(document, `${document.getText()}aliases:\n  console: app exec -i bash\n`);
    await show('config/deploy.staging.yml');
    await settled(api.onDidSay, api.status, 'Kamal 2.12.0 · staging | accepted');
    const tasks = await vscode.tasks.fetchTasks({ type: 'kamal' });
    const told = tasks.map(({ name, detail, execution }) => {
      const { command, args, options } = execution as vscode.ShellExecution;
      return `${name}: ${[command, ...(args ?? [])].map(String).join(' ')} in ${options?.cwd?.split('/').at(-1)}${detail ? ` (${detail})` : ''}`;
    });
    assert.ok(told.includes('deploy (staging): kamal deploy -d staging in view'), told.join('\n'));
    assert.ok(told.includes('app logs (staging): kamal app logs -d staging in view'), told.join('\n'));
    assert.ok(told.includes('console (staging): kamal console -d staging in view (kamal app exec -i bash)'), told.join('\n'));
  });

  test('a new destination begins with what it overrides, and is written to no disk', async () => {
    await show('config/deploy.yml');
    await vscode.commands.executeCommand('kamal.newDestination', 'qa');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(document?.languageId, 'kamal');
    assert.equal(document.isUntitled, true);
    assert.match(document.uri.path, /\/config\/deploy\.qa\.yml$/);
    assert.equal(document.getText(), 'servers:\n  web:\n    - 192.0.2.20\n');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('a node of the tree is copied as an address, or as a command', async () => {
    await show('config/deploy.staging.yml');
    await shows('Deployment: staging | 10.0.0.2');
    const role = api.tree()[0]?.children?.[0];
    const host = role?.children?.[0];
    const clipboard = async (command: string, node: unknown) => {
      await vscode.commands.executeCommand(command, { node });
      return vscode.env.clipboard.readText();
    };
    assert.equal(await clipboard('kamal.copyLogs', role), 'kamal app logs -r web -d staging');
    assert.equal(await clipboard('kamal.copyHost', host), '10.0.0.2');
    assert.equal(await clipboard('kamal.copySsh', host), 'ssh root@10.0.0.2');
    await vscode.commands.executeCommand('kamal.goTo', { node: host });
    assert.equal(vscode.window.activeTextEditor?.document.getText(vscode.window.activeTextEditor.selection), '10.0.0.2');
  });

  test('every command of the manifest exists', async () => {
    const manifest = vscode.extensions.getExtension('kamal-tools.vscode-kamal')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  test("every command of the walkthrough exists, VS Code's own among them", async () => {
    const manifest = vscode.extensions.getExtension('kamal-tools.vscode-kamal')?.packageJSON as {
      contributes: { walkthroughs: { steps: { description: string; completionEvents: string[] }[] }[] };
    };
    const known = new Set(await vscode.commands.getCommands(true));
    const named = manifest.contributes.walkthroughs
      .flatMap(({ steps }) => steps)
      .flatMap(({ description, completionEvents }) => [
        ...[...description.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command!),
        ...completionEvents.flatMap((event) => /^onCommand:(.+)$/.exec(event)?.[1] ?? []),
      ]);
    assert.ok(named.length >= 8);
    assert.deepEqual(
      named.filter((command) => !known.has(command)),
      [],
    );
  });
});
