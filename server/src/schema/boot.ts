import type { Key } from './key.ts';
import { boolean, integer, page, section, string } from './shapes.ts';

export const boot: Key = {
  shape: section({
    limit: {
      shape: string,
      since: '1.x',
      purpose: 'How many servers boot at a time: a number, or a percentage',
      details:
        "The app's servers are cut into groups of this size; a group boots when the one before it is done (and `wait` is over). Servers of the primary role come first. Within a group all servers boot at once.\n\n" +
        '`25%` is a quarter of **all** servers, those that only run accessories counted too, rounded down, and at least 1. ' +
        'Kamal does not check the value: `0`, a negative number, `true` and a number in quotes (`"2"`) crash in the middle of the deployment. A percentage may be quoted.',
      default: 'all servers at once',
      example: 'limit: 25%',
      link: page('booting'),
    },
    wait: {
      shape: integer,
      since: '1.x',
      purpose: 'Seconds to wait after each group of servers',
      details: 'After the last group too. Without `limit` there is one group, and Kamal only sleeps at the end.',
      default: 'no wait',
      example: 'wait: 10',
      link: page('booting'),
    },
    parallel_roles: {
      shape: boolean,
      since: '2.10',
      purpose: 'Boot the roles of one server at the same time',
      details:
        'Otherwise one after the other, the primary role first, then by name. The gate stays: every other role waits for the first healthy container of the primary role.',
      default: 'false',
      example: 'parallel_roles: true',
      link: page('booting'),
    },
  }),
  since: '1.x',
  purpose: 'In which groups, and how fast, the servers get the new version',
  details: 'Left out, all servers boot at once. Each group runs the hooks `pre-app-boot` and `post-app-boot`.',
  example: 'boot:\n  limit: 25%\n  wait: 10',
  link: page('booting'),
};
