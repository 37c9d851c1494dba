import { labels, options } from './docker.ts';
import { accessoryEnv } from './env.ts';
import type { Key, Section, Shape } from './key.ts';
import { accessoryProxy } from './proxy.ts';
import { accessoryRegistry } from './registry.ts';
import { hosts } from './servers.ts';
import { either, list, names, page, section, special, string } from './shapes.ts';

/** A file or folder to bring to the server, written as a map (`validator.rb`: known keys are checked, others pass). */
const mount = (link: string, local: Pick<Key, 'purpose' | 'details' | 'example'>): Shape => ({
  is: 'section',
  open: true,
  keys: {
    local: { shape: string, since: '2.10', ...local, link },
    remote: {
      shape: string,
      since: '2.10',
      purpose: 'Absolute path in the container',
      details: 'Kamal loads the file without it and fails when the accessory boots.',
      example: 'remote: /etc/mysql/my.cnf',
      link,
    },
    mode: {
      shape: string,
      since: '2.10',
      purpose: 'Permissions on the server, as for chmod',
      details: 'Quote it: bare `0640` is an octal number for YAML and arrives as 416.',
      example: 'mode: "0640"',
      link,
    },
    owner: { shape: string, since: '2.10', purpose: 'Owner on the server, as for chown', example: 'owner: "999:999"', link },
    options: {
      shape: string,
      since: '2.10',
      purpose: 'Mount options for Docker',
      details: '`ro` for read-only, `z` or `Z` for SELinux; several with commas.',
      example: 'options: ro',
      link,
    },
  },
});

const target = 'Exactly one of `host`, `hosts`, `role`, `roles`, `tag` and `tags` must be given, also after a destination is merged in.';

