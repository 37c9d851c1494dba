import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { documentHighlight } from '../../server/src/features/documentHighlight.ts';
import { references } from '../../server/src/features/references.ts';
import { atCursor } from './cursor.ts';
import { askedAbout } from './names.ts';
import { file, uriOf } from './project.ts';

const shop = (role: string, secret = 'TOKEN'): string => `//- ${file}
servers:
  ${role}: [192.0.2.1]
  job:
    hosts: [192.0.2.1]
    env:
      secret: [${secret}]
accessories:
  cache:
    roles: [web, job]
registry:
  password: [TOKEN]
aliases:
  logs: app logs -r 'w*'
//- config/deploy.staging.yml
primary_role: web
servers:
  web:
    hosts: [192.0.2.2]
//- .kamal/secrets-common
TOKEN=$TOKEN
AGAIN=$TOKEN
`;

function places(marked: string, withDefinitions = true): string[] {
  const { texts, file: from, position } = atCursor(marked);
  const found = references(askedAbout(texts).asked, from, position, withDefinitions) ?? [];
  return found.map(({ uri, range }) => {
    const path = uri.replace(uriOf(''), '');
    const line = texts.get(path)!.split('\n')[range.start.line]!;
    return `${path}:${range.start.line + 1} ${line.slice(range.start.character, range.end.character)}`;
  });
}

suite('references', () => {
  test('of a role, over base, destinations and aliases', () => {
    assert.deepEqual(places(shop('w|eb')), [
      `${file}:2 web`,
      `${file}:9 web`,
      `${file}:13 w*`,
      'config/deploy.staging.yml:1 web',
      'config/deploy.staging.yml:3 web',
    ]);
  });

  test('without where it is given', () => {
    assert.deepEqual(places(shop('w|eb'), false), [`${file}:9 web`, `${file}:13 w*`, 'config/deploy.staging.yml:1 web']);
    assert.deepEqual(places('proxy: {host: sh|op.example}\n', false), [`${file}:1 shop.example`]);
  });

  test('of a secret, in the secrets files too', () => {
    assert.deepEqual(places(shop('web', 'API:TO|KEN')), [
      `${file}:6 TOKEN`,
      `${file}:11 TOKEN`,
      '.kamal/secrets-common:1 TOKEN',
      '.kamal/secrets-common:2 TOKEN',
    ]);
  });

  test('nothing where no name stands', () => {
    assert.deepEqual(places('serv|ice: shop\n'), []);
    assert.deepEqual(places('env: {secret: [NA|ME:TOKEN]}\n'), []);
  });
});

test('highlight marks the name in its own file, given and used apart', () => {
  const { texts, file: from, position } = atCursor(shop('w|eb'));
  const found = documentHighlight(askedAbout(texts).asked, from, position) ?? [];
  assert.deepEqual(
    found.map(({ range, kind }) => `${range.start.line + 1} ${kind === 3 ? 'given' : 'used'}`),
    ['2 given', '9 used', '13 used'],
  );
});
