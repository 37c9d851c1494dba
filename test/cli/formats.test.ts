import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Ajv } from 'ajv';
import { files } from '../support/files.ts';
import { checkTool } from '../../server/src/cli/assistant/checkTool.ts';
import { planTool } from '../../server/src/cli/assistant/planTool.ts';
import { diskOf, run, runLoading } from './terminal.ts';

const base = `service: shop
image: acme/shop
registry: {server: "localhost:5555"}
builder: {arch: amd64}
servers: [192.0.2.1]
`;
const misspelt = files(`${base}deploy_timout: 10\n`);
const withStaging = files(`${base}//- /config/deploy.staging.yml\nproxy:\n  hosst: shop.example.com\n`);

test('text shows place, severity, message and rule, the line, carets, and what Kamal prints', () => {
  const { out, status } = run(['check', '.'], misspelt);
  assert.equal(status, 1);
  const [heading, line, carets, kamal, blank, sum, end] = out.split('\n');
  assert.match(heading!, /^config\/deploy\.yml:6:1: error: .*`deploy_timout`.* \[unknown-key\]$/);
  assert.equal(line, '  6 | deploy_timout: 10');
  assert.equal(carets, '    | ^^^^^^^^^^^^^');
  assert.equal(kamal, '  kamal prints: unknown key: deploy_timout');
  assert.deepEqual([blank, sum, end], ['', '1 error in 1 file', '']);
});

test('text says that there is nothing to report, and about which deployments', () => {
  assert.equal(run(['check', '.'], files(base)).out, 'config/deploy.yml: nothing to report\n');
  const both = files(
    `${base}//- /config/deploy.eu.yml\nproxy:\n  host: a.example.com\n//- /config/deploy.us.yml\nproxy:\n  host: b.example.com\n`,
  );
  assert.equal(run(['check', '.'], both).out, 'config/deploy.yml: nothing to report alone and with eu, us\n');
  assert.equal(run(['check', '.', '-d', 'us'], both).out, 'config/deploy.yml: nothing to report with us\n');
});

test('text names the line of a place beside a finding, also in a file in which nothing is found', () => {
  const project = files(`${base}ssh: {user: <%= ENV["SSH_USER"] %>}
//- /.kamal/secrets
# Who logs in

SSH_USER=deploy
`);
  assert.match(run(['check', '.'], project).out, /^  \.kamal\/secrets:3:1: `SSH_USER` is declared here$/m);
});

test('text is coloured only where it may be', () => {
  assert.match(run(['check', '.'], misspelt, true).out, /\u001b\[1;31merror\u001b\[0m/);
  assert.ok(!run(['check', '.'], misspelt).out.includes('\u001b'));
});

test('text lets no control character of a file through', () => {
  const { out } = run(['check', '.'], files(`${base}"a\u001b[2Jb": 1\n`));
  assert.ok(!out.includes('\u001b'), out);
});

test('text shows no secret that a finding is about', () => {
  const project = files(`${base}env: {clear: {API_TOKEN: ghp_abcdefghijklmnopqrstuvwxyz0123456789}, secret: [STRIPE_KEY]}
//- /.kamal/secrets
STRIPE_KEY=sk_live_abcdefghijklmnop
export hunter2hunter2 STRIPE_KEY
`);
  const { out } = run(['check', '.'], project);
  const found = [...out.matchAll(/\[(secret[\w-]+)\]$/gm)].map(([, rule]) => rule);
  assert.deepEqual(found, ['secret-in-clear', 'secret-literal', 'secrets-line-dropped']);
  assert.doesNotMatch(out, /ghp_abc|sk_live|STRIPE_KEY\n/);
  assert.match(out, /API_TOKEN: •{40}\}/);
  assert.match(out, / STRIPE_KEY=•{24}\n/);
});

test('of a long line text shows what stands around the finding', () => {
  const { out } = run(
    ['check', '.'],
    files(`${base}aliases: {${Array.from({ length: 20 }, (_, i) => `shell${i}: app exec, `).join('')}Bad: app exec}\n`),
  );
  const lines = out.split('\n');
  const at = lines.findIndex((line) => line.includes('6 |'));
  const [shown, carets] = [lines[at]!, lines[at + 1]!];
  assert.ok(shown.length < 130, shown);
  assert.ok(shown.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1).startsWith('Bad'), `${shown}\n${carets}`);
});

