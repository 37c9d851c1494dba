import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { delicateIn, delicateInSource, delicateInText } from '../../server/src/references/delicate.ts';
import { veiled, veilOf } from '../../server/src/references/veil.ts';
import { deploymentIn } from '../deployment/table.ts';

/** What is said of a text by someone who knows its secrets. */
const said = (written: string, told: string): string => veilOf(delicateInText({ text: written }))(told);

describe('what may be a secret', () => {
  for (const [written, told, expected] of [
    ['token: hunter2REAL', 'not hunter2REAL', 'not •••'],
    ['API_TOKEN=hunter2REALonfig/v:/etc', 'no `hunter2REALonfig/v`, `/etc`', 'no `•••/v`, `/etc`'],
    ['url: redis://u:p@ss/w0rd@h', 'redis://u:p@ss/w0rd@h', 'redis://u:•••@h'],
    ['url: http://h:8080/@scope', 'http://h:8080/@scope', 'http://h:8080/@scope'],
    ['u: //u:AAAA@h,//u:BBBB@h', 'AAAA and BBBB', '••• and •••'],
    ['x: ghp_0123456789abcdefghijABCDEFGHIJ0123', 'ghp_0123456789abcdefghijABCDEFGHIJ0123', '•••'],
    ['x: curl -H "Authorization: Bearer abcdef12345"', 'abcdef12345', '•••'],
    ['-----BEGIN RSA PRIVATE KEY-----\n  MIIEpAIBAAKCAQEA7\n-----END RSA PRIVATE KEY-----', 'MIIEpAIBAAKCAQEA7', '•••'],
    ['run --token hunter2 now', 'hunter2', '•••'],
    ['run --token-file config/x.key', 'config/x.key', 'config/x.key'],
    ['password: <%= ENV.fetch("DB_PASSWORD", "hunter2x") %>', 'DB_PASSWORD hunter2x', 'DB_PASSWORD •••'],
    ['token: $(op read x)', '$(op read x)', '$(op read x)'],
    ['VAULT_TOKEN: https://vault.example.com', 'https://vault.example.com', 'https://vault.example.com'],
    ['SLACK_TOKEN: https://hooks.example.com/services/T0123456/B0123456/abcdefGHIJ0123456789', 'abcdefGHIJ0123456789', '•••'],
    ['password: [KAMAL_REGISTRY_PASSWORD]', 'KAMAL_REGISTRY_PASSWORD', 'KAMAL_REGISTRY_PASSWORD'],
    ['run --password=abc1token: "hunter2REAL"', 'hunter2REAL', '•••'],
    [`run --token=${'eyJh'.repeat(200)} x`, `${'eyJh'.repeat(200)} x`, '••• x'],
    ['password: abc1', 'xabc1 abc1 abc12', 'xabc1 ••• abc12'],
    ['password: abc1234', 'xabc12345 abc1234', 'xabc12345 •••'],
    ['password: abcd1234', 'xabcd12345', 'x•••5'],
    ['check_token: False', 'False', 'False'],
    ['registry:\n  password:\n    hunter2x # mine\n    x: 1', 'hunter2x', '•••'],
    ['password: # mine\r\n  - "hunter2x"', 'hunter2x', '•••'],
    ['key_base: \u0085hunter2x"  # mine', '`hunter2x"` needs a colon', '`•••` needs a colon'],
    ['  password:\n  hunter2x', 'hunter2x', 'hunter2x'],
    ['secret:\n  hunter2x: 1', 'hunter2x', 'hunter2x'],
    ['secret:\n  - DB_PASSWORD', 'DB_PASSWORD', 'DB_PASSWORD'],
    [`password: ${'A'.repeat(60)}`, 'A'.repeat(60), 'A'.repeat(60)],
    [`password: ${'A'.repeat(61)}`, 'A'.repeat(61), '•••'],
  ] as const)
    it(written, () => assert.equal(said(written, told), expected));

  it('of a base and its destination once, of one file what that file holds', () => {
    const base = 'env: {clear: {API_TOKEN: hunter2REAL}}\n';
    const alone = deploymentIn(base);
    assert.equal(delicateIn(alone), delicateInSource(alone.config.layers[0]!.source));
    assert.deepEqual(delicateIn(alone), ['hunter2REAL']);
    const both = deploymentIn(`${base}//- /config/deploy.staging.yml\nenv: {clear: {API_TOKEN: hunter2REAL, B_TOKEN: hunter3REAL}}\n`);
    assert.deepEqual(delicateIn(both), ['hunter2REAL', 'hunter3REAL']);
    assert.deepEqual(delicateIn(deploymentIn('service: shop\n')), []);
  });
});

describe('a veil', () => {
  const veil = veilOf(['a<b>"c\\d_e*f', 'a-long-secret-of-many-words']);

  it('knows a secret as others write it', () => {
    for (const text of ['a<b>"c\\d_e*f', 'a<b>\\"c\\\\d_e*f', 'a&lt;b&gt;&quot;c\\d_e*f', 'a\\<b>"c\\\\d\\_e\\*f'])
      assert.equal(veil(`-${text}-`), '-•••-');
  });

  it('knows the beginning of one where a text breaks off', () => {
    assert.equal(veil('`a-long-secret-of…`'), '`•••…`');
    assert.equal(veil('a-long-secret-of'), 'a-long-secret-of');
  });

  it('covers all text of an answer, and no edit', () => {
    const answer = {
      title: 'a-long-secret-of-many-words',
      edits: ['newText', 'insertText', 'snippet', 'uri', 'file'].map((name) => ({ [name]: 'a-long-secret-of-many-words', range: 1 })),
      id: 'x/a-long-secret-of-many-words',
    };
    assert.deepEqual(veiled(answer, veil), { title: '•••', edits: answer.edits, id: 'x/•••1' });
    const other = { title: 'a' };
    assert.equal(veiled(other, veil), other);
  });

  it('takes time by the text alone', () => {
    const secrets = Array.from({ length: 20_000 }, (_, number) => `hunter2REAL${number}`);
    const text = secrets.join(' ');
    const start = process.cpuUsage().user;
    assert.equal(veilOf(secrets)(text), secrets.map(() => '•••').join(' '));
    assert.ok(process.cpuUsage().user - start < 1_000_000);
  });
});
