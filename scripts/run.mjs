import { spawn } from 'node:child_process';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '..');

/** Milliseconds as a person reads them: `0.4 s`, `1 min 12 s`. */
export function duration(ms) {
  const s = ms / 1000;
  return s < 60 ? `${s.toFixed(1)} s` : `${Math.floor(s / 60)} min ${Math.round(s % 60)} s`;
}

/**
 * Runs a command that is silent for long, says that it still runs, and shows its output only when it fails.
 * @param {string} label what a person waits for
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @throws {Error} with the last lines of the output when the command cannot start or ends with another code than 0
 */
export async function quietly(label, command, args, options = {}) {
  const start = Date.now();
  const tty = process.stdout.isTTY;
  const line = () => `${label} … ${duration(Date.now() - start)}`;
  if (!tty) console.log(`${label} …`);
  const timer = setInterval(() => (tty ? process.stdout.write(`\r${line()}`) : console.log(line())), tty ? 200 : 15_000);
  const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'], shell: needsShell(command) });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
  const code = await exitOf(child).finally(() => clearInterval(timer));
  if (tty) process.stdout.write('\r\u001b[2K');
  if (code !== 0)
    throw new Error(`${label} failed (${command} ${args.join(' ')} ended with ${code}):\n${output.split('\n').slice(-40).join('\n')}`);
  console.log(`${label}: done in ${duration(Date.now() - start)}`);
  return output;
}

/**
 * Runs a command whose output a person wants to see as it comes.
 * @returns {Promise<{ code: number, output: string }>} output: what was shown, stdout and stderr together
 */
export async function loudly(command, args, options = {}) {
  const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'], shell: needsShell(command) });
  let output = '';
  for (const [stream, out] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])
    stream.on('data', (data) => {
      output += data;
      out.write(data);
    });
  const code = await exitOf(child);
  return { code, output };
}

/** npm itself, as a command and its first arguments: the very npm that runs this script, where it says so. */
export function npm() {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? [process.execPath, cli] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** Windows starts `.cmd` files only through a shell. */
const needsShell = (command) => command.endsWith('.cmd');

/** @param {import('node:child_process').ChildProcess} child */
export function exitOf(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? `signal ${signal}`));
  });
}
