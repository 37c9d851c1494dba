import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { gitFiles } from '../../server/src/cli/plan/gitFiles.ts';
import { cases, isDecidedByFiles } from '../plan/cases.ts';
import { revisionsOf, run, type Content } from './terminal.ts';

const old = `service: shop
image: acme/shop
servers:
  web: [192.0.2.10]
  workers:
    hosts: [192.0.2.11]
    cmd: bin/jobs
proxy:
  host: shop.example.com
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`;
const now = old.replace('workers:', 'jobs:');

const twoFolders = (after = now): Map<string, Content> =>
  new Map([
    ['before/config/deploy.yml', old],
    ['after/config/deploy.yml', after],
  ]);

interface Json {
  readonly plans: readonly {
    readonly destination: string | null;
    readonly fails: string | null;
    readonly halfDone: boolean;
    readonly issues: readonly string[];
    readonly consequences: readonly {
      readonly severity: string;
      readonly file: string;
      readonly range: { readonly start: { readonly line: number } };
      readonly remedy: readonly { readonly commands: readonly string[] }[];
    }[];
  }[];
}

test('a person reads what is left behind, where it comes from, and what to type', () => {
  const { status, out, err } = run(['plan', '--from', 'before', 'after'], twoFolders());
  assert.equal(err, '');
  assert.equal(status, 0);
  assert.equal(
    out,
    `kamal deploy: 1 thing is left behind

after/config/deploy.yml:5:3: leaves something behind: The container of the role \`workers\` keeps running on 192.0.2.11, and goes on working: a deploy looks only at what the new files name.
  puts it right, also before the change is deployed (stops shop-workers on 192.0.2.11):
    with the old files  kamal app stop --roles workers --hosts 192.0.2.11
  or, also before the change is deployed (stops shop-workers on 192.0.2.11):
    with the old files  kamal app remove --roles workers --hosts 192.0.2.11
  or (stops shop-workers on 192.0.2.11):
    with the new files  kamal server exec --hosts 192.0.2.11 'docker stop $(docker ps -q --filter label=service=shop --filter label=role=workers --filter label=destination=)'

after/config/deploy.yml:5:3: as expected: The role \`jobs\` starts on 192.0.2.11.

The old files are in before.
Assumed: the servers run the old files, containers are healthy, and nothing else is on the servers. Other applications, maintenance mode and what was changed by hand are in no file.
`,
  );
});

test('a revision of the repository is the older version', () => {
  const files = new Map([
    ['config/deploy.yml', now],
    [`${revisionsOf('/app', 'HEAD')}/config/deploy.yml`, old],
  ]);
  const { status, out } = run(['plan', '--from', 'HEAD', '--format', 'json'], files);
  assert.equal(status, 0);
  assert.deepEqual((JSON.parse(out) as Json).plans[0]?.issues, ['left running: shop-workers-v1 on 192.0.2.11']);
});

test('--fail-on sets the exit status', () => {
  const status = (threshold: string, after?: string): number =>
    run(['plan', '--from', 'before', '--fail-on', threshold, 'after'], twoFolders(after)).status;
  assert.deepEqual(
    ['fails', 'data', 'left-behind', 'any'].map((one) => status(one)),
    [0, 0, 3, 3],
  );
  const fails = old.replace('servers:\n  web:', 'primary_role: app\nservers:\n  app:');
  assert.deepEqual(
    ['fails', 'data', 'left-behind', 'any'].map((one) => status(one, fails)),
    [3, 3, 3, 3],
  );
  assert.equal(status('any', old.replace('amd64', 'arm64')), 0);
});

test('Markdown for a comment on a pull request', () => {
  const { out } = run(['plan', '--from', 'before', '--format', 'markdown', 'after'], twoFolders());
  assert.match(
    out,
    /^## Plan since before\n\n### `kamal deploy`\n\n\*\*1 thing is left behind\*\*\n\n#### Leaves something behind\n\n- The container/,
  );
  assert.match(out, /\n {2}```sh\n {2}kamal app stop --roles workers --hosts 192\.0\.2\.11 {2}# with the old files\n {2}```\n/);
});

test('what cannot be compared is said in one line', () => {
  const wrong = (...argv: string[]): string => {
    const { status, err, out } = run(['plan', ...argv], twoFolders());
    assert.deepEqual([status, out], [2, '']);
    return err;
  };
  assert.match(wrong('after'), /plan needs --from/);
  assert.match(wrong('--from', 'v9', 'after'), /--from v9: neither a folder nor a revision/);
  assert.match(wrong('--from', 'before', 'nowhere'), /nowhere: no such file or folder/);
  assert.match(wrong('--from', 'before', '--format', 'xml', 'after'), /--format xml is none of text, json, markdown/);
  assert.match(wrong('--from', 'before', '--fail-on', 'x', 'after'), /--fail-on x is none of/);
  assert.match(wrong('--from', 'before', '-d', 'eu', 'after'), /there is no destination eu/);
  assert.match(wrong('--from', 'before', '--bogus', 'after'), /unknown option --bogus/);
});

test('the JSON of the known pairs is what real servers held', () => {
  for (const one of cases().filter(isDecidedByFiles)) {
    const below = (folder: string, files: Readonly<Record<string, string>>) =>
      Object.entries(files).map(([file, text]) => [`${folder}/${file}`, text] as const);
    const files = new Map([...below('before', one.before.files), ...below('after', one.after.files)]);
    const limit = one.after.destination === undefined ? [] : ['-d', one.after.destination];
    const { out } = run(['plan', '--from', 'before', ...limit, '--format', 'json', 'after'], files);
    const plan = (JSON.parse(out) as Json).plans.find(({ destination }) => destination === (one.after.destination ?? null));
    assert.deepEqual(
      { fails: plan?.fails, halfDone: plan?.halfDone, issues: plan?.issues.toSorted() },
      { fails: one.truth.failed?.kind ?? null, halfDone: one.truth.halfDone ?? false, issues: one.truth.issues.toSorted() },
      one.name,
    );
  }
});

test('Git is asked for names and contents of a commit', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'plan-'));
  try {
    const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root });
    const project = path.join(root, 'apps/shop');
    mkdirSync(path.join(project, 'config'), { recursive: true });
    writeFileSync(path.join(project, 'config/deploy.yml'), old);
    git('init', '-q');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
    writeFileSync(path.join(project, 'config/deploy.yml'), now);
    writeFileSync(path.join(project, 'config/deploy.eu.yml'), '');
    const files = gitFiles(project, 'HEAD');
    assert.ok(!('wrong' in files));
    assert.deepEqual(files.read('config/deploy.yml'), { text: old });
    assert.deepEqual(
      [files.read('config/deploy.eu.yml'), files.read('../../.git/config'), files.list('nowhere')],
      ['absent', 'absent', 'absent'],
    );
    assert.deepEqual([files.list('config'), files.list('.')], [['deploy.yml'], ['config']]);
    assert.ok('wrong' in gitFiles(project, '--output=x'));
    assert.ok('wrong' in gitFiles(tmpdir(), 'HEAD'));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
