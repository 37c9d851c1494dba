// The house keeps its one direction (docs: CONTRIBUTING): a room imports only rooms to its left, and only the doors know where they run.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../scripts/run.mjs';

/**
 * The rooms of server/src from left to right: each may import those before it, and no other. A file directly in server/src is a room by its
 * own name. `schema`, `edit` and `files` know nothing of deployments; that is held by their place before `config`.
 */
const order = [
  'addTo.ts',
  'memoize.ts',
  'schema',
  'source',
  'edit',
  'files',
  'config',
  'deployment',
  'references',
  'commands',
  'topology',
  'rules',
  'project',
  'plan',
  'report',
  'protocol.ts',
  'features',
  'server',
  'server.ts',
];
const rooms: Record<string, readonly string[]> = Object.fromEntries(order.map((room, index) => [room, order.slice(0, index)]));
const doors = ['launch.ts', 'node.ts', 'worker.ts', 'cli.ts', 'output.ts', 'mcp.ts', 'cli'];
/** The terminal is a door of its own: it asks `report`, and nothing that speaks LSP. */
const rightOfReport = ['protocol.ts', 'features', 'server', 'server.ts'];
const speaksLsp = ['features', 'server.ts', 'protocol.ts', 'server', 'node.ts', 'worker.ts'];

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

const server = path.join(root, 'server/src');
const client = path.join(root, 'client/src');

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.split(path.sep).join('/'))
    .sort();
}

function importsOf(folder: string): Import[] {
  return filesIn(folder).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const room = file.split('/')[0]!;
    const statements = text.matchAll(/^(?:import|export)\s+(?:type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm);
    const calls = text.matchAll(/import\('([^']+)'\)/g);
    return [...statements, ...calls].map((match) => ({ file, room, target: match[1]! }));
  });
}

/** The room that a relative import leads to; undefined for a package. */
function roomOf({ file, target }: Import): string | undefined {
  return target.startsWith('.') ? path.posix.join(path.posix.dirname(file), target).split('/')[0] : undefined;
}

const tell = ({ file, target }: Import) => `${file} imports ${target}`;

test('a room of the server imports only rooms to its left', () => {
  const wrong = importsOf(server).filter((one) => {
    const target = roomOf(one);
    return target !== undefined && target !== one.room && !doors.includes(one.room) && !(rooms[one.room] ?? []).includes(target);
  });
  assert.deepEqual(wrong.map(tell), []);
});

test('the terminal imports nothing that speaks LSP', () => {
  const wrong = importsOf(server).filter((one) => ['cli.ts', 'cli'].includes(one.room) && rightOfReport.includes(roomOf(one) ?? ''));
  assert.deepEqual(wrong.map(tell), []);
});

test('rules stand in folders by subject, and beside them only what one writes a rule with', () => {
  const flat = readdirSync(path.join(server, 'rules')).filter((entry) => entry.endsWith('.ts'));
  assert.ok(flat.length <= 6, `${flat.length} files flat in rules/: ${flat.join(', ')}`);
});

test('every room is one of the house', () => {
  const known = new Set([...order, ...doors]);
  assert.deepEqual(
    readdirSync(server).filter((entry) => !known.has(entry)),
    [],
  );
});

test('schema imports nothing', () => {
  const wrong = importsOf(server).filter((one) => one.room === 'schema' && roomOf(one) !== 'schema');
  assert.deepEqual(wrong.map(tell), []);
});

test('only the doors and the reader of files import node:', () => {
  const wrong = importsOf(server).filter(
    ({ file, room, target }) => target.startsWith('node:') && !doors.includes(room) && file !== 'project/node-files.ts',
  );
  assert.deepEqual(wrong.map(tell), []);
});

test('only features, the wiring and the doors import an LSP package', () => {
  const wrong = importsOf(server).filter(
    ({ room, target }) => /^vscode-(languageserver|jsonrpc)/.test(target) && !speaksLsp.includes(room),
  );
  assert.deepEqual(wrong.map(tell), []);
});

test('only the client imports vscode, and of the server only its protocol', () => {
  assert.deepEqual(
    importsOf(server)
      .filter(({ target }) => target === 'vscode')
      .map(tell),
    [],
  );
  const wrong = importsOf(client).filter(({ target }) => target.includes('/server/src/') && !target.endsWith('/server/src/protocol.ts'));
  assert.deepEqual(wrong.map(tell), []);
});

test('relative imports name a file that is there', () => {
  for (const folder of [server, client]) {
    const wrong = importsOf(folder).filter(
      ({ file, target }) => target.startsWith('.') && !existsSync(path.join(folder, path.dirname(file), target)),
    );
    assert.deepEqual(wrong.map(tell), []);
  }
});

test('a file has one subject: 300 lines, 400 where it must be, tables of facts aside', (t) => {
  const folders = ['server/src', 'client/src', 'test', 'scripts'].map((folder) => path.join(root, folder));
  const long = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|mjs)$/.test(file) && !file.includes('node_modules') && !file.startsWith('schema'))
      .map((file) => ({ file: path.relative(root, path.join(folder, file)), text: readFileSync(path.join(folder, file), 'utf8') }))
      .map(({ file, text }) => ({ file, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 300),
  );
  for (const { file, lines } of long) t.diagnostic(`${file} has ${lines} lines`);
  assert.deepEqual(
    long.filter(({ lines }) => lines > 400),
    [],
  );
});
