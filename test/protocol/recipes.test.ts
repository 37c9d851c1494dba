// What action.yml and the hook for pre-commit run, as the services would: the very text of the files, started by hand.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, beforeEach, suite, test } from 'node:test';
import { parse } from 'yaml';
import { root } from '../../scripts/run.mjs';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly run: string; readonly env: Readonly<Record<string, string>> }[] };
}

const folder = mkdtempSync(path.join(tmpdir(), 'kamal-recipes-'));
const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';
const warned = `${good}accessories:\n  redis:\n    image: redis:7\n    host: 192.0.2.1\n    port: 6379\n`;

const put = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
};

const action = parse(readFileSync(path.join(root, 'action.yml'), 'utf8')) as Action;
const command = `node ${path.join(root, 'dist/cli.js').replaceAll('\\', '/')}`;

/** What GitHub would put into a step's environment. */
const github: Readonly<Record<string, string>> = {
  'github.token': 'secret',
  'github.repository': 'acme/shop',
  'github.event.pull_request.number': '7',
  'github.event.pull_request.base.sha': 'HEAD',
};

/** A step of the action with these inputs, the others as they are by default. */
function step(
  inputs: Readonly<Record<string, string>>,
  index = 0,
  more: NodeJS.ProcessEnv = {},
): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  const defaults = Object.entries(action.inputs).map(([name, input]) => [`inputs.${name}`, input.default] as const);
  const given = Object.entries({ command, ...inputs }).map(([name, value]) => [`inputs.${name}`, value] as const);
  const values: Readonly<Record<string, string>> = { ...Object.fromEntries([...defaults, ...given]), ...github };
  const { run, env } = action.runs.steps[index]!;
  const set = Object.entries(env).map(([name, text]) => {
    const [, value] = /^\$\{\{ ([\w.-]+) \}\}$/.exec(text)!;
    return [name, values[value!]!] as const;
  });
  return spawnSync('bash', ['-c', run], { cwd: folder, env: { ...process.env, ...Object.fromEntries(set), ...more }, encoding: 'utf8' });
}

suite('recipes', { timeout: 60_000 }, () => {
  beforeEach(() => rmSync(path.join(folder, 'apps'), { recursive: true, force: true }));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test('the action annotates, and fails as it is asked to', () => {
    put('config/deploy.yml', warned);
    const { status, stdout, stderr } = step({});
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /^::warning file=config\/deploy\.yml,line=10,.*title=accessory-port-public::/m);
    assert.equal(step({ 'fail-on': 'warning' }).status, 1);
    assert.equal(step({ destination: 'nowhere' }).status, 1);
  });

  test('the action takes several paths, blanks in them included, and runs nothing that an input holds', () => {
    put('config/deploy.yml', good);
    put('apps/a b/config/deploy.yml', warned);
    put('apps/c/config/deploy.yml', good);
    assert.match(step({ paths: 'apps/a b\napps/c\n' }).stdout, /^::warning file=apps\/a b\/config\/deploy\.yml/);
    const { status, stdout } = step({ paths: '$(echo .)\n; echo pwned', destination: '"; echo pwned; "' });
    assert.equal(status, 2);
    assert.doesNotMatch(stdout, /^pwned/m);
  });

  test('the action writes SARIF beside annotations', () => {
    put('config/deploy.yml', warned);
    assert.equal(step({ 'sarif-file': 'kamal.sarif', 'fail-on': 'warning' }).status, 1);
    const log = JSON.parse(readFileSync(path.join(folder, 'kamal.sarif'), 'utf8'));
    assert.equal(log.runs[0].results.length, 1);
  });

  test('the action keeps one comment with the plan', () => {
    put('config/deploy.yml', good);
    for (const args of [
      ['init', '-q'],
      ['add', 'config'],
      ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '-qm', 'Base'],
    ])
      assert.equal(spawnSync('git', args, { cwd: folder }).status, 0);
    put('config/deploy.yml', good.replace('192.0.2.1', '192.0.2.9'));
    // In the place of GitHub: a file with the comment, and a log of what was asked.
    put(
      'bin/gh',
      `#!/usr/bin/env bash
echo "$*" >>"\${0%/*}/log"
case "$*" in
  *--paginate*) [ ! -f "\${0%/*}/comment" ] || echo 42 ;;
  *) for last in "$@"; do :; done; cp "\${last#body=@}" "\${0%/*}/comment" ;;
esac
`,
    );
    chmodSync(path.join(folder, 'bin/gh'), 0o755);
    const env = { PATH: `${path.join(folder, 'bin')}${path.delimiter}${process.env['PATH']}` };
    for (const method of ['POST repos/acme/shop/issues/7/comments', 'PATCH repos/acme/shop/issues/comments/42']) {
      const { status, stderr } = step({ plan: 'true' }, 1, env);
      assert.deepEqual([status, stderr], [0, '']);
      assert.match(readFileSync(path.join(folder, 'bin/log'), 'utf8'), new RegExp(`--method ${method} [^\n]*\n$`));
      assert.match(
        readFileSync(path.join(folder, 'bin/comment'), 'utf8'),
        /^<!-- kamal-check plan -->\n## Plan since HEAD\n[^]*192\.0\.2\.9/,
      );
    }
  });

  test('the hook for pre-commit is about the files that deployments hang on, and starts what is built', () => {
    const [hook] = parse(readFileSync(path.join(root, '.pre-commit-hooks.yaml'), 'utf8')) as { entry: string; files: string }[];
    const files = new RegExp(hook!.files);
    for (const file of [
      'config/deploy.yml',
      'apps/a/config/deploy.eu.yml',
      '.kamal/secrets',
      'Dockerfile',
      'Dockerfile.web',
      'Gemfile.lock',
    ])
      assert.match(file, files);
    for (const file of ['config/database.yml', 'deploy/config.yml', 'app/Dockerfile/x.rb', 'config/deploy.rb'])
      assert.doesNotMatch(file, files);
    put('config/deploy.yml', good);
    const run = spawnSync('sh', [path.join(root, hook!.entry), '--quiet'], { cwd: folder, encoding: 'utf8' });
    assert.deepEqual([run.status, run.stdout, run.stderr], [0, '', '']);
  });
});