test('json is raw: the base alone and each destination, with what Kamal resolves where it accepts', () => {
  const { out } = run(['check', '.', '--format', 'json'], withStaging);
  const { deployments } = JSON.parse(out);
  assert.equal(deployments.length, 2);
  const [alone, staging] = deployments;
  assert.deepEqual(
    { ...alone, resolved: alone.resolved.service },
    { file: 'config/deploy.yml', destination: null, accepted: true, findings: [], resolved: 'shop' },
  );
  assert.equal(staging.accepted, false);
  assert.equal(staging.resolved, null);
  const { message, ...finding } = staging.findings[0];
  assert.match(message, /hosst/);
  assert.deepEqual(finding, {
    file: 'config/deploy.staging.yml',
    range: { start: { line: 1, character: 2 }, end: { line: 1, character: 7 } },
    rule: 'unknown-key',
    severity: 'error',
    kamal: 'proxy: unknown key: hosst',
  });
});

test('a destination without a file is refused as Kamal does, in every format', () => {
  for (const project of [withStaging, new Map([['config/deploy.yml', '']])]) {
    const argv = ['check', '.', '-d', 'stagin'];
    const { deployments } = JSON.parse(run([...argv, '--format', 'json'], project).out);
    assert.equal(deployments.length, 1);
    assert.equal(deployments[0].destination, 'stagin');
    assert.equal(deployments[0].accepted, false);
    assert.deepEqual(
      deployments[0].findings.map(({ rule, kamal }: Record<string, string>) => [rule, kamal]),
      [['destination-missing', 'Configuration file not found in deploy.stagin.yml']],
    );
    for (const format of ['text', 'github', 'sarif']) {
      const { out, status } = run([...argv, '--format', format], project);
      assert.equal(status, 1);
      assert.match(out, /There is no config\/deploy\.stagin\.yml/);
    }
  }
});

test('github annotates what is shown', () => {
  const { out } = run(['check', '.', '--format', 'github'], withStaging);
  assert.match(out, /^::error file=config\/deploy\.staging\.yml,line=2,endLine=2,col=3,endColumn=8,title=unknown-key::.*hosst.*\n$/);
});

test('github: what could end a command is escaped', () => {
  const { out } = run(['check', 'a,b:c%', '--format', 'github'], new Map([['a,b:c%/config/deploy.yml', `${base}"100%": 1\n`]]));
  assert.match(out, /^::error file=a%2Cb%3Ac%25\/config\/deploy\.yml,/);
  assert.match(out, /100%25/);
  assert.equal(out.trimEnd().split('\n').length, 1);
});

test('sarif follows its schema', () => {
  // Of draft 4, which Ajv no longer reads, the schema uses only the name of `$id` that later drafts changed.
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(new URL('sarif-2.1.0.schema.json', import.meta.url), 'utf8'));
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
  for (const [project, argv] of [
    [misspelt, ['check', '.']],
    [withStaging, ['check', '.']],
    [withStaging, ['check', '.', '-d', 'nowhere']],
    [new Map([['/a b/config/deploy.yml', 'a: [']]), ['check', '/a b']],
    [files(base), ['check', '.']],
  ] as const) {
    const log = JSON.parse(run([...argv, '--format', 'sarif'], project).out);
    assert.ok(validate(log), JSON.stringify(validate.errors));
  }
  const wrong = { version: '2.1.0', runs: [{ tool: { driver: {} } }] };
  assert.ok(!validate(wrong), 'the schema refuses a driver without a name');
});

test('sarif names rule, level, file and region', () => {
  const log = JSON.parse(
    run(['check', '/a b', '--format', 'sarif'], new Map([['/a b/config/deploy.yml', misspelt.get('config/deploy.yml')!]])).out,
  );
  const [result] = log.runs[0].results;
  assert.equal(result.ruleId, 'unknown-key');
  assert.equal(result.level, 'error');
  const rule = log.runs[0].tool.driver.rules[result.ruleIndex];
  assert.equal(rule.id, 'unknown-key');
  assert.match(rule.helpUri, /\/unknown-key\.md$/);
  assert.deepEqual(result.locations[0].physicalLocation, {
    artifactLocation: { uri: 'file:///a%20b/config/deploy.yml' },
    region: { startLine: 6, startColumn: 1, endLine: 6, endColumn: 14 },
  });
});

