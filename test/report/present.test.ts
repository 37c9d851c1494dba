import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import type { RuleSetting } from '../../server/src/rules/rule.ts';
import { apply } from '../features/apply.ts';
import { file, filesIn, roundOf, uriOf } from '../features/project.ts';

/** What is shown, file by file: severity, rule, line from 1, and how the message ends where it names destinations. */
function shownIn(text: string, settings?: ReadonlyMap<string, RuleSetting>): string[] {
  const { shown } = roundOf(filesIn(text), settings);
  return [...shown].flatMap(([path, list]) =>
    list.map(({ finding, severity, source, span, message }) => {
      const names = /\(destinations? [^)]*\)$/.exec(message)?.[0] ?? '';
      return `${path}:${source.position(span.from).line + 1} ${severity} ${finding.rule}${names && ` ${names}`}`;
    }),
  );
}

const head = `service: shop
image: shop/app
registry: {server: "localhost:5000"}
builder: {arch: amd64}
`;
const complete = `${head}servers: [192.0.2.10]\n`;

suite('view', () => {
  test('what is wrong in the base and in every destination is shown once, without a name', () => {
    const text = `//- ${file}\n${complete}nonsense: 1\n//- config/deploy.a.yml\nproxy: {host: a.example}\n//- config/deploy.b.yml\nproxy: {host: b.example}\n`;
    assert.deepEqual(shownIn(text), [`${file}:6 error unknown-key`]);
  });

  test('what is wrong only with some destinations names them', () => {
    const role = 'accessories:\n  logs:\n    image: x:1\n    role: job\n';
    const text = `//- ${file}\n${head}servers:\n  web: [192.0.2.10]\n${role}//- config/deploy.a.yml\nservers:\n  job: {hosts: [192.0.2.11], cmd: run}\n//- config/deploy.b.yml\nproxy: {host: b.example}\n//- config/deploy.c.yml\nproxy: {host: c.example}\n`;
    assert.deepEqual(shownIn(text), [`${file}:10 error accessory-role (destinations b, c)`]);
  });

  test("a destination's own mistakes stand in its file and need no name", () => {
    const text = `//- ${file}\n${complete}//- config/deploy.a.yml\nimage: shop/a\nnonsense: 1\n//- config/deploy.b.yml\nproxy: {host: b.example}\n`;
    assert.deepEqual(shownIn(text), ['config/deploy.a.yml:2 error unknown-key']);
  });

  for (const [what, printed] of [
    ['keys', '<%= ERB.new(File.read("config/shared.yml.erb")).result %>\n'],
    ['keys beside others', '<%= shared %>\nretain_containers: 2\n'],
    ['what is below a key', 'servers:\n  <%= servers %>\nproxy:\n  <%= proxy %>\n'],
  ] as const)
    test(`${what} that Ruby prints into a destination may be what the base lacks`, () => {
      const base = `${head}require_destination: true\nservers:\n  web:\n    options: {memory: 1g}\nproxy:\n  ssl: true\n`;
      const told = shownIn(`//- ${file}\n${base}//- config/deploy.a.yml\n${printed}`);
      assert.deepEqual(told, []);
      assert.ok(shownIn(`//- ${file}\n${base}//- config/deploy.a.yml\nretain_containers: 2\n`).length > 0);
    });

  test('an incomplete base that every destination completes gets one information', () => {
    const text = `//- ${file}\nservice: shop\nbuilder: {arch: amd64}\n//- config/deploy.a.yml\nimage: shop/app\nregistry: {server: "localhost:5000"}\nservers: [192.0.2.10]\n`;
    const { shown, texts } = roundOf(filesIn(text));
    const list = shown.get(file) ?? [];
    assert.deepEqual(
      list.map(({ severity }) => severity),
      ['information'],
    );
    assert.match(list[0]!.message, /^`kamal` without `-d` would refuse this: /);
    const edits = list[0]!.finding.fixes[0]!.edits(texts)!;
    const repaired = apply(filesIn(text).get(file)!, edits.get(file)!);
    assert.equal(repaired, 'service: shop\nrequire_destination: true\nbuilder: {arch: amd64}\n');
    assert.deepEqual(shownIn(text.replace('service: shop\n', 'service: shop\nrequire_destination: true\n')), []);
  });

  test('a destination that is complete by itself is judged as `-d` will see it, and is a witness against the base', () => {
    const own = (base: string, rest: string, more = ''): string =>
      `//- ${file}\n${base}//- config/deploy.worker.yml\n${complete}${rest}${more}`;
    const merged = `${complete}proxy:\n  host: shop.example\n`;
    const hosts = 'proxy:\n  hosts: [a.example]\n';
    const refused = [`${file}:7 error host-and-hosts (destination worker)`];
    assert.deepEqual(shownIn(own(merged, hosts)), refused);
    assert.deepEqual(shownIn(own(merged, 'proxy: {host: a.example}\nnonsense: 1\n')), ['config/deploy.worker.yml:7 error unknown-key']);
    assert.deepEqual(shownIn(own(merged.replace('  host:', '  hots:'), '')), [`${file}:7 error unknown-key`]);
    assert.deepEqual(shownIn(own('require_destination: true\n', '')), [], 'a base that only asks for a destination');
    assert.deepEqual(shownIn(own('service: shop\n', '')), [`${file}:1 information missing-key`], 'a base that it completes');
    assert.deepEqual(shownIn(own(merged, hosts, '//- README.md\nRun `bin/kamal deploy -d worker`.\n')), refused);
  });

  test('it is a configuration of its own where the repository hands it to `-c`', () => {
    const base = `//- ${file}\n${complete}proxy:\n  host: shop.example\n//- config/deploy.worker.yml\n${complete}proxy:\n  hosts: [a.example]\n`;
    const says = [
      '.kamal/lint.yml\nconfig_files: [config/deploy.worker.yml]',
      '.kamal/lint.yml\nconfig_files: ./config/deploy.worker.yml',
      'bin/deploy\n#!/bin/sh\nexec kamal deploy -c config/deploy.worker.yml "$@"',
      'Makefile\nworker:\n\tkamal deploy --config-file=./config/deploy.worker.yml',
      'Makefile\ndeploy-%:\n\tkamal deploy -c config/deploy.$*.yml',
      'Rakefile\nsh "kamal", "deploy", "--config-file", "config/deploy.worker.yml"',
      'package.json\n{"scripts": {"worker": "kamal deploy --config_file config/deploy.worker.yml"}}',
      '.github/workflows/worker.yml\njobs: {a: {steps: [{run: "kamal deploy -c config/deploy.${{ inputs.app }}.yml"}]}}',
      "README.md\nThe worker: `kamal deploy -c 'config/deploy.worker.yml'`",
      '.circleci/config.yml\njobs: {a: {steps: [{run: "kamal deploy -c config/deploy.worker.yml"}]}}',
      'bitbucket-pipelines.yml\npipelines: {default: [{step: {script: ["kamal deploy -c config/deploy.worker.yml"]}}]}',
      'deploy.sh\nbundle exec kamal deploy -c config/deploy.worker.yml',
      'config/deploy.staging.yml\nservers: [192.0.2.9]\naliases:\n  logs: app logs -c config/deploy.worker.yml',
    ];
    for (const one of says) assert.deepEqual(shownIn(`${base}//- ${one}\n`), [], one);
    const saysNot = [
      'bin/deploy\nkamal deploy -c config/deploy.other.yml',
      'bin/deploy\ncp -c config/deploy.worker.yml.erb x',
      'bin/deploy\ncat config/deploy.worker.yml',
      'src/worker.js\nkamal deploy -c config/deploy.worker.yml',
      '.kamal/lint.yml\nconfig_files: [config/deploy.other.yml]',
    ];
    for (const one of saysNot) assert.equal(shownIn(`${base}//- ${one}\n`).length, 1, one);
  });

  test('its own destinations are none of the base', () => {
    const worker = `${complete.replace('service: shop', 'service: worker')}proxy:\n  path_prefixes: [/ping]\n`;
    const base = `//- ${file}\n${complete}proxy:\n  host: shop.example\n//- config/deploy.eu.yml\nproxy:\n  host: eu.example\n`;
    const own = 'proxy:\n  hosts: [eu.example]\n';
    const said = `${base}//- config/deploy.worker.yml\n${worker}aliases: {logs: app logs -c config/deploy.worker.yml}\n`;
    assert.deepEqual(shownIn(`${said}//- config/deploy.worker.eu.yml\n${own}`), []);
    const required = `${base}//- config/deploy.worker.yml\n${worker}require_destination: true\n`;
    assert.deepEqual(shownIn(`${required}//- config/deploy.worker.eu.yml\n${own}`), []);
    assert.deepEqual(shownIn(`${required}//- config/deploy.workers.eu.yml\n${own}`).length > 0, true, 'no destination of the worker');
    assert.deepEqual(shownIn(`${base}//- config/deploy.eu.west.yml\n${own}`).length > 0, true, '`-d eu` and `-d eu.west`');
  });

  test('a fix says in lint.yml that it is one', () => {
    const base = (more: string): string =>
      `//- ${file}\n${complete}proxy:\n  host: shop.example\n//- config/deploy.worker.yml\n${complete}proxy:\n  hosts: [a.example]\n${more}`;
    const after = (more: string): string | undefined => {
      const texts = filesIn(base(more));
      const { shown, texts: sources } = roundOf(texts);
      const fix = shown.get(file)![0]!.finding.fixes.find(({ title }) => title.includes('lint.yml'))!;
      const edits = fix.edits(sources)!;
      const lint = apply(texts.get('.kamal/lint.yml') ?? '', edits.get('.kamal/lint.yml')!);
      assert.deepEqual([...roundOf(new Map([...texts, ['.kamal/lint.yml', lint]])).shown], [], 'it removes its finding');
      return lint;
    };
    assert.equal(after(''), 'config_files:\n  - config/deploy.worker.yml\n');
    const rules = '//- .kamal/lint.yml\nrules:\n  unknown-key: error\n';
    assert.equal(after(rules), 'rules:\n  unknown-key: error\nconfig_files:\n  - config/deploy.worker.yml\n');
    const more = '//- .kamal/lint.yml\nconfig_files:\n  - config/deploy-api.yml\n';
    assert.equal(after(more), 'config_files:\n  - config/deploy-api.yml\n  - config/deploy.worker.yml\n');
  });

  test('a base that Kamal deploys without `-d` keeps its warnings, whatever a destination overrides', () => {
    const base = `//- ${file}\n${complete}proxy: {healthcheck: {interval: 0}}\nminimum_version: 2.10\n`;
    const alone = [`${file}:6 warning healthcheck-interval-zero`, `${file}:7 warning minimum-version-float`];
    const staging = '//- config/deploy.staging.yml\nproxy: {healthcheck: {interval: 1}}\nminimum_version: "2.10"\n';
    assert.deepEqual(shownIn(base), alone);
    assert.deepEqual(shownIn(base + staging), alone);
    const { shown } = roundOf(filesIn(base + staging));
    assert.deepEqual(
      shown.get(file)!.map(({ message }) => message.endsWith(' (without `-d`)')),
      [true, true],
    );
    const required = base.replace('service:', 'require_destination: true\nservice:') + staging;
    assert.deepEqual(shownIn(required), [], 'nobody deploys it so');
    assert.deepEqual(shownIn(base.replace('builder: {arch: amd64}\n', '') + `${staging}builder: {arch: amd64}\n`), [
      `${file}:1 information missing-key`,
    ]);
    assert.deepEqual(shownIn(base.replace('shop/app', '<%= ENV["IMAGE"] %>') + staging), alone, 'nor is it refused for what ERB hides');
  });

  test('advice about a base alone is left out beside a destination called production', () => {
    const base = (destination: string): string =>
      `//- ${file}\n${complete}env: {clear: {A: ""}}\nminimum_version: 2.10\n//- config/deploy.${destination}.yml\nenv: {clear: {A: b}}\nminimum_version: "2.10"\n`;
    assert.deepEqual(shownIn(base('staging')), [`${file}:6 information env-clear-dollar`, `${file}:7 warning minimum-version-float`]);
    assert.deepEqual(shownIn(base('production')), [`${file}:7 warning minimum-version-float`]);
  });

  test('a file without one of the root keys of Kamal is no destination', () => {
    const base = `//- ${file}\n${complete}`;
    for (const data of ['hosts: [a]\nregions: {eu: 1}\n', 'shared: &x\n  a: 1\n', '1: 2\n'])
      assert.deepEqual(shownIn(`${base}//- config/deploy.shared.yml\n${data}`), [], data);
    for (const [destination, rule] of [
      ['prxy: {host: a.example}\n', 'unknown-key'],
      ['traefik: {args: {}}\n', 'unknown-key'],
      ['regions: {eu: 1}\nproxy: {host: a.example}\n', 'unknown-key'],
      ['', 'yaml-syntax'],
      ['- a\n', 'yaml-syntax'],
    ])
      assert.deepEqual(
        shownIn(`${base}//- config/deploy.staging.yml\n${destination}`),
        [`config/deploy.staging.yml:1 error ${rule}`],
        destination,
      );
    assert.deepEqual(shownIn(`${base}//- config/deploy.staging.yml\nx-only: 1\n`), []);
  });

  test('rules are set by severity, or turned off', () => {
    const text = `${complete}nonsense: 1\n`;
    assert.deepEqual(shownIn(text, new Map([['unknown-key', 'warning']])), [`${file}:6 warning unknown-key`]);
    assert.deepEqual(shownIn(text, new Map([['unknown-key', 'off']])), []);
  });
});

