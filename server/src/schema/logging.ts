import type { Key } from './key.ts';
import { anything, page, section, string } from './shapes.ts';

export const rootLogging: Key = {
  shape: section({
    driver: {
      shape: string,
      since: '1.x',
      purpose: 'Docker logging driver for the containers',
      details: 'Handed to Docker unchecked. With a driver that keeps nothing on the server, `kamal app logs` shows nothing.',
      default: "Docker's own (json-file)",
      values: ['json-file', 'local', 'journald', 'syslog', 'fluentd', 'awslogs', 'gelf', 'none'],
      example: 'driver: json-file',
      link: page('logging', 'driver'),
    },
    options: {
      shape: anything,
      since: '1.x',
      purpose: 'Options for the logging driver',
      details:
        'Each becomes `--log-opt name=value`, unchecked. Once `driver` or `options` is set, Kamal no longer adds its own `max-size=10m`: give one, or logs grow without end.',
      default: 'max-size: 10m, when neither driver nor options is given',
      example: 'options:\n  max-size: 100m',
      link: page('logging', 'options'),
    },
  }),
  since: '1.x',
  purpose: "How Docker keeps the containers' logs",
  details: 'For the app and the accessories. A role may override it key by key. What kamal-proxy logs about requests is `proxy.logging`.',
  example: 'logging:\n  driver: json-file\n  options:\n    max-size: 100m',
  link: page('logging'),
};

export const roleLogging: Key = {
  ...rootLogging,
  purpose: "How Docker keeps this role's logs",
  details: 'Merged over the root `logging`: the keys given here win.',
  default: 'the root `logging`',
};
