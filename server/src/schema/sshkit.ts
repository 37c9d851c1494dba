import type { Key } from './key.ts';
import { integer, page, section } from './shapes.ts';

export const sshkit: Key = {
  shape: section({
    max_concurrent_starts: {
      shape: integer,
      since: '1.x',
      purpose: 'How many SSH connections may be opened at the same time',
      details: 'Lower it if connections fail with many servers or behind one jump host. Connections that stand are not limited.',
      default: '30',
      example: 'max_concurrent_starts: 10',
      link: page('sshkit', 'max-concurrent-starts'),
    },
    pool_idle_timeout: {
      shape: integer,
      since: '1.x',
      purpose: 'Seconds an unused SSH connection stays open',
      details: 'Kamal reuses connections during a long build. Lower it if a firewall cuts silent connections earlier.',
      default: '900',
      example: 'pool_idle_timeout: 300',
      link: page('sshkit', 'pool-idle-timeout'),
    },
    dns_retries: {
      shape: integer,
      since: '2.9',
      purpose: "How often to try again when a server's name cannot be resolved",
      details: 'Counted after the first attempt; `0` gives up at once.',
      default: '3',
      example: 'dns_retries: 5',
      link: page('sshkit', 'dns-retry-settings'),
    },
  }),
  since: '1.x',
  purpose: 'How many SSH connections Kamal opens, and how long it keeps them',
  example: 'sshkit:\n  max_concurrent_starts: 10',
  link: page('sshkit'),
};
