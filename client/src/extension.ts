import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { start, type Api } from './start.ts';

/** The door for desktop and remote VS Code: the server runs as a process of Node and speaks over IPC. */
export function activate(context: ExtensionContext): Api {
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return start(context, (options) => new LanguageClient('kamal.server', 'Kamal', { run, debug }, options));
}
