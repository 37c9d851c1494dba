import * as vscode from 'vscode';
import { BrowserMessageReader, BrowserMessageWriter, LanguageClient } from 'vscode-languageclient/browser';
import { start, type Api } from './start.ts';

/** The door for VS Code in the browser: the server runs in a web worker, and asks the client for files. */
export function activate(context: vscode.ExtensionContext): Api {
  const file = vscode.Uri.joinPath(context.extensionUri, 'dist/worker.js');
  const connect = async () => {
    // Read through VS Code, because the extension may lie where a browser cannot fetch it, such as on a remote machine.
    const code = await vscode.workspace.fs.readFile(file);
    const worker = new Worker(URL.createObjectURL(new Blob([new Uint8Array(code)], { type: 'text/javascript' })));
    // Spelled out, because VS Code puts a class of its own in the place of Worker, which the client takes for no worker.
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  return start(context, (options) => new LanguageClient('kamal.server', 'Kamal', connect, options));
}
