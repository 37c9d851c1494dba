// What is said where Kamal would find a secret in none of the files that it reads: once, and about the file that is meant.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { present } from '../../server/src/report/present.ts';
import { files } from '../support/files.ts';

const base = `service: shop
image: acme/shop
registry: {server: "localhost:5000"}
builder: {arch: amd64}
servers: [192.0.2.1]
env: {secret: [A, B]}
`;

/** Severity and the message up to its first full stop, of each finding of the rule. */
function said(text: string): string[] {
  const shown = [...present(analyzeTexts(files(base + text))).values()].flat();
  return shown.flatMap(({ finding, severity, message }) =>
    finding.rule === 'secret-not-declared' ? [`${severity}: ${/^.*?(?=\. |: the deployment|\.$|$)/.exec(message)![0]}`] : [],
  );
}

const staging = '//- /config/deploy.staging.yml\nservers: [192.0.2.7]\n';
const none = '2 secrets have no secrets file here, the first is `A`, for every role';

describe('secret-not-declared', () => {
  it('is one note for a project without secrets files', () => {
    assert.deepEqual(said(''), [`information: ${none} (.kamal/secrets is missing; does git ignore it?)`]);
    assert.deepEqual(said(staging), [`information: ${none} (.kamal/secrets is missing; does git ignore it?)`]);
  });

  for (const [line, severity] of [
    ['.kamal/secrets', 'hint'],
    ['/.kamal/secrets', 'hint'],
    ['.kamal/secrets*', 'hint'],
    ['.kamal/', 'hint'],
    ['**/secrets', 'hint'],
    ['secret?', 'hint'],
    ['# .kamal/secrets', 'information'],
    ['!.kamal/secrets', 'information'],
    ['.kamal/secret', 'information'],
    ['kamal/secrets-common', 'information'],
  ] as const)
    it(`is ${severity} with \`${line}\` in .gitignore`, () =>
      assert.match(said(`//- /.gitignore\nnode_modules\n${line}\n`).join('\n'), new RegExp(`^${severity}: [^\n]*$`)));

  it('takes words that say what they are for the name of a secret, and nothing else', () => {
    const named = (name: string): string =>
      said(`builder: {arch: amd64, secrets: [${name}]}\n//- /.kamal/secrets\nA=$A\nB=$B\n`).join('\n');
    for (const name of ['ReSendKey', 'sendgridApiKey', 'SmtpPassword', 'CLIENT_ID', 'client_id'])
      assert.match(named(name), new RegExp(name));
    for (const value of ['CorrectHorse', 'hunter2', 'xkcdBatteryStaple9Key', 'aGVsbG8Key'])
      assert.match(named(value), /^warning: This looks like a secret itself/);
  });

  it('is one note, whichever order the secrets come in for a destination', () => {
    const secret = 'servers: {web: {hosts: [192.0.2.1], env: {secret: [B, A, C]}}}';
    assert.equal(said(`//- /config/deploy.staging.yml\n${secret}\n`).length, 1);
  });

  it('says where the line belongs that another file has', () => {
    const told = said(`//- /config/deploy.staging.yml\n{}\n//- /.kamal/secrets\nA=$A\nB=$B\n//- /.kamal/secrets.staging\nA=$A\n`);
    assert.deepEqual(told, ['warning: `.kamal/secrets` declares `B`, and Kamal does not read it with `-d staging`']);
  });

  it('goes by the last line of .gitignore that fits, and by the one beside the file', () => {
    const severity = (...ignores: string[]): string | undefined => said(ignores.join('')).join('\n').split(':')[0];
    assert.equal(severity('//- /.gitignore\n.kamal/*\n!.kamal/secrets\n'), 'information');
    assert.equal(severity('//- /.gitignore\n!.kamal/secrets\n.kamal/*\n'), 'hint');
    assert.equal(severity('//- /.kamal/.gitignore\nsecrets*\n'), 'hint');
    assert.equal(severity('//- /.gitignore\n.kamal/secrets\n', '//- /.kamal/.gitignore\n!secrets\n'), 'information');
  });

  it('warns of a common file with a dot', () => {
    const message = '`.kamal/secrets.common` declares `A` and others, and Kamal does not read it';
    const common = '//- /.kamal/secrets.common\nA=$A\nB=$B\n';
    assert.deepEqual(said(common), [`warning: ${message}`]);
    assert.deepEqual(said(staging + common), [`warning: ${message}`]);
    assert.deepEqual(said(`//- /.kamal/secrets-common\nB=$B\n${common}`), [`warning: ${message}`]);
    assert.deepEqual(said(`//- /.kamal/secrets\nA=$A\nB=$B\n${common}`), []);
    const both = `//- /config/deploy.common.yml\nservers: [192.0.2.7]\n//- /.kamal/secrets\nA=$A\nB=$B\n`;
    assert.deepEqual(said(both + common), [], 'it is the file of the destination common');
  });

  it('warns of a file that `-d` does not read', () => {
    const unread = (path: string): string[] => said(`${staging}//- /${path}\nA=$A\nB=$B\n`);
    const warning = (path: string): string =>
      `warning: \`${path}\` declares \`A\` and others, and Kamal does not read it with \`-d staging\``;
    for (const path of ['.kamal/secrets', '.kamal/secrets-staging', '.kamal/secrets_staging'])
      assert.deepEqual(unread(path), [warning(path)], path);
    assert.deepEqual(unread('.kamal/secrets-common'), []);
    assert.deepEqual(unread('.kamal/secrets.staging'), [], 'nobody deploys the base');
  });

  it('is a hint where git ignores the own file of a destination, whatever the common one lacks', () => {
    const common = `${staging}//- /.kamal/secrets-common\nA=$A\n`;
    const ignored = '//- /.gitignore\n/.kamal/secrets\n/.kamal/secrets.*\n';
    assert.deepEqual(said(common + ignored), ['hint: `B`, for every role, has no secrets file here (git ignores .kamal/secrets)']);
    const missing = 'warning: `B` is needed for every role, but .kamal/secrets-common does not declare it';
    assert.deepEqual(said(common), [missing]);
    assert.deepEqual(said(`${common}B=$B\n${ignored}`), []);
    const own = '//- /.kamal/secrets.staging\nC=$C\n//- /.kamal/secrets\nC=$C\n';
    assert.deepEqual(said(common + ignored + own).length > 0, true, 'all files are here');
    assert.match(said(common + ignored + own)[0]!, /^warning/);
  });

  it('tells the way out of a file under the wrong name', () => {
    const whole = (path: string): string =>
      [...present(analyzeTexts(files(`${base}${staging}//- /${path}\nA=$A\nB=$B\n`))).values()].flat()[0]!.message;
    assert.match(
      whole('.kamal/secrets'),
      /Rename it to `\.kamal\/secrets-common`, which every destination reads, or add `\.kamal\/secrets\.staging`\./,
    );
    assert.match(whole('.kamal/secrets-staging'), /Rename it to `\.kamal\/secrets\.staging`\./);
  });
});
