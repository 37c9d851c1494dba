// Where which names stand: each text, and all that is found in it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { matchesPattern, namesInCommand } from '../../server/src/references/command.ts';
import { allMentions, mentionAt, mentionsOfSame, namesOf } from '../../server/src/references/names.ts';
import { mentionsIn } from '../../server/src/references/mentions.ts';
import { read } from '../../server/src/source/read.ts';
import { atCursor } from '../features/cursor.ts';
import { listed, namedFiles } from './project.ts';

const cases: Record<string, { text: string; found: string }> = {
  'options without a value, before a name': {
    text: `
aliases: {${'v -verbose q -quiet p -primary H -skip-hooks i -interactive -reuse -raw y -confirmed T -skip-timestamps -detach -rolling -stop -skip-push P'
      .split(' ')
      .map((option, index) => `\n  a${index}: accessory -${option} logs db`)
      .join(',')}}
`,
    found: Array.from(
      { length: 21 },
      (_, index) => `\ndeploy.yml:${index + 3} alias a${index} given\ndeploy.yml:${index + 3} accessory db`,
    ).join(''),
  },
  'beside ERB: in one line, in quotes, without escapes': {
    text: `
aliases:
  plain: app logs -r web <%= options %>
  quoted: "app logs -r job,<%= role %> -h h1"
  part: app logs -r w<%= eb %>
  escaped: "app logs\\t-r web <%= options %>"
  several: >-
    app logs -r web
    <%= options %>
`,
    found: `
deploy.yml:3 alias plain given
deploy.yml:3 role web unsure
deploy.yml:4 alias quoted given
deploy.yml:4 role job unsure
deploy.yml:4 host h1 unsure
deploy.yml:5 alias part given
deploy.yml:6 alias escaped given
deploy.yml:7 alias several given`,
  },
  'a server in a block that says its indentation': {
    text: `
servers:
  - |-1
   192.0.2.1
`,
    found: `
deploy.yml:2 role web given at servers implied
deploy.yml:4 host 192.0.2.1 given`,
  },
  'roles, their servers and tags': {
    text: `
servers:
  web:
    - 192.0.2.1: [eu, us]
    - "192.0.2.2"
  job:
    hosts:
      - 192.0.2.3: eu
primary_role: 'web'
env:
  tags:
    eu: {A: 1}
`,
    found: `
deploy.yml:3 role web given
deploy.yml:4 host 192.0.2.1 given
deploy.yml:4 tag eu
deploy.yml:4 tag us
deploy.yml:5 host 192.0.2.2 given
deploy.yml:6 role job given
deploy.yml:8 host 192.0.2.3 given
deploy.yml:8 tag eu
deploy.yml:9 role web
deploy.yml:12 tag eu given`,
  },
  'a list of servers is the role web': {
    text: 'servers: [192.0.2.1]\n',
    found: `
deploy.yml:1 role web given at servers implied
deploy.yml:1 host 192.0.2.1 given`,
  },
  'what accessories name': {
    text: `
accessories:
  db: {host: 192.0.2.1, env: {secret: [PASSWORD]}}
  cache: {roles: [web, job]}
  search: {tag: eu}
  proxy: {role: web, proxy: {hosts: [a.example, b.example]}, registry: {password: [TOKEN]}}
`,
    found: `
deploy.yml:3 accessory db given
deploy.yml:3 host 192.0.2.1 given
deploy.yml:3 secret PASSWORD
deploy.yml:4 accessory cache given
deploy.yml:4 role web
deploy.yml:4 role job
deploy.yml:5 accessory search given
deploy.yml:5 tag eu
deploy.yml:6 accessory proxy given
deploy.yml:6 role web
deploy.yml:6 proxyHost a.example given
deploy.yml:6 proxyHost b.example given
deploy.yml:6 secret TOKEN`,
  },
  'secrets wherever Kamal looks one up': {
    text: `
env:
  secret: [A, "B:C"]
  tags: {eu: {secret: [D]}}
servers:
  web: {env: {secret: [E]}, proxy: {ssl: {certificate_pem: F, private_key_pem: G}}}
registry: {username: [H], password: [I]}
builder: {secrets: [J]}
ssh: {key_data: [MY_KEY, ssh-ed25519 AAAA]}
x-unused: {secret: [K]}
`,
    found: `
deploy.yml:3 secret A
deploy.yml:3 secret C
deploy.yml:4 tag eu given
deploy.yml:4 secret D
deploy.yml:6 role web given
deploy.yml:6 secret E
deploy.yml:6 secret F
deploy.yml:6 secret G
deploy.yml:7 secret H
deploy.yml:7 secret I
deploy.yml:8 secret J
deploy.yml:9 secret MY_KEY`,
  },
  'commands that aliases stand for': {
    text: `
aliases:
  console: app exec -i -r web,job "bin/rails console"
  logs: "app logs --roles=web --hosts '192.0.2.1' -f"
  all: app logs -r 'jo*' -d staging
  psql: accessory exec db psql -h=192.0.2.2
  again: console -d production
`,
    found: `
deploy.yml:3 alias console given
deploy.yml:3 role web
deploy.yml:3 role job
deploy.yml:4 alias logs given
deploy.yml:4 role web
deploy.yml:4 host 192.0.2.1
deploy.yml:5 alias all given
deploy.yml:5 role jo* pattern
deploy.yml:5 destination staging
deploy.yml:6 alias psql given
deploy.yml:6 host 192.0.2.2
deploy.yml:6 accessory db
deploy.yml:7 alias again given
deploy.yml:7 destination production
deploy.yml:7 alias console`,
  },
  'a comma list of hosts, in quotes and with spaces': {
    text: `proxy:\n  host: "a.example, b.example"\n`,
    found: `
deploy.yml:2 proxyHost a.example given
deploy.yml:2 proxyHost b.example given`,
  },
  'what stands behind an alias of YAML, once': {
    text: `
x-env: &env # not &env here
  secret: [A]
env: *env
servers:
  web: {hosts: &hosts [192.0.2.1], env: {<<: *env}}
  job: {hosts: *hosts}
`,
    found: `
deploy.yml:3 secret A
deploy.yml:6 role web given
deploy.yml:6 host 192.0.2.1 given
deploy.yml:7 role job given
deploy.yml:2 anchor env given
deploy.yml:4 anchor env
deploy.yml:6 anchor hosts given
deploy.yml:6 anchor env
deploy.yml:7 anchor hosts`,
  },
  'an anchor with which the file begins, and one like it': {
    text: '&name service: shop\nimage: *name\nx-all: &nam [*name, *nam]\n',
    found: `
deploy.yml:1 anchor name given
deploy.yml:2 anchor name
deploy.yml:3 anchor nam given
deploy.yml:3 anchor name
deploy.yml:3 anchor nam`,
  },
  'anchors beside comments that look like them': {
    text: `x-all: &all # &all
#&all
  #
  one: &one 1
  two: *one
`,
    found: `
deploy.yml:1 anchor all given
deploy.yml:4 anchor one given
deploy.yml:5 anchor one`,
  },
  'both of two equal keys': {
    text: 'servers:\n  web: [a]\n  web: [b]\n',
    found: `
deploy.yml:3 role web given
deploy.yml:3 host b given
deploy.yml:2 role web given
deploy.yml:2 host a given`,
  },
  'what ERB decides is not sure': {
    text: `
servers:
<% if x %>
  web: [192.0.2.1]
<% end %>
  job: [<%= host %>, <%= ENV.fetch("JOB_HOST", "192.0.2.2") %>]
`,
    found: `
deploy.yml:4 role web given unsure
deploy.yml:4 host 192.0.2.1 given unsure
deploy.yml:6 role job given
deploy.yml:6 host 192.0.2.2 given unsure at <%= ENV.fetch("JOB_HOST", "192.0.2.2") %>`,
  },
  'names beside ERB are not sure either': {
    text: `
proxy: {host: "<%= x %>,shop.example,<%= y %>.example"}
aliases:
  logs: app logs -r web,<%= role %> --hosts <%= host %>
  other: <%= command %>
  sh: <%= kamal %> app exec -r web
`,
    found: `
deploy.yml:2 proxyHost shop.example given unsure
deploy.yml:4 alias logs given
deploy.yml:4 role web unsure
deploy.yml:5 alias other given
deploy.yml:6 alias sh given
deploy.yml:6 role web unsure`,
  },
  'broken text has no names beside ERB': {
    text: `
aliases:
  pad: server exec "${'x'.repeat(400)}"
  logs: "app logs -r <%= role %>,web -h 192.0.2.1
`,
    found: `
deploy.yml:3 alias pad given
deploy.yml:4 alias logs given`,
  },
  'a primary role that is switched off is the usual one': {
    text: `//- config/deploy.yml
primary_role: false
servers: {web: [a]}
//- config/deploy.staging.yml
primary_role:
`,
    found: `
deploy.yml:2 role web given
deploy.yml:2 host a given`,
  },
  'names of no text are none': {
    text: 'servers:\n  5: [192.0.2.1]\n  web: [10, 192.0.2.2]\naccessories: {db: {role: 5}}\nprimary_role: !ruby/object:Complex {real: 1, image: 2}\n',
    found: `
deploy.yml:2 host 192.0.2.1 given
deploy.yml:3 role web given
deploy.yml:3 host 192.0.2.2 given
deploy.yml:4 accessory db given`,
  },
  'destinations and secrets files': {
    text: `//- config/deploy.yml
env: {secret: [A]}
//- config/deploy.staging.yml
servers:
  web: [192.0.2.1]
//- .kamal/secrets-common
A=$A
export B="$A:\${A} $C \\$A"
C='$A'
//- .kamal/secrets.staging
B=$(kamal secrets extract B $A)
`,
    found: `
deploy.yml:1 secret A
deploy.staging.yml:2 role web given
deploy.staging.yml:2 host 192.0.2.1 given
secrets-common:1 secret A given
secrets-common:2 secret B given
secrets-common:2 secret A
secrets-common:2 secret A
secrets-common:3 secret C given
secrets.staging:1 secret B given`,
  },
};