suite('diagnostics', () => {
  test('carry the range, the rule and its page, the terminal line and the other place', () => {
    const text = `${head}servers:\n  web: [192.0.2.10]\n  api:\n    hosts: [192.0.2.11]\n    proxy:\n      host: shop.example\n      ssl: true\nproxy:\n  host: shop.example\n  ssl: true\n`;
    const { analysis, shown } = roundOf(new Map([[file, text]]));
    const [one, ...more] = diagnostics(analysis, shown.get(file) ?? [], uriOf);
    assert.deepEqual(more, []);
    assert.equal(one?.code, 'duplicate-proxy-host');
    assert.equal(one.source, 'kamal');
    assert.equal(one.severity, 1);
    assert.equal(one.codeDescription?.href, 'https://github.com/kamal-tools/vscode-kamal/blob/main/docs/rules/duplicate-proxy-host.md');
    assert.deepEqual(one.data, { kamal: "Different roles can't share the same host for SSL: shop.example", fixable: true });
    assert.deepEqual(
      one.relatedInformation?.map(({ location }) => location.uri),
      [uriOf(file)],
    );
  });

  test('lead to another place also in a file in which nothing is found', () => {
    const secrets = '.kamal/secrets';
    const texts = new Map([
      [file, `${complete}ssh: {user: <%= ENV["SSH_USER"] %>}\n`],
      [secrets, '# Who logs in\nSSH_USER=deploy\n'],
    ]);
    const { analysis, shown } = roundOf(texts);
    const [one] = diagnostics(analysis, shown.get(file) ?? [], uriOf);
    assert.equal(one?.code, 'erb-env-of-secret');
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 8 } };
    assert.deepEqual(
      one.relatedInformation?.map(({ location }) => location),
      [{ uri: uriOf(secrets), range }],
    );
  });
});
