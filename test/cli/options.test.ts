import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { rules } from '../../server/src/rules/index.ts';
import { files } from '../support/files.ts';
import { run, type Content } from './terminal.ts';

const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';
const misspelt = good.replace('image:', 'imagee:');
/** A warning and nothing worse. */
const warned = `${good}accessories:\n  redis:\n    image: redis:7\n    host: 192.0.2.1\n    port: 6379\n`;

const one = (text: string): Map<string, string> => new Map([['config/deploy.yml', text]]);
const found = (out: string): string[] => [...out.matchAll(/ (\w+): .* \[([\w-]+)\]$/gm)].map(([, severity, rule]) => `${severity} ${rule}`);

test('projects below a folder are found, but not those of other people', () => {
  const bases = (argv: string[], project: Map<string, string>): string[] =>
    JSON.parse(run([...argv, '-f', 'json'], project).out).deployments.map(({ file }: { file: string }) => file);
  const monorepo = new Map(
    ['apps/b', 'apps/a', 'apps/team/c', 'node_modules/x', 'apps/a/vendor/y', '.cache/z'].map((folder) => [
      `${folder}/config/deploy.yml`,
      good,
    ]),
  );
  const expected = ['apps/a/config/deploy.yml', 'apps/b/config/deploy.yml', 'apps/team/c/config/deploy.yml'];
  assert.deepEqual(bases(['check'], monorepo), expected);
  assert.deepEqual(bases(['.'], new Map([...monorepo, ...one(good)])), ['config/deploy.yml', ...expected]);
  assert.deepEqual(bases(['apps/team'], monorepo), ['apps/team/c/config/deploy.yml']);
  assert.deepEqual(bases(['node_modules/x'], monorepo), ['node_modules/x/config/deploy.yml'], 'who names it means it');
});

test('of projects that nobody named, those without the destination are passed over', () => {
  const monorepo = new Map([
    ['apps/a/config/deploy.yml', good],
    ['apps/a/config/deploy.eu.yml', 'retain_containers: 3\n'],
    ['apps/b/config/deploy.yml', good],
  ]);
  assert.match(run(['check', '-d', 'eu'], monorepo).out, /^apps\/a\/config\/deploy\.yml: nothing to report with eu\n$/);
  const { status, err } = run(['check', '-d', 'us'], monorepo);
  assert.deepEqual([status, err], [2, 'kamal-check: .: none of the 2 projects in this folder has a destination us\n']);
  assert.equal(run(['check', '-d', 'us', 'apps/b'], monorepo).status, 1, 'who names the project is told');
});

test('`config/` is the project that it belongs to', () => {
  assert.equal(run(['check', 'config'], one(good)).out, 'config/deploy.yml: nothing to report\n');
  assert.equal(run(['check', 'etc'], new Map([['etc/deploy.yml', good]])).out, 'etc/deploy.yml: nothing to report\n');
});

test('`-` is the text of config/deploy.yml, or of the file that --stdin-filename names', () => {
  assert.match(run(['check', '-'], one(good), false, misspelt).out, /^config\/deploy\.yml:2:1: error/);
  assert.equal(run(['-'], new Map(), false, good).status, 0, 'the file need not be there');
  const { out } = run(
    ['-', '--stdin-filename', 'app/config/deploy.eu.yml'],
    new Map([['app/config/deploy.yml', good]]),
    false,
    'serviec: x\n',
  );
  assert.match(out, /^app\/config\/deploy\.eu\.yml:1:1: error/);
});

test('what is repaired on its way through has the output for itself', () => {
  const text = `${good}proxy: {host: https://shop.example}\n`;
  const { out, err, written } = run(['check', '--fix', '-'], one(good), false, text);
  assert.equal(out, text.replace('https://', ''));
  assert.equal(written.size, 0);
  assert.match(err, /shop\.example|nothing|error/);
  assert.equal(run(['check', '--fix', '-'], one(good), false, good).out, good);
  // What remains is told of the repaired text, and so is the exit status.
  const remaining = run(['check', '--fix', '-'], one(good), false, `${good}deploy_timout: 3\n`);
  assert.deepEqual(
    [remaining.out, remaining.err, remaining.status],
    [`${good}deploy_timeout: 3\n`, 'config/deploy.yml: nothing to report\n', 0],
  );
});

test('options that cannot be meant are told of', () => {
  for (const [argv, message] of [
    [['--stdin-filename', 'config/deploy.eu.yml'], /--stdin-filename says whose text `-` is, and there is no `-`/],
    [['--watch', '-'], /--watch looks at files, and `-` is none/],
    [['--redact'], /--redact is for --format json/],
    [['--redact', '--format', 'sarif'], /--redact is for --format json/],
  ] as const) {
    const { status, err, out } = run(argv, one(good), false, good);
    assert.deepEqual([status, out], [2, ''], argv.join(' '));
    assert.match(err, message);
  }
});

