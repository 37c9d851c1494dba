// Rare kinds of input, each with what the real loader of Kamal 2.12.0 did with it (Ruby 3.3, Psych 5.3.1): the smallest text of its kind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { resolved } from '../../server/src/deployment/resolved.ts';
import { analyzeTexts } from '../../server/src/project/analyze.ts';

/** The rest of a configuration that Kamal loads; a section that a case writes itself is left out. */
const rest = {
  service: 'service: shop',
  image: 'image: acme/shop',
  servers: 'servers: [h1]',
  registry: 'registry: {username: u, password: [PASSWORD]}',
  builder: 'builder: {arch: amd64}',
};

function complete(text: string): string {
  const there = (key: string) => new RegExp(`^(?:<%.*?%>)?"?${key}"?:`, 'm').test(text);
  return [text, ...Object.entries(rest).flatMap(([key, line]) => (there(key) ? [] : [line]))].join('\n') + '\n';
}

function judge(text: string) {
  const [alone] = analyzeTexts(new Map([['config/deploy.yml', complete(text)]])).deployments;
  return alone!;
}

const verdicts: Record<'accepts' | 'refuses' | 'unknown', readonly string[]> = {
  accepts: [
    'accessories: {a: {image: x, tags: [db]}}',
    'accessories: {a: {image: x, tags: []}}',
    'servers: {web: [h1]}\naccessories: {a: {image: x, tag: 5}}',
    'servers: {web: [h1]}\naccessories: {a: {image: x, tag: yes}}',
    'servers: {web: [{h1: [5]}]}\naccessories: {a: {image: x, tag: 5}}\nenv: {tags: {"5": {}}}',
    'servers: {web: [h1]}\naccessories: {a: {image: x, tags: [5]}}',
    'output: {otel: {endpoint: ""}}',
    'output: {file: {path: ""}}',
    'builder: {arch: amd64, cache: {type: no}}',
    'accessories: {a: {image: x, roles: [no]}}',
    'labels: {A: -}',
    'env: {A: -}',
    'servers: [-, z]',
    '%TAG !e! tag:example.com,2000:\n---\nservice: !e!x shop',
    'labels: {a: !!str!x y}',
    'image: ""\nregistry: {server: "localhost:5000"}',
    'image: " "\nregistry: {server: "localhost:5000"}',
    'image: no\nregistry: {server: "localhost:5000"}',
    'boot: {limit: <%= 50 %>%}',
    'proxy: {app_port: <%= 3000 %>}',
    '# <%= ENV["X"] %>',
    '<% x = "a" %>\nlabels: {a: <%= x %>}',
    '<% require "json" %>',
    'servers:\n<% if ENV["X"] %>\n  - h1\n<% else %>\n  web: [h1]\n<% end %>',
    '<% if ENV["X"] %>\nproxy: {host: a,\n<% else %>\nproxy: {host: b,\n<% end %>\n app_port: 3000}',
    '# <% if false %>\n# nonsense: [\n# <% end %>',
    '# <% if false %>\nnonsense: [\n# <% end %>',
  ],
  refuses: [
    'accessories: {a: {image: x, tag: db}}',
    'service: no',
    'image: off',
    'registry: {server: no, username: u, password: [P]}',
    'registry: {server: yes, username: u, password: [P]}',
    'hooks_path: yes',
    'hooks_path: :x',
    'output: {otel: {endpoint: 4318}}',
    'output: {otel: {endpoint: yes}}',
    'output: {file: {path: 5}}',
    'output: {file: {path: 12:30}}',
    'service: <%= "shop" -%>\nimage: a/b',
    'service: shop <%# n -%>\nimage: a/b',
    'env: {A: ?a}',
    'servers: [?a]',
    'env: {?a: b, clear: {}}',
    `labels: {${'a'.repeat(1030)}: b}`,
    'labels: {a: b}\n\ufeffvolumes: [a:/b]',
    'labels: {a: "\\ud83d\\ude00"}',
    '%YAML 1.1\n%YAML 1.1\n---\nlabels: {a: b}',
    'x-a: !ruby/object:NoSuch {}',
    'x-a: !ruby/class Nope',
    'x-a: !!str {a: b}',
    'servers: {"": x}',
    '{service: x}: y',
  ],
  unknown: ['labels: {a: !ruby/object:Rational {denominator: 2, numerator: 1}}', 'image: <%= ENV["X"] %>'],
};