const accessory: Section = {
  image: {
    shape: string,
    since: '1.x',
    purpose: 'Docker image of the accessory, with its tag',
    details:
      "Kamal loads the file without it, and `docker run` fails when the accessory boots. The root's `registry.server` is **not** put in front: write it here, or give the accessory a `registry`. " +
      'Give a fixed tag: with `latest` a reboot may bring a new major version of your database.',
    example: 'image: postgres:17',
    link: page('accessories', 'image'),
  },
  service: {
    shape: string,
    since: '1.x',
    purpose: 'Name of the container, under which the app reaches the accessory',
    details: 'The same name in two destinations that share a server means one container for both.',
    default: '<service>-<accessory>',
    example: 'service: shop-db',
    link: page('accessories', 'service-name'),
  },
  host: {
    shape: string,
    since: '1.x',
    purpose: 'The server on which the accessory runs',
    details: `${target}\n\nIt need not be one of the app's servers, and should not be listed under \`servers\` unless the app runs there too.`,
    example: 'host: 10.0.0.5',
    link: page('accessories', 'accessory-hosts'),
  },
  hosts: {
    shape: hosts,
    since: '1.x',
    purpose: 'Servers on which the accessory runs, one container each',
    details: `${target}\n\nEvery container stands alone: Kamal sets up no replication between them.`,
    example: 'hosts:\n  - 10.0.0.5\n  - 10.0.0.6',
    link: page('accessories', 'accessory-hosts'),
  },
  role: {
    shape: string,
    since: '2.6',
    purpose: 'Run the accessory on every server of this role',
    details: `${target}\n\nThe role must exist.`,
    example: 'role: web',
    link: page('accessories', 'accessory-hosts'),
  },
  roles: {
    shape: list(string),
    since: '1.x',
    purpose: 'Run the accessory on every server of these roles',
    details: `${target}\n\nThe roles must exist. Roles that share a server list it twice.`,
    example: 'roles:\n  - web\n  - job',
    link: page('accessories', 'accessory-hosts'),
  },
  tag: {
    shape: string,
    since: '2.6',
    purpose: 'Run the accessory on every server with this tag',
    details:
      `${target}\n\nOnly servers of roles written as a plain list are searched, not those under \`hosts:\` of a role's map. Where a server has a single tag, a part of it is enough: \`monitor\` also finds \`monitoring\`. ` +
      'If none is found the accessory runs nowhere, without a word.',
    example: 'tag: monitoring',
    link: page('accessories', 'accessory-hosts'),
  },
  tags: {
    shape: list(string),
    since: '2.6',
    purpose: 'Run the accessory on every server with one of these tags',
    details: `${target}\n\nOnly servers of roles written as a plain list are searched, not those under \`hosts:\` of a role's map. If none is found the accessory runs nowhere, without a word.`,
    example: 'tags:\n  - monitoring',
    link: page('accessories', 'accessory-hosts'),
  },
  port: {
    shape: string,
    since: '1.x',
    purpose: 'Port to publish on the server, as server:container',
    details:
      'The app needs none: it reaches the accessory over the Docker network by its name (`<service>-<accessory>`) on the same server. ' +
      '`5432` means `5432:5432` and opens the database **to the whole Internet**, past most firewalls; `127.0.0.1:5432:5432` keeps it on the server.\n\n' +
      'Quote it: YAML reads bare `22:22` as the number 80520.',
    default: 'nothing is published',
    example: 'port: "127.0.0.1:5432:5432"',
    link: page('accessories', 'port-mappings'),
  },
  cmd: {
    shape: string,
    since: '1.x',
    purpose: "Command to run in the container instead of the image's own",
    details: 'Pasted into a command line on the **server**: `&&`, `|`, `>` and `$NAME` outside quotes act there.',
    default: "the image's CMD",
    example: 'cmd: redis-server --appendonly yes',
    link: page('accessories', 'custom-command'),
  },
  env: accessoryEnv,
  volumes: {
    shape: list(string),
    since: '1.x',
    purpose: 'Docker volumes or folders of the server, as source:path-in-container',
    details: 'Without a `:` the volume has no name, and its data is lost with the container.',
    example: 'volumes:\n  - db-data:/var/lib/postgresql/data',
    link: page('accessories', 'volumes'),
  },
  directories: {
    shape: list(
      either(
        string,
        mount(page('accessories', 'directories'), {
          purpose: 'Folder on the server, created if needed',
          details: "A relative path starts in the accessory's own folder on the server.",
          example: 'local: data',
        }),
      ),
    ),
    since: '1.x',
    purpose: 'Folders to create on the server and mount, as folder:path-in-container',
    details:
      'A relative folder is created in a folder that belongs to the accessory, and survives reboots. No blank after the colon, or YAML makes a map of it. The map form with `mode` and `owner` is known since 2.10.',
    newer: [{ since: '2.10', when: 'map', purpose: 'A folder with `local`, `remote`, `mode` and `owner`' }],
    example: 'directories:\n  - data:/var/lib/mysql',
    link: page('accessories', 'directories'),
  },
  files: {
    shape: list(
      either(
        string,
        mount(page('accessories', 'copying-files'), {
          purpose: 'File on your machine, from the root of the project',
          details: 'Must exist when the accessory boots. A name that ends in `erb` is rendered first.',
          example: 'local: config/mysql.cnf',
        }),
      ),
    ),
    since: '1.x',
    purpose: 'Files to copy to the server and mount, as local:path-in-container',
    details:
      "Copied when the accessory boots: after a change, `kamal accessory reboot`. A name that ends in `erb` is rendered with the accessory's variables. " +
      'No blank after the colon: `- my.cnf: /etc/my.cnf` is a map for YAML and crashes when used. The map form with `mode` and `owner` is known since 2.10.',
    newer: [{ since: '2.10', when: 'map', purpose: 'A file with `local`, `remote`, `mode` and `owner`' }],
    example: 'files:\n  - config/mysql.cnf:/etc/mysql/my.cnf:ro',
    link: page('accessories', 'copying-files'),
  },
  labels: {
    ...labels,
    purpose: "Docker labels for the accessory's container",
    details: '`service`, `role` and `destination` are reserved: Kamal finds its containers by them (refused since 2.7).',
    link: page('accessories', 'labels'),
  },
  options: {
    ...options,
    purpose: 'Further options for the `docker run` of the accessory',
    details:
      'Handed to Docker unchecked: `memory: 2g` becomes `--memory 2g`, `true` becomes a bare flag; a list repeats the option. `false` is passed as text and breaks the command.',
    link: page('accessories', 'options'),
  },
  network: {
    shape: string,
    since: '2.3',
    purpose: 'Docker network the accessory joins',
    details: 'The app and kamal-proxy are in `kamal`: from another network the accessory cannot be reached by name, nor proxied.',
    default: 'kamal',
    example: 'network: backend',
    link: page('accessories', 'network'),
  },
  proxy: accessoryProxy,
  registry: accessoryRegistry,
};

const anAccessory: Key = {
  shape: special('accessory', section(accessory)),
  since: '1.x',
  purpose: 'A service beside the app, such as a database or a search engine',
  details:
    'Has its own image, servers and life: `kamal deploy` leaves it alone. `kamal setup` and `kamal accessory boot` start it, `kamal accessory reboot` applies a change and interrupts it. ' +
    `The app reaches it on the same server as \`<service>-<accessory>\`.\n\n${target}`,
  example:
    'db:\n  image: postgres:17\n  host: 10.0.0.5\n  env:\n    secret:\n      - POSTGRES_PASSWORD\n  directories:\n    - data:/var/lib/postgresql/data',
  link: page('accessories'),
};

export const accessories: Key = {
  shape: names(anAccessory),
  since: '1.x',
  purpose: 'Services beside the app: databases, caches, search engines',
  details: 'Each key is a name. `kamal deploy` never touches them: see `kamal accessory`.',
  default: 'none',
  example: 'accessories:\n  db:\n    image: postgres:17\n    host: 10.0.0.5',
  link: page('accessories'),
};
