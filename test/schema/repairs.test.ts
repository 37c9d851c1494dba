import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commands,
  keyAt,
  migrationAt,
  migrations,
  migrationsBelow,
  mistakeAt,
  mistakes,
  type Path,
  type Remedy,
} from '../../server/src/schema/index.ts';

const named = (path: Path): string[] => path.map((part) => part.replace('*', 'NAME'));

/** Where a remedy leads, for the key at `path`. */
function target(path: Path, remedy: Remedy): Path | undefined {
  if (remedy.is === 'rename') return [...path.slice(0, -1), remedy.to];
  return remedy.is === 'move' ? remedy.to : undefined;
}

test('every migration and every mistake leads to a key that Kamal knows', () => {
  const lost = [
    ...(migrations.flatMap(({ path, remedy }) => target(path, remedy) ?? []).length
      ? migrations.map(({ path, remedy }) => target(path, remedy))
      : []),
    ...mistakes.map(({ to }) => to),
  ].filter((to) => to !== undefined && !keyAt(named(to)) && !named(to).includes('options'));
  assert.deepEqual(lost, []);
});

test('what is migrated or mistaken is no key of Kamal 2 itself', () => {
  const known = [...migrations.filter(({ when }) => when === undefined), ...mistakes]
    .map(({ path }) => named(path))
    .filter((path) => {
      const key = keyAt(path);
      // Names that people choose fit everywhere: a label for Traefik, a variable called `secrets`.
      return key && !key.ignored && !['labels', 'env'].includes(path.at(-2) ?? '');
    });
  assert.deepEqual(known, []);
});

test('every sentence ends as one', () => {
  const odd = [...migrations, ...mistakes]
    .map(({ message }) => message)
    .filter((message) => message !== undefined && !/^[A-Z`].*\.$/.test(message) && !/^[a-z]+-proxy /.test(message));
  assert.deepEqual(odd, []);
});

test('a mistake without a right key explains itself', () => {
  assert.deepEqual(
    mistakes.filter(({ to, message }) => !to && !message),
    [],
  );
});

test('no key is listed twice', () => {
  const paths = [...migrations, ...mistakes].map(({ path }) => path.join(' '));
  assert.deepEqual(
    paths.filter((path, i) => paths.indexOf(path) !== i),
    [],
  );
});

test('the keys of Kamal 1', () => {
  assert.deepEqual(migrationAt(['servers', 'web', 'traefik'])?.remedy, { is: 'rename', to: 'proxy' });
  assert.deepEqual(migrationAt(['healthcheck', 'port'])?.remedy, { is: 'move', to: ['proxy', 'app_port'] });
  assert.equal(migrationAt(['servers', 'web', 'labels', 'traefik.http.routers.shop.rule'])?.remedy.is, 'remove');
  assert.equal(migrationAt(['labels', 'team']), undefined);
  assert.deepEqual(
    migrationsBelow(['builder', 'remote']).map(({ path }) => path.join(' ')),
    ['builder remote arch'],
  );
});

test('the role of a migration or mistake is the one at hand', () => {
  assert.deepEqual(mistakeAt(['servers', 'api', 'proxy', 'port'])?.to, ['servers', 'api', 'proxy', 'app_port']);
  assert.deepEqual(mistakeAt(['proxy', 'max_body_size'])?.to, ['proxy', 'buffering', 'max_request_body']);
  assert.deepEqual(mistakeAt(['servers', 'web', 'host'])?.to, ['servers', 'web', 'hosts']);
  assert.equal(mistakeAt(['proxy', 'loadbalancer'])?.to, undefined);
  assert.equal(mistakeAt(['proxy', 'host']), undefined);
});

test('the commands are those that an alias may not be called', () => {
  assert.equal(
    Object.keys(commands).join(' '),
    'accessory app audit build config deploy details docs init lock proxy prune redeploy registry remove rollback secrets server setup upgrade version',
  );
});
