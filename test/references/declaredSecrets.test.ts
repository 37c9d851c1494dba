// Which secrets files Kamal reads for a deployment, and what they declare (`secrets.rb`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { filesOf } from '../../server/src/project/analyze.ts';
import { secretsOf } from '../../server/src/references/declaredSecrets.ts';
import { deploymentIn } from '../deployment/table.ts';
import { files as texts } from '../support/files.ts';

const secretsFiles = `
//- /.kamal/secrets-common
COMMON=1
//- /.kamal/secrets
OWN=1
//- /.kamal/secrets.staging
STAGING=1
//- /keys/shop
KEYS=1
`;

/** The file for new ones, the common one, and the names; a word in the place of an answer. */
function told(deploy: string, unread = ''): string {
  const project = `//- /config/deploy.yml\n${deploy}${secretsFiles}`;
  const files = filesOf(texts(project));
  const answer = secretsOf({
    ...deploymentIn(project),
    files: { ...files, get: (path) => (path === unread ? 'unread' : files.get(path)) },
  });
  return answer === null ? 'unknown' : `${answer.own}, ${answer.common}: ${[...answer.names].join(' ')}`;
}

describe('secrets files', () => {
  for (const [title, deploy, expected, unread] of [
    ['of a base', 'service: shop', '.kamal/secrets, .kamal/secrets-common: COMMON OWN'],
    [
      'of a destination, without the base’s own',
      'service: shop\n//- /config/deploy.staging.yml\nimage: shop',
      '.kamal/secrets.staging, .kamal/secrets-common: COMMON STAGING',
    ],
    ['elsewhere', 'secrets_path: ./keys/shop', 'keys/shop, keys/shop-common: KEYS'],
    ['none at all', 'secrets_path: keys/other', 'keys/other, keys/other-common: '],
    ['where ERB says', 'secrets_path: <%= path %>', 'unknown'],
    ['where ERB may say', '<% if x %>\nsecrets_path: keys/shop\n<% end %>', 'unknown'],
    ['that nobody has read yet', 'service: shop', 'unknown', '.kamal/secrets'],
    ['of which one is not read for it', 'service: shop', '.kamal/secrets, .kamal/secrets-common: COMMON OWN', '.kamal/secrets.staging'],
  ] as const)
    it(title, () => assert.equal(told(deploy, unread), expected));
});
