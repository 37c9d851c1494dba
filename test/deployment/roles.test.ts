// Roles as Kamal finds them: their order, their hosts, which is the primary, and which take web traffic (`configuration/servers.rb`, `configuration/role.rb`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deploymentIn, rolesText } from './table.ts';

type Row = readonly [title: string, text: string, expected: string];

function table(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const [name, text, expected] of rows) it(name, () => assert.equal(rolesText(deploymentIn(text)), expected));
  });
}

table('roles', [
  [
    'stand by name, capitals first',
    'servers: {web: [], job: [], Zoo: [], _x: []}',
    'Zoo: - not proxied by none\n_x: - not proxied by none\njob: - not proxied by none\nweb: - primary proxied by primary',
  ],
  ['are one, web, where servers is a list', 'servers: [a, b]', 'web: a, b primary proxied by primary'],
  ['are none without servers', 'service: shop', ''],
  ['are none where servers is text', 'servers: web', ''],
  ['with names that are no text are left out', 'servers: {5: [a], yes: [b], web: [c]}', 'web: c primary proxied by primary'],
  ['may be more where ERB adds to them', 'servers:\n  web: [a]\n  <%= more %>', 'web: a primary proxied by primary\n…'],
  ['are unknown where ERB tells them all', 'servers: <%= all %>', '…'],
  [
    'in a branch may not be there',
    'servers:\n  web: [a]\n<% if x %>\n  job: [b]\n<% end %>',
    'job: b, … ? by unknown\nweb: a primary proxied by primary\n…',
  ],
  ['of a destination replace a list', 'servers: [a]\n//- /config/deploy.staging.yml\nservers: {job: [b]}', 'job: b not proxied by none'],
  [
    'of a destination come in by name',
    'servers: {web: [a]}\n//- /config/deploy.staging.yml\nservers: {job: [b]}',
    'job: b not proxied by none\nweb: a primary proxied by primary',
  ],
]);

table('hosts', [
  [
    'stand under the role or under its hosts',
    'servers: {web: [a], job: {hosts: [b]}}',
    'job: b not proxied by none\nweb: a primary proxied by primary',
  ],
  ['that are no text vanish', 'servers: [a, 5, 1.5, yes, "5"]', 'web: a, 5 primary proxied by primary'],
  ['that begin with a colon are symbols and vanish', 'servers:\n  - ::1\n  - a', 'web: a primary proxied by primary'],
  ['that stand twice keep the first place and the last tags', 'servers: [a: x, b, a: y]', 'web: a(y), b primary proxied by primary'],
  ['have one tag or several', 'servers: [a: x, b: [x, y], {c: }]', 'web: a(x), b(x y), c primary proxied by primary'],
  ['as text are none', 'servers: {web: a}', 'web: - primary proxied by primary'],
  ['may come from ERB', 'servers:\n  - a\n  - <%= b %>', 'web: a, … primary proxied by primary'],
  ['may come from ERB before the first one', 'servers:\n  web:\n    <%= more %>\n    - a', 'web: a, … primary proxied by primary\n…'],
  ['may stand in a branch', 'servers:\n  - a\n<% if x %>\n  - b\n<% end %>', 'web: a, b, … primary proxied by primary'],
  [
    'of a destination replace those of the base',
    'servers: {web: [a, b]}\n//- /config/deploy.staging.yml\nservers: {web: [c]}',
    'web: c primary proxied by primary',
  ],
]);

describe('the primary role', () => {
  const roles = 'servers: {web: [a], app: [b], "5": [c]}';
  const rows: readonly [string, string, string, string | null][] = [
    ['is web', roles, 'web', 'a'],
    ['is the one that is named', `${roles}\nprimary_role: app`, 'app', 'b'],
    ['is web where nothing is named', `${roles}\nprimary_role:`, 'web', 'a'],
    ['is web where false is named', `${roles}\nprimary_role: no`, 'web', 'a'],
    ['is missing where none has its name', `${roles}\nprimary_role: ap`, 'no ap', null],
    // `Role#primary?` compares with the number or symbol itself.
    ['is found by a number, and is none all the same', `${roles}\nprimary_role: 5`, '(5)', 'c'],
    ['is found by a symbol, and is none all the same', `${roles}\nprimary_role: :app`, '(app)', 'b'],
    ['without hosts leaves no primary host', 'servers: {web: []}', 'web', null],
    ['is the destination’s', `${roles}\nprimary_role: web\n//- /config/deploy.staging.yml\nprimary_role: app`, 'app', 'b'],
  ];
  for (const [title, text, expected, host] of rows) {
    it(title, () => {
      const { primaryRole, primaryHost, roles: all } = deploymentIn(text);
      const primaries = all.filter(({ primary }) => primary).map(({ name }) => name);
      const found = primaryRole.role ? primaries.join(' ') || `(${primaryRole.role.name})` : `no ${primaryRole.name}`;
      assert.deepEqual([found, primaryHost], [expected, host]);
    });
  }
});

describe('a role takes web traffic', () => {
  const row = (own: string) =>
    deploymentIn(`servers:\n  web:\n    hosts: [a]\n${own && `    ${own}\n`}  job:\n    hosts: [b]\n${own && `    ${own}\n`}`);
  const rows: readonly [own: string, primary: string, other: string][] = [
    ['', 'proxied by primary', 'not proxied by none'],
    ['proxy: true', 'proxied by own', 'proxied by own'],
    ['proxy: false', 'not proxied by off', 'not proxied by off'],
    ['proxy: {}', 'proxied by own', 'proxied by own'],
    ['proxy: {host: a.example}', 'proxied by own', 'proxied by own'],
    ['proxy: yes', 'proxied by own', 'proxied by own'],
    ['proxy:', 'proxied by primary', 'not proxied by none'],
    ['proxy: "true"', 'proxied by primary', 'not proxied by none'],
    ['proxy: <%= x %>', '? by unknown', '? by unknown'],
    ['<%= x %>', '? by unknown', '? by unknown'],
  ];
  for (const [own, primary, other] of rows) {
    it(own || 'no proxy', () => {
      const lines = rolesText(row(own)).split('\n');
      assert.deepEqual([lines[1]?.replace(/^web: .* primary /, ''), lines[0]?.replace(/^job: b(, …)? /, '')], [primary, other]);
    });
  }
});

table('which role ERB makes the primary', [
  [
    'decides who takes traffic, as far as the roles do not say',
    'primary_role: <%= x %>\nservers: {web: [a], app: {hosts: [b], proxy: true}, job: {hosts: [c], proxy: false}}',
    'app: b proxied by own\njob: c not proxied by off\nweb: a primary ? by unknown',
  ],
  [
    'hangs on a branch',
    '<% if x %>\nprimary_role: app\n<% end %>\nservers: {web: [a], app: [b]}',
    'app: b primary ? by unknown\nweb: a ? by unknown',
  ],
  [
    'is known where only the default stands in the file',
    'primary_role: <%= ENV.fetch("P", "app") %>\nservers: {web: [a], app: [b]}',
    'app: b primary proxied by primary\nweb: a not proxied by none',
  ],
]);