const two = files(`${base}deploy_timout: "a<b"\naccessories: {redis: {image: "redis:7", host: 192.0.2.1, port: 6379}}\n`);

test('gitlab names rule, severity and line, and tells findings apart without their lines', () => {
  const issues = JSON.parse(run(['check', '--format', 'gitlab'], two).out);
  assert.deepEqual(
    issues.map(({ description, fingerprint, ...rest }: Record<string, string>) => {
      assert.match(description!, /\S/);
      assert.match(fingerprint!, /^[0-9a-f]{16}$/);
      return rest;
    }),
    [
      { check_name: 'unknown-key', severity: 'critical', location: { path: 'config/deploy.yml', lines: { begin: 6 } } },
      { check_name: 'accessory-port-public', severity: 'major', location: { path: 'config/deploy.yml', lines: { begin: 7 } } },
    ],
  );
  const lower = new Map([['config/deploy.yml', `# one more line\n${two.get('config/deploy.yml')}`]]);
  const prints = (out: string): string[] => JSON.parse(out).map(({ fingerprint }: { fingerprint: string }) => fingerprint);
  assert.deepEqual(prints(run(['check', '--format', 'gitlab'], lower).out), prints(JSON.stringify(issues)));
  assert.equal(new Set(prints(JSON.stringify(issues))).size, 2);
  assert.deepEqual(JSON.parse(run(['check', '--format', 'gitlab'], files(base)).out), []);
});

