import type { ExtensionContext } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { start, type Api } from './start.ts';

/** Announces messages by name alone, whatever the log level: what they carry is the text of files, and there secrets may stand. */
class QuietClient extends LanguageClient {
  override trace(message: string): void {
    this.outputChannel.info(message);
  }
}

/** The door for desktop and remote VS Code: the server runs as a process of Node and speaks over IPC. */
export function activate(context: ExtensionContext): Api {
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=6009'] } };
  return start(context, (options) => new QuietClient('kamal.server', 'Kamal', { run, debug }, options));
}
