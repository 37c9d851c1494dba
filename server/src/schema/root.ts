import { accessories } from './accessory.ts';
import { aliases } from './aliases.ts';
import { boot } from './boot.ts';
import { builder } from './builder.ts';
import { rootLabels } from './docker.ts';
import { rootEnv } from './env.ts';
import type { Section } from './key.ts';
import { rootLogging } from './logging.ts';
import { output } from './output.ts';
import { rootProxy } from './proxy.ts';
import { rootRegistry } from './registry.ts';
import { servers } from './servers.ts';
import { boolean, either, integer, list, names, page, special, string } from './shapes.ts';
import { ssh } from './ssh.ts';
import { sshkit } from './sshkit.ts';

const overview = (anchor: string): string => page('overview', anchor);

const hookOutput = special('hooks-output', string);

/** The keys of deploy.yml, in the order in which Kamal documents them. */
export const root = {
  service: {
    shape: string,
    since: '1.x',
    required: true,
    purpose: 'Name of the app; containers and labels on the servers start with it',
    details:
      'Letters, digits, `-` and `_`. Two apps on one server need different names. After a change Kamal no longer finds the containers of the old name, accessories among them: they keep running.',
    example: 'service: shop',
    link: overview('the-service-name'),
  },
  image: {
    shape: string,
    since: '1.x',
    requiredUnless: '`registry.server` is `localhost:<port>`',
    purpose: "Name of the app's image in the registry, without registry and tag",
    details:
      '`registry.server` is put in front and the version at the end: `me/shop` becomes `ghcr.io/me/shop:<version>`. A tag here, or the server once more, makes a name that cannot be pulled. Lower case only. With a local registry the service name is used if this is left out (since 2.8).',
    example: 'image: me/shop',
    link: overview('the-docker-image-name'),
  },
  servers,
  registry: rootRegistry,
  builder,
  proxy: rootProxy,
  env: rootEnv,
  accessories,
  aliases,
  ssh,
  boot,
  logging: rootLogging,
  labels: rootLabels,
  volumes: {
    shape: list(string),
    since: '1.x',
    purpose: "Docker volumes or folders of the server for the app's containers, as source:path-in-container",
    details: 'For every role, on each server its own. Without a `:` the volume has no name, and its data is lost at each deployment.',
    default: 'none',
    example: 'volumes:\n  - storage:/rails/storage',
    link: overview('volumes'),
  },
  asset_path: {
    shape: string,
    since: '1.x',
    purpose: 'Folder of fingerprinted assets in the container, kept over two versions',
    details:
      'During a deployment visitors have pages of the old version that ask for its CSS and JavaScript: Kamal mounts a folder with the assets of both. Absolute, and file names must change with their content. Only proxied roles use it. Mount options after a colon, such as `:ro`, since 2.10.',
    default: 'none',
    newer: [{ since: '2.10', when: { matches: ':' }, purpose: 'Mount options after a colon' }],
    example: 'asset_path: /rails/public/assets',
    link: overview('asset-path'),
  },
  primary_role: {
    shape: string,
    since: '1.x',
    purpose: 'The role that boots first, and is proxied unless it says otherwise',
    details:
      'Must be one of the roles under `servers`, with at least one server, also with `allow_empty_roles`.\n\n' +
      '**The gate:** no container of another role starts, on any server, before the first container of the primary role is healthy. If that one fails, the others are not booted and keep their old version. ' +
      'So choose the role that proves the new version works.\n\n' +
      'The first server of this role is the primary host: it holds the deploy lock, and `--primary` commands run there. Quote a number: `5` finds the role and yet leaves it without proxy.',
    default: 'web',
    example: 'primary_role: web',
    link: overview('primary-role'),
  },
  allow_empty_roles: {
    shape: boolean,
    since: '1.x',
    purpose: 'Whether roles without servers are allowed',
    details: 'For roles that only some destinations give servers to. Never excuses the primary role.',
    default: 'false',
    example: 'allow_empty_roles: true',
    link: overview('allowing-empty-roles'),
  },
  require_destination: {
    shape: boolean,
    since: '1.x',
    purpose: 'Refuse to run without a destination (`-d`)',
    details: 'Guards against deploying the base by mistake where every deployment is a `deploy.<destination>.yml`.',
    default: 'false',
    example: 'require_destination: true',
    link: overview('require-destinations'),
  },
  deploy_timeout: {
    shape: integer,
    since: '2.0',
    purpose: 'Seconds a new container may take to become healthy',
    details:
      'After it the deployment fails and the old version keeps running. Raise it for apps that start slowly or migrate at boot. Belongs to the root, not under `proxy`.',
    default: '30',
    example: 'deploy_timeout: 60',
    link: overview('deploy-timeout'),
  },
  drain_timeout: {
    shape: integer,
    since: '2.0',
    purpose: 'Seconds running requests get to finish before an old container stops',
    details:
      'In roles without proxy it is how long the container gets to stop, unless there is a `stop_timeout`. Belongs to the root, not under `proxy`.',
    default: '30',
    example: 'drain_timeout: 60',
    link: overview('drain-timeout'),
  },
  stop_timeout: {
    shape: integer,
    since: '2.12',
    purpose: 'Seconds a container gets to stop before it is killed',
    details:
      "For every role; a role may have its own. Without it: `drain_timeout` in roles without proxy, Docker's own 10 seconds in proxied ones.",
    default: '`drain_timeout` without proxy, 10 with',
    example: 'stop_timeout: 60',
    link: overview('stop-timeout'),
  },
  readiness_delay: {
    shape: integer,
    since: '1.x',
    purpose: 'Seconds a container without proxy must run to count as ready',
    details:
      'Proxied containers are asked over HTTP instead (`proxy.healthcheck`), and so this has no effect on them. If the image has a Docker health check, its result counts.',
    default: '7',
    example: 'readiness_delay: 15',
    link: overview('readiness-delay'),
  },
  retain_containers: {
    shape: integer,
    since: '1.x',
    purpose: 'How many old containers and images stay on a server for a rollback',
    details: 'At least 1. A version that has been removed cannot be rolled back to. A leading zero makes it octal: `012` is 10.',
    default: '5',
    example: 'retain_containers: 3',
    link: overview('retain-containers'),
  },
  minimum_version: {
    shape: string,
    since: '1.x',
    purpose: 'Oldest version of Kamal that may use this file',
    details: 'Quote it: bare `2.10` is the number 2.1. Only a version: `v2.0` and `>= 2` crash.',
    default: 'any',
    example: 'minimum_version: "2.10.0"',
    link: overview('minimum-version'),
  },
  hooks_path: {
    shape: string,
    since: '2.0',
    purpose: 'Folder of the hook scripts',
    details: 'From the root of the project. Hooks are executable files named `pre-deploy`, `post-deploy` and so on, without extension.',
    default: '.kamal/hooks',
    example: 'hooks_path: deploy/hooks',
    link: overview('hooks-path'),
  },
  hooks_output: {
    shape: either(
      hookOutput,
      names({
        shape: hookOutput,
        since: '2.11',
        purpose: 'How much of what this hook prints is shown',
        details: 'The name of a hook, and `quiet` or `verbose`. Kamal does not check that the hook exists.',
        values: ['quiet', 'verbose'],
        closed: true,
        example: 'pre-deploy: verbose',
        link: overview('hook-output'),
      }),
    ),
    since: '2.11',
    purpose: 'How much of what hooks print is shown: for all, or hook by hook',
    details: '`quiet` or `verbose`, with or without a colon in front. Other words are refused.',
    default: 'follows `-v` and `-q` of the command',
    values: ['quiet', 'verbose'],
    closed: true,
    example: 'hooks_output: verbose',
    link: overview('hook-output'),
  },
  secrets_path: {
    shape: string,
    since: '2.9',
    purpose: 'Where the secrets files lie; their names start with this path',
    details:
      'Kamal reads `<path>-common`, then `<path>`, or `<path>.<destination>` **instead** with a destination. From the root of the project.',
    default: '.kamal/secrets',
    example: 'secrets_path: deploy/secrets',
    link: overview('secrets-path'),
  },
  error_pages_path: {
    shape: string,
    since: '2.6',
    purpose: 'Folder of error pages that kamal-proxy shows in place of its own',
    details:
      'Files named `404.html`, `503.html` and so on, from the root of the project. 503 is shown in maintenance mode. If there is no such file in the folder the proxy refuses the deployment.',
    default: "kamal-proxy's own pages",
    example: 'error_pages_path: public',
    link: overview('error-pages'),
  },
  output,
  sshkit,
  run_directory: {
    shape: string,
    since: '1.x',
    ignored: true,
    purpose: 'No effect since Kamal 2, which always uses `.kamal` on the servers',
    details: 'Kamal still accepts it. Remove it.',
    example: 'run_directory: .kamal',
    link: overview('run-directory'),
  },
} satisfies Section;