for (const [expected, texts] of Object.entries(verdicts)) {
  for (const text of texts) {
    test(`${expected}: ${text.slice(0, 90)}`, () => {
      const { accepted, findings } = judge(text);
      const said = accepted === null ? 'unknown' : accepted ? 'accepts' : 'refuses';
      assert.equal(said, expected, findings.map(({ rule, kamal, message }) => `${rule}: ${kamal ?? message}`).join('\n'));
    });
  }
}

test('what ERB prints counts as written: a number is meant as one', () => {
  for (const text of ['proxy: {app_port: <%= 3000 %>}', 'retain_containers: <%= 1_0 %>'])
    assert.deepEqual(
      judge(text).findings.map(({ rule }) => rule),
      [],
    );
});

test('a condition that hangs on the environment makes no error of its two arms', () => {
  for (const text of [...verdicts.unknown, ...verdicts.accepts])
    assert.deepEqual(
      judge(text).findings.filter(({ refused }) => refused),
      [],
    );
});

const lines: readonly (readonly [text: string, kamal: string])[] = [
  ['service: no', 'Missing required configuration for service'],
  ['image: off', 'Missing required configuration for image'],
  ['servers: {"": x}', 'servers/: should be an array or a hash'],
  ['{service: x}: y', 'unknown key: {"service"=>"x"}'],
];

for (const [text, kamal] of lines) {
  test(`Kamal's own line: ${text}`, () => {
    assert.ok(
      judge(text).findings.some((finding) => finding.kamal === kamal),
      judge(text)
        .findings.map((finding) => finding.kamal)
        .join('\n'),
    );
  });
}

const resolutions: readonly (readonly [text: string, path: string, value: unknown])[] = [
  ['image: ""\nregistry: {server: "localhost:5000"}', 'repository', 'localhost:5000/shop'],
  ['image: " "\nregistry: {server: "localhost:5000"}', 'repository', 'localhost:5000/shop'],
  ['image: no\nregistry: {server: "localhost:5000"}', 'repository', 'localhost:5000/shop'],
  ['accessories: {a: {host: h2, registry: {server: quay.io, username: u, password: p}}}', 'accessories.0.image', 'quay.io'],
  ['servers: [h1, h2, h3, h4]\nboot: {limit: 5_0%}', 'boot.groups.length', 2],
  ['servers: [h1, h2]\nboot: {limit: <%= 50 %>%}', 'boot.groups.length', 2],
  ['accessories: {a: {image: x, hosts: [{h3: t}], proxy: {host: a.test}}}', 'proxyHosts', ['h1', { h3: 't' }]],
  ['accessories: {a: {image: x, tags: [db]}}', 'accessories.0.hosts', [null]],
  ['env: {A: .inf, B: -.inf, C: .nan, D: :x}', 'roles.0.env.clear.h1', { A: 'Infinity', B: '-Infinity', C: 'NaN', D: ':x' }],
];

for (const [text, path, value] of resolutions) {
  test(`resolved: ${text}: ${path}`, () => {
    const whole: unknown = JSON.parse(JSON.stringify(resolved(judge(text).deployment)));
    const found = path.split('.').reduce((at: unknown, key) => (at as Record<string, unknown> | undefined)?.[key], whole);
    assert.deepEqual(found, value, JSON.stringify(whole, null, 1));
  });
}

test('resolved: accessories alone boot no group', () => {
  const text =
    'service: shop\nimage: a/b\nregistry: {username: u, password: [P]}\nbuilder: {arch: amd64}\naccessories: {a: {image: x, host: h2}}\nboot: {limit: 1}\n';
  const [alone] = analyzeTexts(new Map([['config/deploy.yml', text]])).deployments;
  const { boot } = resolved(alone!.deployment) as { boot: { groups: unknown } };
  assert.deepEqual(boot.groups, []);
});
