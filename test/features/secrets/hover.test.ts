import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { secretsHover } from '../../../server/src/features/secrets/hover.ts';
import { inSecrets } from './asked.ts';

const deploy = `//- config/deploy.yml
servers: {web: {hosts: [a], env: {secret: [API_KEY]}}}
registry: {password: [REGISTRY]}
//- config/deploy.staging.yml
builder: {secrets: [API_KEY]}
`;

function hovered(secrets: string): string {
  const { asked, position } = inSecrets(`${deploy}${secrets}`);
  return (secretsHover(asked, position)?.contents as { value: string } | undefined)?.value ?? '(nothing)';
}

suite('hover in a secrets file', () => {
  test('who looks a name up, and in which deployments', () => {
    assert.equal(
      hovered('//- .kamal/secrets-common\nAPI|_KEY=hunter2hunter2\nB=$API_KEY\n//- .kamal/secrets.staging\nAPI_KEY=$X\n'),
      '**API_KEY**\n\nNeeded for the role `web`, the build of the image (without a destination, `staging`).\n\nUsed here by `B`.\n\n' +
        'Declared in `.kamal/secrets.staging` too. Of two files that a deployment reads, the one of the destination counts before `secrets-common`.',
    );
    assert.equal(hovered('//- .kamal/secrets.staging\nREGI|STRY=1\n'), '**REGISTRY**\n\nNeeded for the login to the registry (`staging`).');
    assert.equal(hovered('//- .kamal/secrets\nOTH|ER=1\n'), '**OTHER**\n\nNo deployment that reads this file looks it up by this name.');
    assert.match(hovered('//- .kamal/secrets\nREGISTRY=1\nB=$REGI|STRY\n'), /^\*\*REGISTRY\*\*/);
  });

  test('adapters, options and commands', () => {
    const command = (text: string): string => hovered(`//- .kamal/secrets\nS=$(kamal secrets ${text})\n`);
    assert.match(command('fe|tch --adapter gcp'), /^\*\*kamal secrets fetch\*\*\n\nAsks a password store/);
    assert.match(command('fetch --adapter 1pass|word --from x'), /^\*\*1password\*\*: 1Password.*`--account` must be given/s);
    assert.match(command('fetch -a bitwarden_secrets|_manager all'), /^\*\*bitwarden-sm\*\*/);
    assert.match(command('fetch --adapter doppler --fr|om a/b'), /^\*\*--from\*\*: .* For doppler: project and config/);
    assert.equal(command('fetch --adapter doppler NA|ME'), '(nothing)');
  });

  test('nothing over a value or a comment', () => {
    assert.equal(hovered('//- .kamal/secrets\nA=hunt|er2\n'), '(nothing)');
    assert.equal(hovered('//- .kamal/secrets\n# REGI|STRY\n'), '(nothing)');
  });
});