/** Attributes and texts by what XML makes of them; undefined where a tag is left open. */
function tags(xml: string): string[] | undefined {
  const open: string[] = [];
  const seen: string[] = [];
  for (const [, end, name, attributes, alone] of xml.matchAll(/<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (end) {
      if (open.pop() !== name) return undefined;
      continue;
    }
    seen.push(`${name}${attributes!.replace(/ message="[^"]*"/, '')}`);
    if (!alone) open.push(name!);
  }
  return open.length === 0 ? seen : undefined;
}

test('checkstyle names file, place, severity and rule', () => {
  const { out } = run(['check', '--format', 'checkstyle'], two);
  assert.deepEqual(tags(out), [
    'checkstyle version="4.3"',
    'file name="config/deploy.yml"',
    'error line="6" column="1" severity="error" source="kamal-check.unknown-key"',
    'error line="7" column="64" severity="warning" source="kamal-check.accessory-port-public"',
  ]);
  assert.doesNotMatch(out, /a<b/);
  const clean = run(['check', '--format', 'checkstyle'], files(base)).out;
  assert.deepEqual(tags(clean), ['checkstyle version="4.3"', 'file name="config/deploy.yml"']);
});

test('junit has a suite for each base, and a test that passes where there is nothing to report', () => {
  assert.deepEqual(tags(run(['check', '--format', 'junit'], two).out), [
    'testsuites name="kamal-check" tests="2" failures="2"',
    'testsuite name="config/deploy.yml" tests="2" failures="2"',
    'testcase name="unknown-key (config/deploy.yml:6:1)" classname="config/deploy.yml" file="config/deploy.yml" line="6"',
    'failure type="error"',
    'testcase name="accessory-port-public (config/deploy.yml:7:64)" classname="config/deploy.yml" file="config/deploy.yml" line="7"',
    'failure type="warning"',
  ]);
  assert.deepEqual(tags(run(['check', '--format', 'junit'], files(base)).out), [
    'testsuites name="kamal-check" tests="1" failures="0"',
    'testsuite name="config/deploy.yml" tests="1" failures="0"',
    'testcase name="nothing to report" classname="config/deploy.yml"',
  ]);
});

test('names of files and values with what would end a line, or move a cursor, do no harm in any format', () => {
  const wicked = 'a\n::error::b\u001b[2J\u2028\u202e<x y="z">&\u009b';
  const project = new Map([[`${wicked}/config/deploy.yml`, `${base}"k\u001b\u202e\u2028\\n::error::z": 1\n`]]);
  for (const format of ['text', 'github', 'gitlab', 'junit', 'checkstyle', 'sarif', 'json']) {
    const { out, err, status } = run(['check', wicked, '--format', format], project);
    assert.equal(status, 1);
    assert.equal(err, '');
    for (const line of out.split('\n')) {
      // oxlint-disable-next-line no-control-regex
      assert.doesNotMatch(line, /[\u001b\u009b\u2028\u202e]/, format);
      if (format === 'github') assert.match(line, /^(::(error|warning|notice) file=a[^:]*,line=\d+,.*|)$/);
      else assert.ok(!line.startsWith('::'), format);
    }
  }
});

/** A value in double quotes, at each place that a picture, a command or a plan shows. */
const everywhere = (value: string, host: string): string => `service: ${value}
image: ${value}
registry: {server: ${value}, username: acme, password: [${value}]}
builder: {arch: amd64}
servers:
  web: [${host}]
  ${value}: {hosts: [${value}], cmd: ${value}, options: {publish: ${value}}, volumes: [${value}]}
proxy: {hosts: [${value}], path_prefix: ${value}}
accessories: {${value}: {image: ${value}, host: ${value}, port: ${value}, cmd: ${value}}}
env: {clear: {${value}: ${value}}, secret: [${value}]}
aliases: {${value}: ${value}}
volumes: [${value}]
`;
const wicked = [
  ['words of a log', '"a\\n::error::pwn\\r##[error]pwn"'],
  ['what moves a cursor', '"a\\e]0;t\\a\\x9b31mb"'],
  ['what turns text round, or is not seen', '"a\\u202eb\\u2066c\\u2028d\\u061c\\uFEFF"'],
  ['tags and Markdown', '"``![x](https://evil.example/p.png)</script><img src=x> --> y\\nclick z"'],
] as const;
const shown = [
  ['commands'],
  ['plan', '--from', 'before'],
  ['plan', '--from', 'before', '--format', 'json'],
  ['plan', '--from', 'before', '--format', 'markdown'],
  ['plan', '--from', 'no\u001b[2J\n::error::such'],
  ['show', '--origins'],
  ['show', '-d', 'no\u001b[2J\n::error::such'],
  ['diff', '-', 'staging'],
  ['diff', '-', 'no\u001b[2J\n::error::such'],
  ['graph'],
  ['graph', '--format', 'mermaid'],
  ['check', '--diff', '--unsafe-fixes'],
];
for (const [what, value] of wicked) {
  test(`nor do they in commands, pictures and plans: ${what}`, async () => {
    const project = new Map([
      ['config/deploy.yml', everywhere(value, '192.0.2.1')],
      ['config/deploy.staging.yml', `x-${value.slice(1, -1).replaceAll('\\', '')}: 1\n${value}: &anchor 1\nservers: {web: [${value}]}\n`],
      ['before/config/deploy.yml', everywhere('"a"', '192.0.2.1')],
      ['.kamal/secrets', 'a=$a\n'],
    ]);
    const told = await Promise.all(shown.map(async (argv) => [argv.join(' '), await runLoading(argv, project)] as const));
    const tools = [checkTool, planTool].map((tool) => tool({ disk: diskOf(project), err: () => {} }));
    const answered = tools.map(
      (tool) => [tool.name, { out: tool.call(tool === tools[0] ? {} : { from: 'before' }).text, err: '' }] as const,
    );
    for (const [name, { out, err }] of [...told, ...answered]) {
      for (const line of `${out}${err}`.split('\n')) {
        // oxlint-disable-next-line no-control-regex
        assert.doesNotMatch(line, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u2028-\u202e\u2066-\u2069\ufeff]/, name);
        assert.doesNotMatch(line, /^\s*(::|##\[)/, name);
      }
      if (name === 'graph') assert.doesNotMatch(out, /<(script|img)/, name);
      if (name.endsWith('markdown')) assert.doesNotMatch(out.replace(/`[^`\n]*`/g, ''), /(?<!\\)!\[|<img/, name);
    }
  });
}
