import { scalarAt, valueAt } from '../../config/get.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { defaultBase } from '../../project/names.ts';
import type { TreeNode } from '../../protocol.ts';
import { printable } from '../../report/printable.ts';

type Copies = Pick<TreeNode, 'copies'>;

/** What can be taken from a server: its address, `ssh root@192.0.2.1`, and the logs of all that runs there. */
export function serverCopies(deployment: Deployment, host: string): Copies {
  const ssh = sshLine(deployment, host);
  return copies({ host, ...(ssh === null ? {} : { ssh }), logs: kamalLine(deployment, 'app', 'logs', '-h', host) }, host);
}

/** `kamal app logs -r job -d staging` */
export function roleCopies(deployment: Deployment, name: string): Copies {
  return copies({ logs: kamalLine(deployment, 'app', 'logs', '-r', name) }, name);
}

/** `kamal accessory logs db -d staging` */
export function accessoryCopies(deployment: Deployment, name: string): Copies {
  return copies({ logs: kamalLine(deployment, 'accessory', 'logs', name) }, name);
}

/** What every command about a deployment ends with: `-c` where the base has a name of its own, `-d` for a destination. */
export function optionsFor({ config, destination }: Pick<Deployment, 'config' | 'destination'>): string[] {
  const { file } = config.base;
  return [...(file === defaultBase ? [] : ['-c', file]), ...(destination === null ? [] : ['-d', destination])];
}

/** A name that begins like an option would be taken for one, and what is hidden in it would reach a terminal: nothing is offered for such. */
function copies(some: NonNullable<TreeNode['copies']>, name: string): Copies {
  return name === '' || name.startsWith('-') || printable(name) !== name ? {} : { copies: some };
}

function kamalLine(deployment: Deployment, ...words: readonly string[]): string {
  return ['kamal', ...words, ...optionsFor(deployment)].map(shellWord).join(' ');
}

/** How Kamal connects (`configuration/ssh.rb`): root unless `ssh.user` says otherwise. Null where ERB decides some of it. */
function sshLine({ root }: Deployment, host: string): string | null {
  const user = setting(root, 'user');
  const port = setting(root, 'port');
  const jump = setting(root, 'proxy');
  const command = setting(root, 'proxy_command');
  if (user === null || port === null || jump === null || command === null) return null;
  const through =
    jump === undefined
      ? command === undefined
        ? []
        : ['-o', `ProxyCommand=${command}`]
      : ['-J', jump.includes('@') ? jump : `root@${jump}`];
  const words = [
    'ssh',
    ...through,
    ...(port === undefined || port === '22' ? [] : ['-p', port]),
    host.includes('@') ? host : `${user ?? 'root'}@${host}`,
  ];
  return words.every((word) => printable(word) === word) ? words.map(shellWord).join(' ') : null;
}

/** undefined: not set; null: hangs on ERB. */
function setting(root: Deployment['root'], key: string): string | null | undefined {
  const entry = root.entries.get('ssh');
  if (!entry) return root.incomplete ? null : undefined;
  if (entry.conditional || entry.value.kind === 'unknown') return null;
  const value = valueAt(entry.value, key);
  if (!value) return entry.value.kind === 'map' && entry.value.incomplete ? null : undefined;
  return scalarAt(entry.value, key)?.string ?? null;
}

/** A word as a POSIX shell reads it as that word. */
export function shellWord(word: string): string {
  return /^[\w@%+:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
