import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { TextEdit } from 'vscode-languageserver';
import { secretsCompletion } from '../../../server/src/features/secrets/completion.ts';
import { plain } from '../../../server/src/source/read.ts';
import { apply } from '../apply.ts';
import { inSecrets } from './asked.ts';

const deploy = `//- config/deploy.yml
env: {secret: [API_KEY, DB:DB_PASSWORD]}
registry: {password: [REGISTRY]}
//- config/deploy.staging.yml
env: {secret: [STAGING_ONLY]}
`;

/** The labels, and the text after the first of them is taken. */
function offered(secrets: string): { labels: string[]; first: string } {
  const { asked, position, text } = inSecrets(`${deploy}${secrets}`);
  const { items } = secretsCompletion(asked, position);
  const source = plain('x', text);
  const edit = items[0]?.textEdit as TextEdit | undefined;
  const changes = edit ? [{ from: source.offsetAt(edit.range.start), to: source.offsetAt(edit.range.end), text: edit.newText }] : [];
  return { labels: items.map(({ label }) => label), first: apply(text, changes) };
}

suite('completion in a secrets file', () => {
  test('names that are looked up and not declared, with a separator where there is none', () => {
    const blank = offered('//- .kamal/secrets\nREGISTRY=$X\n|\n');
    assert.deepEqual(blank.labels, ['API_KEY', 'DB_PASSWORD']);
    assert.equal(blank.first, 'REGISTRY=$X\nAPI_KEY=\n');
    assert.equal(offered('//- .kamal/secrets\nAP|\n').first, 'API_KEY=\n');
    assert.equal(offered('//- .kamal/secrets\nexport AP|=$X\n').first, 'export API_KEY=$X\n');
  });

  test('what the file of a destination lacks, and what all of them lack', () => {
    assert.deepEqual(offered('//- .kamal/secrets-common\nREGISTRY=$X\n//- .kamal/secrets.staging\n|\n').labels, ['STAGING_ONLY']);
    assert.deepEqual(offered('//- .kamal/secrets-common\n|\n').labels, ['API_KEY', 'DB_PASSWORD', 'REGISTRY', 'STAGING_ONLY']);
  });

  test('what is declared above, behind a dollar', () => {
    const file = '//- .kamal/secrets\nSECRETS=$(kamal secrets fetch --adapter doppler)\nA=';
    assert.deepEqual(offered(`${file}$|\nB=1\n`).labels, ['SECRETS']);
    assert.deepEqual(offered(`${file}"x \${SE|\n`).labels, ['SECRETS']);
    assert.match(offered(`${file}$(kamal secrets extract A $|)\n`).first, /extract A \$SECRETS\)/);
    assert.deepEqual(offered(`${file}'$|\n`).labels, []);
    assert.deepEqual(offered(`${file}\\$|\n`).labels, []);
  });

  test('where a value comes from', () => {
    const { labels } = offered('//- .kamal/secrets\nSECRETS=$(kamal secrets fetch --adapter doppler)\nAPI_KEY=|\n');
    assert.deepEqual(labels, ['$(kamal secrets extract API_KEY $SECRETS)', '$API_KEY', '$(kamal secrets fetch --adapter ']);
  });

  test('commands, adapters and options of `kamal secrets`', () => {
    const labels = (command: string): string => offered(`//- .kamal/secrets\nA=$(kamal secrets ${command}|)\n`).labels.join(' ');
    assert.equal(labels(''), 'fetch extract');
    assert.equal(labels('fetch '), '--adapter --account --from');
    assert.equal(labels('fetch --adapter '), '1password lastpass bitwarden bitwarden-sm aws_secrets_manager doppler enpass gcp passbolt');
    assert.equal(labels('fetch --adapter 1password '), '--account --from');
    assert.equal(labels('fetch --adapter=doppler --'), '--from');
    assert.equal(labels('fetch -a 1password --account me --from Vault/Item '), '');
    assert.equal(labels('fetch --account '), '');
    assert.equal(labels('extract '), 'A');
    assert.equal(labels('extract A '), '');
    assert.equal(offered('//- .kamal/secrets\nA=$(kamal secrets fetch --ad|').first, 'A=$(kamal secrets fetch --adapter');
  });

  test('by itself only behind a dollar, and behind a blank within a command', () => {
    const labels = (line: string, trigger: string): number => {
      const { asked, position } = inSecrets(`${deploy}//- .kamal/secrets\nS=1\n${line}\n`);
      return secretsCompletion(asked, position, trigger).items.length;
    };
    assert.equal(labels('A=$|', '$'), 1);
    assert.equal(labels('A=$(kamal secrets |)', ' '), 2);
    assert.equal(labels(' |', ' '), 0);
    assert.equal(labels('A= |', ' '), 0);
    assert.equal(labels('A=x/|', '/'), 0);
  });

  test('nothing behind a word that is complete: Enter breaks the line there', () => {
    assert.deepEqual(offered('//- .kamal/secrets\nS=1\nA=$S|\n').labels, []);
    assert.deepEqual(offered('//- .kamal/secrets\nA=$(kamal secrets fetch --adapter doppler|)\n').labels, []);
    assert.deepEqual(offered('//- .kamal/secrets\nS=1\nA=$X|\n').labels, []);
    assert.deepEqual(offered('//- .kamal/secrets\nKEY|\n').labels, []);
  });

  test('nothing in comments, in other commands and behind a value', () => {
    for (const line of ['# A|', 'A=x |', 'A=x # $|', 'A=$(op read |)', 'A |', "A='x|", '- A|'])
      assert.deepEqual(offered(`//- .kamal/secrets\n${line}\n`).labels, [], line);
  });

  test('values of other lines are in nothing that is offered', () => {
    for (const line of ['|', 'B=|', 'B=$|', 'B=$(kamal secrets |)']) {
      const { asked, position } = inSecrets(`${deploy}//- .kamal/secrets\nA=hunter2hunter2\n${line}\n`);
      assert.doesNotMatch(JSON.stringify(secretsCompletion(asked, position)), /hunter2/);
    }
  });
});
