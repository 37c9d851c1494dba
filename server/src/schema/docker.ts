import type { Key } from './key.ts';
import { names, page, special, string } from './shapes.ts';

/** What Kamal hands to `docker run`, in roles and accessories alike. */

const label: Key = {
  shape: string,
  since: '1.x',
  purpose: 'A Docker label and its value',
  details: 'Text, number or boolean; nothing after the colon is refused.',
  example: 'team: payments',
  link: page('overview', 'labels'),
};

export const rootLabels: Key = {
  shape: names(label),
  since: '1.x',
  purpose: "Docker labels for the app's containers of every role",
  details:
    'Do not set `service`, `role` or `destination`: Kamal finds its containers by them, does not check it here, and loses them. ' +
    'Labels for Traefik (`traefik.http…`) have had no effect since Kamal 2: use `proxy`.',
  default: 'none',
  example: 'labels:\n  team: payments',
  link: page('overview', 'labels'),
};

export const labels: Key = { ...rootLabels, shape: special('labels', names(label)) };

export const options: Key = {
  shape: {
    is: 'anything',
    keys: {
      restart: {
        shape: special('restart', string),
        since: '2.12',
        purpose: 'When Docker starts the container again by itself',
        details:
          'Quote `"no"`: bare, YAML reads it as false, and Kamal refuses that. `on-failure:5` tries five times. The name is exactly `restart`. Before 2.12 Kamal refused the option altogether.',
        default: 'unless-stopped',
        values: ['"no"', 'always', 'unless-stopped', 'on-failure', 'on-failure:5'],
        closed: true,
        example: 'restart: on-failure:5',
        link: page('roles'),
      },
      memory: {
        shape: string,
        since: '1.x',
        purpose: 'Memory limit of the container',
        example: 'memory: 2g',
        link: page('roles'),
      },
      cpus: {
        shape: string,
        since: '1.x',
        purpose: 'Number of processors the container may use',
        example: 'cpus: 2',
        link: page('roles'),
      },
    },
  },
  since: '1.x',
  purpose: 'Further options for `docker run`',
  default: 'none',
  example: 'options:\n  memory: 2g\n  cpus: 2',
  link: page('roles'),
};
