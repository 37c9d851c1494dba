import { roleEnv } from './env.ts';
import type { Key, Section, Shape } from './key.ts';
import { roleLogging } from './logging.ts';
import { roleProxy } from './proxy.ts';
import { labels, options } from './docker.ts';
import { either, integer, list, names, page, section, special, string } from './shapes.ts';

const hostTags: Key = {
  shape: either(string, list(string)),
  since: '1.x',
  purpose: 'A server, and the tags it carries',
  details:
    'Tags pick the variables of `env.tags` and the servers of an accessory with `tag` or `tags`. One tag or a list; nothing after the colon is refused (remove the colon), and so is a second server in the same item.',
  example: '10.0.0.1: [monitoring, replica]',
  link: page('servers', 'tagging-servers'),
};

/** A server as it may stand in a list: a name or address, or one such with tags. */
export const hosts: Shape = special('hosts', list(either(string, names(hostTags))));

const role: Section = {
  hosts: {
    shape: hosts,
    since: '1.x',
    purpose: 'Servers on which this role runs, one container each',
    details:
      'Names or addresses that you can reach by SSH, without user and port (those are `ssh.user` and `ssh.port`). A server may appear in several roles. ' +
      'Numbers and what YAML reads as a symbol (`::1`) are **dropped in silence**: quote them.\n\n' +
      'A role without servers is refused unless `allow_empty_roles`; the primary role always needs one.',
    example: 'hosts:\n  - 10.0.0.1\n  - 10.0.0.2',
    link: page('roles'),
  },
  cmd: {
    shape: string,
    since: '1.x',
    purpose: "Command to run in the container instead of the image's own",
    details:
      "Pasted into a command line on the **server**: `&&`, `|`, `>` and `$NAME` outside quotes act there and not in the container. Write `sh -c '…'` where you need them.",
    default: "the image's CMD",
    example: 'cmd: bin/jobs',
    link: page('roles'),
  },
  proxy: roleProxy,
  env: roleEnv,
  labels: {
    ...labels,
    purpose: 'Docker labels for the containers of this role',
    details:
      'Over those of the root. `service`, `role` and `destination` are reserved: Kamal finds its containers by them (refused since 2.7).',
    link: page('roles'),
  },
  options: {
    ...options,
    purpose: 'Further options for the `docker run` of this role',
    details:
      'Handed to Docker unchecked: `memory: 2g` becomes `--memory 2g`, `true` becomes a bare flag; a list repeats the option. `false` is passed as text and breaks the command: leave the option out instead.\n\n' +
      'Do not `publish` a port of the server: old and new container run side by side during a deployment, and the second cannot have it.',
    link: page('roles'),
  },
  logging: roleLogging,
  asset_path: {
    shape: string,
    since: '1.x',
    purpose: 'Folder of fingerprinted assets in the container, for this role',
    details: 'Instead of the root `asset_path`. Only proxied roles use it.',
    default: 'the root `asset_path`',
    newer: [{ since: '2.10', when: { matches: ':' }, purpose: 'Mount options after a colon' }],
    example: 'asset_path: /rails/public/assets',
    link: page('roles'),
  },
  stop_timeout: {
    shape: integer,
    since: '2.12',
    purpose: 'Seconds a container of this role gets to stop before it is killed',
    details:
      "For jobs that need longer to finish than web requests. Without it and without the root's `stop_timeout`: `drain_timeout` where no proxy is used, Docker's own 10 seconds where one is.",
    default: 'the root `stop_timeout`',
    example: 'stop_timeout: 120',
    link: page('roles'),
  },
};

const aRole: Key = {
  shape: special('role', either(hosts, section(role))),
  since: '1.x',
  purpose: 'A role: the same image, on its own servers, with its own command and settings',
  details:
    'A list of servers, or a map with `hosts` and more. Each server runs one container per role, called `<service>-<role>-<version>`.\n\n' +
    'Kamal sorts roles by name; the primary role goes first. The others start when the first container of the primary role is healthy. ' +
    'After renaming a role, the container and the proxy route of the old name stay behind: `kamal app remove` them first.',
  example: 'web:\n  hosts:\n    - 10.0.0.1\n  proxy: true',
  link: page('roles'),
};

export const servers: Key = {
  shape: special('servers', either(list(either(string, names(hostTags))), names(aRole))),
  since: '1.x',
  requiredUnless: 'there are `accessories`',
  purpose: 'The servers to deploy to, in roles or as one plain list',
  details:
    'A plain list means one role called `web`. With a map each key is a role. The primary role (`web` unless `primary_role` says otherwise) must be there and have a server. ' +
    'Servers that only run accessories do not belong here. In a destination file a list replaces the list of the base; maps are merged role by role.',
  example: 'servers:\n  web:\n    - 10.0.0.1\n  job:\n    hosts:\n      - 10.0.0.2\n    cmd: bin/jobs',
  link: page('servers'),
};
