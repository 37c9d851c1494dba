// In which order and in which groups containers boot (`cli/app.rb`, `sshkit_with_ext.rb`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bootText, deploymentIn } from './table.ts';

const three = 'servers: {web: [a, b, c]}\n';

describe('groups', () => {
  const rows: readonly [title: string, text: string, expected: string][] = [
    ['all at once', three, 'a(web), b(web), c(web)'],
    ['a number', `${three}boot: {limit: 2}`, 'a(web), b(web)\nc(web)'],
    ['more than there are', `${three}boot: {limit: 9}`, 'a(web), b(web), c(web)'],
    ['half a host is cut off', `${three}boot: {limit: 1.9}`, 'a(web)\nb(web)\nc(web)'],
    ['per cent, rounded down', `${three}boot: {limit: 70%}`, 'a(web), b(web)\nc(web)'],
    ['per cent, at least one', `${three}boot: {limit: 1%}`, 'a(web)\nb(web)\nc(web)'],
    [
      'per cent of all hosts, those of accessories too',
      `${three}boot: {limit: 50%}\naccessories: {db: {host: z}}`,
      'a(web), b(web)\nc(web)',
    ],
    ['per cent counts a shared host once', `${three}boot: {limit: 50%}\naccessories: {db: {host: a}}`, 'a(web)\nb(web)\nc(web)'],
    ['nothing', `${three}boot: {limit: }`, 'a(web), b(web), c(web)'],
    ['false', `${three}boot: {limit: false}`, 'a(web), b(web), c(web)'],
    ['zero', `${three}boot: {limit: 0}`, 'crash\na(web), b(web), c(web)'],
    ['less than zero', `${three}boot: {limit: -1}`, 'crash\na(web), b(web), c(web)'],
    ['less than one', `${three}boot: {limit: 0.5}`, 'crash\na(web), b(web), c(web)'],
    ['quoted', `${three}boot: {limit: "2"}`, 'crash\na(web), b(web), c(web)'],
    ['true', `${three}boot: {limit: true}`, 'crash\na(web), b(web), c(web)'],
    ['text', `${three}boot: {limit: all}`, 'crash\na(web), b(web), c(web)'],
    ['infinite', `${three}boot: {limit: .inf}`, 'crash\na(web), b(web), c(web)'],
    ['ERB', `${three}boot: {limit: <%= x %>}`, '?\na(web), b(web), c(web)'],
    ['ERB for the whole section', `${three}boot: <%= x %>`, '?\na(web), b(web), c(web)'],
    ['a limit behind a condition', `${three}boot:\n<% if x %>\n  limit: 2\n<% end %>\n  wait: 1`, '?\na(web), b(web)\nc(web)'],
    ['a whole section that ERB may add', `${three}<%= x %>`, '?\na(web), b(web), c(web)'],
    ['hosts from ERB', 'servers:\n  - a\n  - <%= b %>', '?\na(web)'],
    ['no hosts', 'servers: []', ''],
  ];
  for (const [title, text, expected] of rows) it(title, () => assert.equal(bootText(deploymentIn(text)), expected));
});

describe('order', () => {
  const rows: readonly [title: string, text: string, expected: string][] = [
    ['on a host the primary boots first, the others by name', 'servers: {web: [a], job: [a], cron: [a]}', 'a(web cron job)'],
    ['hosts come by role, those of the primary first', 'servers: {app: [x], job: [y], web: [a]}', 'a(web), x(app), y(job)'],
    // `job` brought `b` into the list before `web` did.
    [
      'a host that an earlier role has comes before the primary host',
      'servers: {web: [a, b, c], job: [b, d]}',
      'b(web job), a(web), c(web), d(job)',
    ],
    ['another role is the primary', 'primary_role: job\nservers: {web: [a], job: [b]}', 'b(job), a(web)'],
    ['no role is the primary', 'servers: {b: [x], a: [y]}', 'y(a), x(b)'],
    ['a role without hosts boots nowhere', 'servers: {web: [a], job: []}', 'a(web)'],
  ];
  for (const [title, text, expected] of rows) it(title, () => assert.equal(bootText(deploymentIn(text)), expected));
});

it('waits and parallel roles are told as they stand', () => {
  const told = (boot: string) => {
    const { wait, parallelRoles } = deploymentIn(`${three}boot: ${boot}`).boot;
    return [wait, parallelRoles];
  };
  assert.deepEqual(told('{}'), [null, false]);
  assert.deepEqual(told('{wait: 5, parallel_roles: true}'), [5, true]);
  assert.deepEqual(told('{wait: "5", parallel_roles: "true"}'), [null, false]);
});