suite('names', () => {
  for (const [name, { text, found }] of Object.entries(cases)) {
    test(name, () => {
      const files = namedFiles(text.replace(/^\n/, ''));
      const expected = found.replace(/^\n/, '').split('\n');
      // A text that begins with an empty line is written with the line numbers that a person counts.
      const shifted = text.startsWith('\n') ? expected.map((line) => line.replace(/:(\d+)/, (_, n) => `:${Number(n) - 1}`)) : expected;
      assert.deepEqual(listed(files, allMentions(files)), shifted);
    });
  }

  test('all that means the same, patterns too', () => {
    const same = (marked: string): string[] => {
      const { texts, file, position } = atCursor(marked);
      const files = namedFiles([...texts].map(([path, text]) => `//- ${path}\n${text}`).join(''));
      const source = [...files.sources, ...files.secrets.map((secrets) => secrets.source)].find((one) => one.file === file)!;
      const mention = mentionAt(files, file, source.offsetAt(position));
      return mention ? listed(files, mentionsOfSame(files, mention)) : [];
    };
    assert.deepEqual(same(`servers:\n  jo|b: [a]\n  web: [b]\naliases:\n  x: app logs -r j*,web\n`), [
      'deploy.yml:2 role job given',
      'deploy.yml:5 role j* pattern',
    ]);
    assert.deepEqual(same('x-a: &a 1\nx-b: *a\nx-c: &|a 2\nx-d: *a\n'), ['deploy.yml:3 anchor a given', 'deploy.yml:4 anchor a']);
    assert.deepEqual(same('//- config/deploy.yml\nenv: {secret: [A, X:B]}\n//- .kamal/secrets\nA=1\nB|=$A\n'), [
      'deploy.yml:1 secret B',
      'secrets:2 secret B given',
    ]);
  });

  test('the names of a kind, with where they are given', () => {
    const files = namedFiles(
      '//- config/deploy.yml\nservers: {web: [a], job: [b]}\n//- config/deploy.x.yml\nservers: {web: [c], app: [a]}\n',
    );
    assert.deepEqual(
      namesOf(files, 'role').map(({ name, definitions }) => [name, ...listed(files, definitions)]),
      [
        ['web', 'deploy.yml:1 role web given', 'deploy.x.yml:1 role web given'],
        ['job', 'deploy.yml:1 role job given'],
        ['app', 'deploy.x.yml:1 role app given'],
      ],
    );
  });

  test('sections that did not change keep their mentions', () => {
    const text = (host: string): string => `service: shop\nservers:\n  web: [${host}]\naccessories:\n  db: {host: a}\n`;
    const before = read('config/deploy.yml', text('b'));
    const after = read('config/deploy.yml', text('c'), before);
    const accessory = (source: typeof before) => mentionsIn(source).find(({ kind }) => kind === 'accessory');
    assert.ok(accessory(before));
    assert.equal(accessory(after), accessory(before));
  });

  test('command lines', () => {
    const names = (line: string): string =>
      namesInCommand(line)
        .map(({ kind, word }) => `${kind} ${word.text}`)
        .join(', ');
    assert.equal(names('app exec -p -r "web, job" -- ls -r other'), 'role web, role job');
    assert.equal(names('app exec "psql -h localhost"'), '');
    assert.equal(names('app logs -r -f'), '');
    assert.equal(names('accessory reboot all'), '');
    assert.equal(names('accessory help logs'), '');
    assert.equal(names('acc logs db -n 5 --hosts=a,b'), 'host a, host b, accessory db');
    assert.equal(names('app logs --grep -r -d x'), 'destination x');
    assert.equal(names(''), '');
    assert.equal(names('app exec "unclosed -r web'), '');
  });

  test('patterns', () => {
    for (const [pattern, name, matches] of [
      ['jo*', 'job', true],
      ['*', 'web', true],
      ['*', '.web', false],
      ['w?b', 'web', true],
      ['[ab]*', 'bee', true],
      ['[!ab]*', 'bee', false],
      ['10.0.0.*', '10.0.0.1', true],
      ['10.0.0.*', '10x0.0.1', false],
      ['web', 'web2', false],
      ['[', '[', true],
    ] as const)
      assert.equal(matchesPattern(pattern, name), matches, `${pattern} ${name}`);
  });
});
