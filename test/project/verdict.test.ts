// What Kamal would say where Ruby has a say in it: certain only where no value of the environment makes a difference.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';

const servers = 'servers: [10.0.0.1]\n';

/** Texts beside which everything that Kamal asks for is there, by what it would say. */
const texts: Readonly<Record<'accepted' | 'refused' | 'unknown', readonly string[]>> = {
  accepted: [
    `${servers}env: {clear: {A: "<%= ENV["X"] %>"}}`,
    'servers: [10.0.0.1, <%= ENV["X"] %>]',
    `${servers}labels: {a: <%= ENV["X"] || "b" %>}`,
    `${servers}<% if ENV.fetch("X", "a") == "a" %>\nlabels: {a: b}\n<% else %>\nlabels: 5\n<% end %>`,
  ],
  refused: [
    `${servers}image: <%= ["a"] %>\nproxy: <%= 5 %>`,
    `${servers}labels: {a: "<%= ENV["X"] %>"}\nretain_containers: <%= 0 %>`,
    `${servers}labels: {a: "<%= ENV["X"] %>"}\nproxy: {hosts: <%= "a" %>}`,
    `${servers}<% if ENV["X"] %>\nproxy: 5\n<% else %>\nproxy: {host: []}\n<% end %>`,
    `${servers}boot: {limit: []}\nlabels:\n  <%= ENV["X"] %>`,
    `${servers}nonsense: <%= ENV.fetch("X", "a") %>`,
    `${servers}proxy: {ssl: true, app_port: <%= ENV["X"] || 3000 %>}`,
    `${servers}registry: {username: acme, server: <%= ENV.fetch("X", "ghcr.io") %>}`,
  ],
  unknown: [
    ...['  <%= ENV["X"] %>', '<%= ENV["X"] %>', '  web:\n    <%= ENV["X"] %>', '  web:\n  <%= ENV["X"] %>', '  web: <%= ENV["X"] %>'].map(
      (below) => `servers:\n${below}`,
    ),
    'servers: <%= ENV["X"] %>',
    'servers: <%= ENV["X"] -%>\n',
    'servers: [<%= ENV["X"] %>]',
    'servers: {<%= ENV["X"] %>}',
    'servers: {web: [10.0.0.1], <%= ENV["X"] %>}',
    'servers:\n  web:\n    hosts:\n      <%= ENV["X"] %>\n    proxy: true',
    'servers:\n  <%= ENV["X"].to_yaml %>',
    'servers: <%= ENV["X"].split(",").to_yaml %>',
    ...['env', 'proxy', 'labels', 'boot', 'logging', 'accessories', 'aliases', 'ssh', 'volumes'].map(
      (key) => `${servers}${key}:\n  <%= ENV["X"] %>`,
    ),
    `${servers}env: {<%= ENV["X"] %>}`,
    `${servers}env:\n  A: b\n  <%= ENV["X"] %>`,
    'servers:\n  <%= ENV["X"] %>: [10.0.0.1]',
    `${servers}env:\n  secret:\n    <%= ENV["X"] %>`,
    `${servers}proxy: {host: <%= ENV["X"] %>, ssl: <%= ENV["Y"] %>}`,
    `${servers}proxy: {host: a.example.com, ssl: <%= ENV["X"] %>}`,
    `${servers}primary_role: <%= ENV["X"] %>`,
    // A key behind a condition on its line, where something runs that nobody here understands.
    `<% Dotenv.load %>\n${servers}boot:\n  wait: 5\n  <% if ENV["X"] %>limit: <%= ENV["X"] %><% end %>`,
    `${servers}boot:\n  wait: 5\n  <% hosts.each do |host| %>limit: <%= host %><% end %>`,
    `${servers}env: {clear: {A: <%= ENV.fetch("X", "") %>}}`,
    `${servers}env: {clear: {A: <%= ENV["X"] || "" %>}}`,
    `${servers}retain_containers: <%= ENV.fetch("X", "many") %>`,
    `${servers}<% x = ENV.fetch("X", "many") %>\nretain_containers: <%= x %>`,
    `${servers}<% if ENV.fetch("X", "a") == "a" %>\nlabels: 5\n<% end %>`,
    `${servers}<% ENV.fetch("X", "a").split(",").each do |one| %>\n<%= one %>: 5\n<% end %>`,
    // Told at the key, and a matter of the value all the same.
    `${servers}registry: {username: acme, password: <%= ENV.fetch("X", "") %>}`,
    `${servers}proxy: {ssl: true, host: <%= ENV.fetch("X", "") %>}`,
    `${servers}proxy: {ssl: <%= ENV.fetch("X", "true") %>}`,
    `servers: [10.0.0.1, 10.0.0.2]\nproxy: {ssl: <%= ENV.fetch("X", "true") %>, host: a.example.com}`,
    `${servers}<% if ENV["X"].to_s != "" %>\nenv: {clear: {A: <%= ENV.fetch("X", "") %>}}\n<% end %>`,
  ],
};

const beside = `service: shop
image: acme/shop
registry: {username: acme, password: [PASSWORD]}
builder: {arch: amd64}
`;

function acceptedBy(text: string): boolean | null {
  const keys = [...text.matchAll(/^([a-z]+):/gm)].map(([, key]) => `${key}:`);
  const others = beside.split('\n').filter((line) => !keys.some((key) => line.startsWith(key)));
  return analyzeTexts(new Map([['config/deploy.yml', `${others.join('\n')}\n${text}\n`]])).deployments[0]!.accepted;
}

for (const [said, list] of Object.entries(texts)) {
  for (const text of list) {
    test(`${said}: ${text.replaceAll('\n', '⏎')}`, () => {
      assert.equal(acceptedBy(text), { accepted: true, refused: false, unknown: null }[said]);
    });
  }
}

test('a default that Kamal would refuse is said, but not for certain', () => {
  const text = `${beside}${servers}env:\n  clear:\n    A: <%= ENV.fetch("X", "") %>\n`;
  const { findings } = analyzeTexts(new Map([['config/deploy.yml', text]])).deployments[0]!;
  assert.deepEqual(
    findings.filter(({ rule }) => rule === 'wrong-type').map(({ severity, refused, message }) => [severity, refused, message.slice(0, 70)]),
    [['information', false, 'Where the environment does not say otherwise: `env.clear.A` is empty, ']],
  );
});

test('a registry that only the environment names may need no login', () => {
  const text = `service: shop\nimage: acme/shop\nregistry: {server: <%= ENV["X"] %>}\nbuilder: {arch: amd64}\n${servers}`;
  assert.equal(analyzeTexts(new Map([['config/deploy.yml', text]])).deployments[0]!.accepted, null);
});