test('--severity leaves out what is less, in the status too', () => {
  assert.equal(run(['--severity', 'error'], one(warned)).out, 'config/deploy.yml: nothing to report\n');
  assert.deepEqual(found(run(['--severity', 'warning'], one(warned)).out), ['warning accessory-port-public']);
  assert.equal(run(['--severity', 'error', '--fail-on', 'hint'], one(warned)).status, 0);
});

test('--rule sets a rule, over lint.yml, in every format', () => {
  const project = files(`${warned}//- /.kamal/lint.yml\nrules: {accessory-port-public: hint}\n`);
  assert.deepEqual(found(run([], project).out), ['hint accessory-port-public']);
  assert.deepEqual(found(run(['--rule', 'accessory-port-public=error'], project).out), ['error accessory-port-public']);
  assert.equal(run(['--rule=accessory-port-public=error'], project).status, 1);
  assert.equal(run(['--rule', 'accessory-port-public=off'], project).out, 'config/deploy.yml: nothing to report\n');
  const json = JSON.parse(run(['--rule', 'accessory-port-public=off', '-f', 'json'], project).out);
  assert.deepEqual(json.deployments[0].findings, []);
  for (const [value, message] of [
    ['accessory-port-publik=off', /did you mean accessory-port-public\?/],
    ['accessory-port-public', /needs a setting, such as accessory-port-public=off/],
    ['accessory-port-public=of', /a rule is error, warning, information, hint, off/],
  ] as const) {
    const { status, err } = run(['--rule', value], project);
    assert.equal(status, 2);
    assert.match(err, message);
  }
});

test('--fail-on says what ends with 1, and wins over lint.yml', () => {
  const project = files(`${warned}//- /.kamal/lint.yml\nfail_on: warning\n`);
  assert.equal(run([], one(warned)).status, 0);
  assert.equal(run(['--fail-on', 'warning'], one(warned)).status, 1);
  assert.equal(run([], project).status, 1);
  assert.equal(run(['--fail-on', 'error'], project).status, 0);
  assert.equal(run(['--fail-on', 'never'], one(misspelt)).status, 0);
});

test('--quiet tells findings alone', () => {
  assert.equal(run(['-q'], one(good)).out, '');
  assert.doesNotMatch(run(['-q'], one(misspelt)).out, /in 1 file/);
  assert.match(run(['-q'], one(misspelt)).out, /unknown-key/);
});

test('--config stands in the place of lint.yml', () => {
  const project = files(`${warned}//- /.kamal/lint.yml\nfail_on: warning\n//- /ci.yml\nrules: {accessory-port-public: off}\n`);
  assert.equal(run(['--config', 'ci.yml'], project).status, 0);
  assert.deepEqual(run(['--config', 'nowhere.yml'], project).err, 'kamal-check: nowhere.yml: no such file\n');
});

test('--kamal-version wins over lint.yml, which wins over Gemfile.lock', () => {
  const project = (lint: string): Map<string, string> =>
    files(`${good}minimum_version: 2.9.0\n//- /Gemfile.lock\nGEM\n  specs:\n    kamal (2.7.0)\n//- /.kamal/lint.yml\n${lint}`);
  assert.match(run([], project('')).out, /2\.7\.0 \(from Gemfile\.lock\)/);
  assert.match(run([], project('kamal_version: 2.8.0\n')).out, /2\.8\.0 \(from `\.kamal\/lint\.yml`\)/);
  assert.equal(run([], project('kamal_version: "2.10"\n')).status, 0);
  assert.equal(run([], project('kamal_version: 2.10\n')).status, 0, 'meant as a version, although YAML reads a number');
  assert.equal(run(['--kamal-version', '2.9.0'], project('kamal_version: 2.8.0\n')).status, 0);
  assert.match(run(['--kamal-version', 'newest'], project('')).err, /newest is no version/);
});

test('lint.yml may name further bases', () => {
  const project = files(
    `${good}//- /.kamal/lint.yml\nconfig_files: [config/deploy-worker.yml, config/absent.yml]\n//- /config/deploy-worker.yml\n${misspelt}`,
  );
  assert.match(run([], project).out, /^config\/deploy-worker\.yml:2:1: error/);
});

