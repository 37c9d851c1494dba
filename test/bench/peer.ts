// `node --import tsx test/bench/peer.ts [LINES [STARTS [EDITS]]]`: our server beside yaml-language-server with our JSON Schema, the same file and keystrokes
// in turn. docs/performance/ says what came out. The other server is installed into the system's temporary folder.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter, type ProtocolConnection } from 'vscode-languageserver/node';
import { npm, root } from '../../scripts/run.mjs';
import { generate } from './generate.ts';

const [lines = 159, starts = 8, edits = 200] = process.argv.slice(2).map(Number);
const folder = path.join(tmpdir(), 'kamal-peer');
const file = path.join(folder, 'config/deploy.yml');
const uri = pathToFileURL(file).href;
const text = generate(lines);
const settings = {
  yaml: {
    schemas: { [pathToFileURL(path.join(root, 'dist/deploy.schema.json')).href]: '**/config/deploy.yml' },
    schemaStore: { enable: false },
  },
};
const servers = { ours: path.join(root, 'dist/server.js'), theirs: peer() };
type Side = keyof typeof servers;

/** @returns yaml-language-server's program, without its wait of 200 ms after a keystroke: both are measured by their work */
function peer(): string {
  const installed = path.join(folder, 'node_modules/yaml-language-server');
  if (!existsSync(installed)) {
    mkdirSync(path.dirname(file), { recursive: true });
    const [command, ...first] = npm();
    spawnSync(command!, [...first, 'install', '--ignore-scripts', '--prefix', folder, 'yaml-language-server@2.0.0'], { stdio: 'inherit' });
    const waits = path.join(installed, 'out/src/yamlSettings.js');
    writeFileSync(waits, readFileSync(waits, 'utf8').replace(/(validationDelayMs[^0-9]*)200/, '$10'));
  }
  return path.join(installed, 'bin/yaml-language-server');
}

class Server {
  private readonly process: ChildProcess;
  private readonly connection: ProtocolConnection;
  private readonly began = performance.now();
  private version = 0;
  private told = (_count: number): void => {};

  constructor(side: Side) {
    this.process = spawn(process.execPath, [servers[side], '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.connection = createProtocolConnection(new StreamMessageReader(this.process.stdout!), new StreamMessageWriter(this.process.stdin!));
    const valueOf = (section = ''): unknown => (settings as Record<string, unknown>)[section] ?? null;
    this.connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
      items.map(({ section }) => valueOf(section)),
    );
    this.connection.onRequest('client/registerCapability', () => null);
    this.connection.onNotification('textDocument/publishDiagnostics', (told: { version?: number; diagnostics: unknown[] }) => {
      if ((told.version ?? this.version) >= this.version) this.told(told.diagnostics.length);
    });
    this.connection.listen();
  }

  /** @returns milliseconds from its birth to the first diagnostics of a file with an error in it */
  async open(): Promise<number> {
    const capabilities = { workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } } };
    const rootUri = pathToFileURL(folder).href;
    await this.connection.sendRequest('initialize', { processId: process.pid, rootUri, capabilities });
    void this.connection.sendNotification('initialized', {});
    void this.connection.sendNotification('workspace/didChangeConfiguration', { settings });
    const diagnostics = this.diagnostics((count) => count > 0);
    const textDocument = { uri, languageId: 'yaml', version: ++this.version, text: `${text}zz_probe: [1\n` };
    void this.connection.sendNotification('textDocument/didOpen', { textDocument });
    await diagnostics;
    return performance.now() - this.began;
  }

  /** @returns milliseconds until the diagnostics of the new text */
  async type(line: number, character: number, inserted: string, removed: number): Promise<number> {
    const from = performance.now();
    const diagnostics = this.diagnostics(() => true);
    const range = { start: { line, character }, end: { line, character: character + removed } };
    void this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.version },
      contentChanges: [{ range, text: inserted }],
    });
    await diagnostics;
    return performance.now() - from;
  }

  /** Resident memory in MB, where the system tells (Linux). */
  memory(): number {
    const status = `/proc/${this.process.pid}/status`;
    return existsSync(status) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))![1]) / 1024 : NaN;
  }

  async end(): Promise<void> {
    const gone = once(this.process, 'exit');
    await this.connection.sendRequest('shutdown');
    void this.connection.sendNotification('exit');
    await gone;
    this.connection.dispose();
  }

  private diagnostics(wanted: (count: number) => boolean): Promise<void> {
    return new Promise((resolve) => (this.told = (count) => (wanted(count) ? resolve() : undefined)));
  }
}

const median = (all: readonly number[]): number => [...all].sort((a, b) => a - b)[all.length >> 1]!;

function tell(what: string, measured: Readonly<Record<Side, readonly number[]>>): void {
  const [ours, theirs] = [median(measured.ours), median(measured.theirs)];
  console.log(
    `${what.padEnd(34)} ${ours.toFixed(1).padStart(8)} ${theirs.toFixed(1).padStart(8)} ${(ours / theirs).toFixed(2).padStart(8)}`,
  );
}

/** Both in turn, each first half of the time. */
const turns = (n: number): Side[] => (n % 2 ? ['theirs', 'ours'] : ['ours', 'theirs']);
const record = (): Record<Side, number[]> => ({ ours: [], theirs: [] });

const [started, opened] = [record(), record()];
// The first start fills caches.
for (let n = 0; n <= starts; n++) {
  for (const side of turns(n)) {
    const server = new Server(side);
    const took = await server.open();
    if (n > 0) {
      started[side].push(took);
      opened[side].push(server.memory());
    }
    await server.end();
  }
}

const running = { ours: new Server('ours'), theirs: new Server('theirs') };
for (const server of Object.values(running)) await server.open();
const spots = text.split('\n').flatMap((line, number) => (/^ *[a-z_]+: [a-z][\w./-]*$/i.test(line) ? [{ number, end: line.length }] : []));
const [typed, used] = [record(), record()];
for (let n = -20; n < edits; n++) {
  // A letter at the end of a value, then taken away again.
  const { number, end } = spots[((n + 20) >> 1) % spots.length]!;
  for (const side of turns(n >> 1)) {
    const took = await running[side].type(number, end, n % 2 ? '' : 'x', n % 2 ? 1 : 0);
    if (n >= 0) typed[side].push(took);
  }
}
for (const side of turns(0)) used[side].push(running[side].memory());
for (const server of Object.values(running)) await server.end();

console.log(`${lines} lines, Node ${process.version}                 ours   theirs     ratio`);
tell('start -> first diagnostics, ms', started);
tell('keystroke -> diagnostics, ms', typed);
tell('memory after first diagnostics, MB', opened);
tell(`memory after ${edits} edits, MB`, used);
