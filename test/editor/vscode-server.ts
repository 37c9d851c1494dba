import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { hostFolder, hostNode } from '../../scripts/setup.mjs';
import { resultsFolder } from './places.ts';

const serverMain = path.join(hostFolder, 'node_modules/code-server/lib/vscode/out/server-main.js');

/** A running VS Code server (the one inside the npm package `code-server`) on 127.0.0.1. */
export interface VSCodeServer {
  /** Address of the workbench on a folder. `payload` is what the desktop takes as command line: `['openFile', uri]` and the like. */
  address(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** A path on this machine as the workbench calls it. */
  uri(file: string): string;
  stop(): Promise<void>;
}

const settings = {
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  // In a browser VS Code saves by itself; desktop VS Code does not.
  'files.autoSave': 'off',
  // Who types by machine does not see the list that takes the Enter for itself.
  'editor.acceptSuggestionOnEnter': 'off',
};

/**
 * Starts the server with empty user data.
 * @param options extensionsDir: where installed extensions lie
 * @throws when it does not say within 60 s that it listens; the message carries what it printed
 */
export async function startServer(options: { extensionsDir?: string; shipped?: boolean } = {}): Promise<VSCodeServer> {
  const data = mkdtempSync(path.join(tmpdir(), 'vscode-server-'));
  const machine = path.join(data, 'data/Machine');
  mkdirSync(machine, { recursive: true });
  writeFileSync(
    path.join(machine, 'settings.json'),
    JSON.stringify(options.shipped ? { ...settings, 'editor.acceptSuggestionOnEnter': 'on' } : settings),
  );
  const token = randomBytes(16).toString('hex');
  const listen = ['--host', '127.0.0.1', '--port', '0', '--connection-token', token, '--accept-server-license-terms'];
  const folders = ['--server-data-dir', data, '--extensions-dir', options.extensionsDir ?? path.join(data, 'extensions')];
  // Without the smoke test driver the workbench ignores `payload`, and says nothing about it.
  const behaviour = ['--telemetry-level', 'off', '--disable-workspace-trust', '--enable-smoke-test-driver'];
  const child = spawn(hostNode(), [serverMain, ...listen, ...folders, ...behaviour], { stdio: ['ignore', 'pipe', 'pipe'] });
  mkdirSync(resultsFolder, { recursive: true });
  const log = createWriteStream(path.join(resultsFolder, 'vscode-server.log'));
  child.stderr.pipe(log);
  const port = await new Promise<string>((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(() => reject(new Error(`the VS Code server did not start within 60 s:\n${printed}`)), 60_000);
    child.stdout.on('data', (data: Buffer) => {
      printed += data.toString();
      log.write(data);
      const listening = /agent listening on (\d+)|Web UI available at http:\/\/[^:]+:(\d+)/.exec(printed);
      if (!listening) return;
      clearTimeout(timer);
      resolve(listening[1] ?? listening[2] ?? '');
    });
    child.once('exit', (code) => reject(new Error(`the VS Code server ended with ${code}:\n${printed}`)));
  });
  const authority = `127.0.0.1:${port}`;
  return {
    address(folder, payload = []) {
      const quiet = [
        ['skipWelcome', 'true'],
        ['skipReleaseNotes', 'true'],
      ];
      const query = new URLSearchParams({ tkn: token, folder, payload: JSON.stringify([...quiet, ...payload]) });
      return `http://${authority}/?${query}`;
    },
    uri: (file) => `vscode-remote://${authority}${path.resolve(file)}`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const gone = new Promise((resolve) => child.once('exit', resolve));
        child.kill('SIGTERM');
        const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
        await gone;
        clearTimeout(timer);
      }
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/**
 * Installs a packaged extension as a person would, into a folder of its own.
 * @returns what the server printed
 */
export async function installExtension(vsix: string, extensionsDir: string): Promise<string> {
  const data = mkdtempSync(path.join(tmpdir(), 'vscode-server-'));
  const folders = ['--server-data-dir', data, '--extensions-dir', extensionsDir];
  const child = spawn(hostNode(), [serverMain, '--accept-server-license-terms', ...folders, '--install-extension', vsix], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (data: Buffer) => (printed += data.toString()));
  child.stderr.on('data', (data: Buffer) => (complaints += data.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  rmSync(data, { recursive: true, force: true });
  if (code !== 0) throw new Error(`installing ${path.basename(vsix)} ended with ${code}:\n${printed}${complaints}`);
  return printed;
}
