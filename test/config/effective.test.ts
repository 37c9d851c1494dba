// The configuration as Kamal sees it, line by line, and where each line comes from. That it reads back as the same deployment: test/kamal.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { effective, type EffectiveLine } from '../../server/src/config/effective.ts';
import { configIn } from './print.ts';

const text = (literal: string): string =>
  effective(configIn(literal))
    .map((line) => `${line.text}${line.note ? ` # ${line.note}` : ''}\n`)
    .join('');

it('base and destination are merged, aliases followed, extensions left out', () => {
  const project = `x-common: &common
  memory: 1g
  cpus: 2
service: shop
servers:
  web:
    - 192.0.2.1
    - 192.0.2.2: [eu, fast]
  job:
    hosts: [192.0.2.3]
    options: *common
proxy:
  host: shop.example.com
  healthcheck: {path: /up}
env:
  clear:
    <<: {A: 1}
    B: two
volumes: []
//- /config/deploy.staging.yml
servers:
  job:
    options: {cpus: 1}
proxy: {host: staging.example.com}
volumes: ["/data:/data"]
labels: {}
`;
  assert.equal(
    text(project),
    `service: shop
servers:
  web:
    - 192.0.2.1
    - 192.0.2.2:
        - eu
        - fast
  job:
    hosts:
      - 192.0.2.3
    options:
      memory: 1g
      cpus: 1
proxy:
  host: staging.example.com
  healthcheck:
    path: /up
env:
  clear:
    A: 1
    B: two
volumes:
  - /data:/data
labels: {}
`,
  );
});

const values: readonly [title: string, written: string, shown: string][] = [
  ['text', 'a b', 'a b'],
  ['text that would be something else without quotes', '"yes"', "'yes'"],
  ['text that looks like a number', "'012'", "'012'"],
  ['text with a colon', '"a: b"', "'a: b'"],
  ['text with a comment in it', "'a #b'", "'a #b'"],
  ['text with quotes', `"it's"`, `it's`],
  ['empty text', '""', "''"],
  ['blanks at the ends', '" a "', "' a '"],
  ['letters', 'Größe', 'Größe'],
  ['an emoji', '🚀', "'🚀'"],
  ['control characters', String.raw`"a\tb\x7f"`, String.raw`"a\tb\u007f"`],
  ['several lines', '|\n  a\n  b', String.raw`"a\nb\n"`],
  ['ERB that is none', "'<%% x %>'", "'<%% x %>'"],
  ['a boolean', 'off', 'false'],
  ['null', '~', 'null'],
  ['an octal number', '012', '10'],
  ['a time that is a number', '1:30', '5400'],
  ['a float', '1.10', '1.1'],
  ['no number', '.nan', '.nan'],
  ['a symbol', ':quiet', ':quiet'],
  ['a symbol with quotes', ':"a b"', '!ruby/symbol "a b"'],
  ['a date', '2024-01-01', '2024-01-01'],
  ['a tag that makes text', '!!str 1', "'1'"],
  ['a tag that Psych does not know', '!env yes', 'true'],
  ['another object', '!ruby/regexp /a/', '!ruby/regexp /a/'],
];
for (const [title, written, shown] of values) {
  it(`a value: ${title}`, () => assert.equal(text(`service: ${written}\n`), `service: ${shown}\n`));
  it(`the same read again: ${title}`, () => assert.equal(text(`service: ${shown}\n`), `service: ${shown}\n`));
}

it('keys of any class', () => {
  const all = 'env:\n  5: a\n  true: b\n  \'yes\': c\n  :s: d\n  null: e\n  a b: f\n  ? ["x"]\n  : g\n';
  assert.equal(text('env:\n  5: a\n  yes: b\n  "yes": c\n  :s: d\n  ~: e\n  "a b": f\n  ? [x]\n  : g\n'), all);
  assert.equal(text(all), all);
  assert.equal(text(':service: shop\n'), 'service: shop\n');
});

it('what hangs on ERB stands as it is written', () => {
  assert.equal(
    text(
      'service: <%= a %>\nimage: "x/<%= b %>"\n<% if c %>\nlabels: {a: b}\n<% end %>\nvolumes:\n<% d.each do |v| %>\n  - <%= v %>\n<% end %>\n',
    ),
    `service: <%= a %> # ERB decides the value
image: "x/<%= b %>" # ERB decides the value
labels: # ERB decides whether this stands here
  a: b
volumes: # ERB decides whether this stands here
  - <%= v %> # ERB decides the value
`,
  );
});

it('what contains itself has an anchor, and what aliases would make endless, too', () => {
  assert.equal(text('labels: &a {b: *a}\n'), 'labels: &a1\n  b: *a1\n');
  const bomb = [
    'a0: &a0 [x, x, x, x, x, x, x, x, x, x]',
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `a${n}: &a${n} [${Array.from({ length: 10 }, () => `*a${n - 1}`).join(', ')}]`),
  ];
  assert.ok(effective(configIn(`${bomb.join('\n')}\n`)).length < 500);
});

it('each line says where it is written', () => {
  const project = `service: shop
proxy:
  host: a.example.com
  ssl: true
servers: [a]
//- /config/deploy.staging.yml
proxy: {host: b.example.com}
`;
  const words = ({ text: line, at }: EffectiveLine): string =>
    `${line} <- ${at.map(({ chunk, from, to }) => `${chunk.file}: ${chunk.text.slice(from, to)}`).join(' + ')}`;
  assert.deepEqual(effective(configIn(project)).map(words), [
    'service: shop <- config/deploy.yml: shop',
    'proxy: <- config/deploy.yml: proxy + config/deploy.staging.yml: proxy',
    '  host: b.example.com <- config/deploy.staging.yml: b.example.com',
    '  ssl: true <- config/deploy.yml: true',
    'servers: <- config/deploy.yml: servers',
    '  - a <- config/deploy.yml: a',
  ]);
});

it('nothing is a map without keys', () => assert.equal(text('{}\n'), '{}\n'));
