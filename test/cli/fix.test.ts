import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files } from '../support/files.ts';
import { run, type Content } from './terminal.ts';

const path = 'config/deploy.yml';
const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';
const hosts = 'proxy:\n  # names\n  hosts: [https://shop.example, API.shop.example] # both\n';
const fixedHosts = hosts.replace('https://', '').replace('API', 'api');

const fix = (project: ReadonlyMap<string, Content>, ...more: string[]) => run(['check', '--fix', ...more, '.'], project);

test('what is sure is repaired, told by file, and then it is as if it had always been so', () => {
  const { status, out, err, written } = fix(new Map([[path, good.replace('image:', 'imagee:') + hosts]]));
  assert.deepEqual([...written], [[path, good + fixedHosts]]);
  assert.equal(
    out,
    `config/deploy.yml: 3 fixed
  Rename to \`image\`
  Write \`shop.example\`
  Write \`api.shop.example\`

config/deploy.yml: nothing to report
`,
  );
  assert.equal(err, '');
  assert.equal(status, 0);
});

test('what has no sure fix remains, and decides the status', () => {
  const rest = `${good}primary_role: frontend\n`;
  const { status, out, written } = fix(new Map([[path, rest + hosts]]));
  assert.deepEqual([...written], [[path, rest + fixedHosts]]);
  assert.equal(status, 1);
  const [report, remaining] = out.split(/(?<=\n)\n(?=config)/);
  assert.match(report!, /^config\/deploy\.yml: 2 fixed\n/);
  assert.equal(remaining, run(['check', '.'], new Map([[path, rest + fixedHosts]])).out);
});

test('where nothing is to be repaired, nothing is written and nothing said', () => {
  const project = new Map([[path, `${good}primary_role: frontend\n`]]);
  const { written, ...rest } = fix(project);
  assert.deepEqual([...written], []);
  assert.deepEqual({ ...rest, written }, run(['check', '.'], project));
});

test('a second run changes nothing', () => {
  const { written } = fix(new Map([[path, good + hosts]]));
  assert.deepEqual([...fix(written).written], []);
});

for (const [what, style] of [
  ['CRLF', (text: string) => text.replaceAll('\n', '\r\n')],
  ['a missing final newline', (text: string) => text.replace(/\n$/, '')],
  ['a byte order mark', (text: string) => `\uFEFF# shop\n${text}`],
] as const) {
  test(`${what} stays`, () => {
    const { written } = fix(new Map([[path, style(good + hosts)]]));
    assert.equal(written.get(path), style(good + fixedHosts));
  });
}

test('destinations are repaired with their base; with -d only the one that is named', () => {
  const project = files(`${good}//- /config/deploy.production.yml
proxy: {host: https://shop.example}
//- /config/deploy.staging.yml
proxy: {host: https://staging.shop.example}
`);
  const [production, staging] = ['config/deploy.production.yml', 'config/deploy.staging.yml'];
  assert.deepEqual([...fix(project).written.keys()].sort(), [production, staging]);
  const one = fix(project, '-d', 'staging');
  assert.deepEqual([...one.written], [[staging, 'proxy: {host: staging.shop.example}\n']]);
  assert.match(one.out, /^config\/deploy\.staging\.yml: 1 fixed\n/);
});

for (const format of ['json', 'github', 'sarif']) {
  test(`what was fixed is told beside ${format}, which a program reads`, () => {
    const { out, err } = fix(new Map([[path, good + hosts]]), '--format', format);
    assert.equal(out, run(['check', '--format', format, '.'], new Map([[path, good + fixedHosts]])).out);
    assert.match(err, /^config\/deploy\.yml: 2 fixed\n {2}Write `shop\.example`\n/);
  });
}

test('what was fixed tells no secret', () => {
  const [password, token] = ['0123456701', 'ghp_0123456789abcdefghijABCDEFGHIJ0123'];
  const text = `${good}${hosts}env:\n  clear: {DB_PASSWORD: ${password}, API_KEY: 12:34:56}\n  secret: ${token}\n`;
  for (const format of ['text', 'github']) {
    const { out, err, written } = fix(new Map([[path, text], ['.kamal/secrets', `A=${token}\nB ${token}\n`]]), '--format', format); // prettier-ignore
    assert.ok(written.size > 0);
    assert.doesNotMatch(out + err, new RegExp(`${password}|${token}|12:34:56`));
  }
});

test('a file that cannot be written is told in one line, and ends with 2', () => {
  const { status, out, err, written } = fix(new Map([[path, { text: good + hosts, locked: true }]]));
  assert.equal(status, 2);
  assert.equal(err, 'kamal-check: config/deploy.yml: cannot be written (EACCES: permission denied), so it is not repaired\n');
  assert.deepEqual([...written], []);
  assert.equal(out, run(['check', '.'], new Map([[path, good + hosts]])).out);
});

test('a file that is no UTF-8 is left alone: its bytes would be lost', () => {
  const text = `${good}${hosts}# \uFFFD\n`;
  assert.deepEqual([...fix(new Map([[path, { text, invalidAt: text.indexOf('\uFFFD') }]])).written], []);
});

test('secrets are declared where there is a file for them, more of them than there are rounds', () => {
  const names = Array.from({ length: 12 }, (_, index) => `TOKEN_${index}`);
  const text = `${good}env:\n  secret: [${names.join(', ')}]\n`;
  const files = new Map([[path, text], ['.kamal/secrets', 'OTHER=$OTHER\n']]); // prettier-ignore
  assert.deepEqual([...fix(files).written], [], 'an empty secret is worse than a clear stop: a person asks for it');
  const { out, written } = run(['check', '.', '--unsafe-fixes'], files);
  assert.deepEqual([...written], [['.kamal/secrets', `OTHER=$OTHER\n${names.map((name) => `${name}=$${name}\n`).join('')}`]]);
  assert.match(
    out,
    /^config\/deploy\.yml: 12 fixed\n {2}Add `TOKEN_0=\$TOKEN_0` to \.kamal\/secrets: without that variable the secret is empty\n/,
  );
  assert.deepEqual([...run(['check', '.', '--unsafe-fixes'], new Map([[path, text]])).written], [], 'no file is created');
});

test('a rule that `.kamal/lint.yml` turns off is not repaired either', () => {
  const lint = ['.kamal/lint.yml', 'rules:\n  proxy-host-format: off\n'] as const;
  assert.deepEqual([...fix(new Map([[path, good + hosts], lint])).written], []);
});

test('--fix takes no value', () => {
  const { status, err } = run(['check', '--fix=all', '.'], new Map([[path, good]]));
  assert.equal(status, 2);
  assert.match(err, /--fix takes no value/);
});