test('--list-rules lists every rule, --explain shows its page', () => {
  const { out } = run(['--list-rules']);
  assert.equal(out.trimEnd().split('\n').length, rules.length);
  assert.match(out, /^accessory-port-public +warning +\S/m);
  assert.equal(JSON.parse(run(['--list-rules', '--format', 'json']).out).rules.length, rules.length);
  for (const { id } of rules) {
    const page = run(['--explain', id]);
    assert.equal(page.status, 0);
    assert.match(page.out, new RegExp(`^${id}\n`));
    assert.doesNotMatch(page.out, /\]\(|^```|Is this a false alarm/m, id);
  }
  assert.match(run(['--explain', 'service-nam']).err, /there is no rule service-nam; did you mean service-name\?/);
});

test('--diff shows what --fix would write, and writes nothing', () => {
  const text = `${good}proxy:\n  host: https://shop.example\n  app_port: 3000\n# a\n# b\n# c\n# d\n# e\n# f\n# g\n# h\nhooks_pth: .hooks`;
  const { out, status, written } = run(['--diff'], one(text));
  assert.equal(status, 1);
  assert.equal(written.size, 0);
  assert.equal(
    out,
    `--- a/config/deploy.yml
+++ b/config/deploy.yml
@@ -4,7 +4,7 @@
 builder: {arch: amd64}
 servers: [192.0.2.1]
 proxy:
-  host: https://shop.example
+  host: shop.example
   app_port: 3000
 # a
 # b
@@ -14,4 +14,4 @@
 # f
 # g
 # h
-hooks_pth: .hooks
\\ No newline at end of file
+hooks_path: .hooks
\\ No newline at end of file
`,
  );
  assert.deepEqual(run(['--diff'], one(good)), { status: 0, out: '', err: '', written: new Map() });
});

test('--diff tells no secret', () => {
  const project = files(`${good}env: {clear: {API_TOKEN: ghp_abcdefghijklmnopqrstuvwxyz0123456789}, secret: [STRIPE_KEY, NEW_KEY]}
proxi: {host: shop.example}
//- /.kamal/secrets
STRIPE_KEY=sk_live_abcdefghijklmnop
`);
  const { out } = run(['--diff'], project);
  assert.match(out, /proxy: /);
  assert.doesNotMatch(out, /ghp_abc|sk_live/);
});

test('--output-file takes the report, and the terminal stays empty', () => {
  const { out, status, written } = run(['-f', 'json', '-o', 'report.json'], one(misspelt));
  assert.deepEqual([out, status], ['', 1]);
  assert.equal(JSON.parse(written.get('report.json')!).deployments.length, 1);
  const locked = run(['-o', 'report.json'], new Map<string, Content>([...one(good), ['report.json', { text: '', locked: true }]]));
  assert.deepEqual([locked.status, locked.err], [2, 'kamal-check: report.json: cannot be written (EACCES: permission denied)\n']);
});

test('--color decides where the terminal would not', () => {
  assert.ok(run(['--color', 'always'], one(misspelt)).out.includes('\u001b'));
  assert.ok(!run(['--color', 'never'], one(misspelt), true).out.includes('\u001b'));
  assert.ok(run(['--color', 'auto'], one(misspelt), true).out.includes('\u001b'));
});

test('completions know every command and option', () => {
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { out, status } = run(['completions', shell]);
    assert.equal(status, 0);
    for (const name of ['stdin-filename', 'fail-on', 'color']) assert.match(out, new RegExp(name));
    assert.match(out, /\bcompletions\b/);
    assert.match(out, /checkstyle/);
  }
  assert.equal(run(['completions']).status, 2);
  assert.equal(run(['completions', 'toString']).status, 2);
});

/** Shells with a line that is completed, and what each offers. */
const shells = {
  bash: [
    '-c',
    `. "$1"; offer() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _kamal_check; echo "\${COMPREPLY[*]}"; }
    offer kamal-check pl; offer kamal-check --form; offer kamal-check --format ''; offer kamal-check plan --fr`,
    '-',
  ],
  fish: [
    '-c',
    `source $argv[1]; for line in 'kamal-check pl' 'kamal-check --form' 'kamal-check --format ' 'kamal-check plan --fr'
      echo (complete -C $line | string split -f 1 \\t); end`,
  ],
} as const;

for (const [shell, args] of Object.entries(shells)) {
  const isThere = !spawnSync(shell, ['--version']).error;
  if (!isThere) console.log(`Completions are not tried in ${shell}, which is not installed.`);
  else
    test(`completions in ${shell} itself`, () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'kamal-shell-'));
      const script = path.join(folder, 'completions');
      writeFileSync(script, run(['completions', shell]).out);
      const { stdout, stderr } = spawnSync(shell, [...args, script], { encoding: 'utf8', env: { ...process.env, HOME: folder } });
      rmSync(folder, { recursive: true, force: true });
      assert.equal(stderr, '');
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/).sort().join(' '));
      assert.deepEqual(lines, ['plan', '--format', 'checkstyle github gitlab json junit sarif text', '--from']);
    });
}
