import assert from 'node:assert/strict';
import { test } from 'node:test';
import { commandLines } from '../../client/src/commandLines.ts';
import type { DeploymentSummary } from '../../server/src/protocol.ts';

const summary: DeploymentSummary = {
  kamal: '2.12.0',
  accepted: true,
  errors: 0,
  folder: 'file:///shop',
  options: ['-c', 'config/deploy-worker.yml', '-d', 'staging'],
  aliases: [
    { name: 'console', command: 'app exec -i bash', fixed: false },
    { name: 'prod-logs', command: 'app logs -d production', fixed: true },
  ],
  accessories: ['db', '-x', 'my db'],
};
const lines = commandLines(summary);
const wordsOf = (command: string) => lines.find((line) => line.command === command)?.words;

test('every command is for the destination that is chosen', () =>
  assert.deepEqual(wordsOf('app logs'), ['app', 'logs', '-c', 'config/deploy-worker.yml', '-d', 'staging']));
test('an alias is run by its name, and says what it stands for', () => {
  assert.deepEqual(wordsOf('console'), ['console', '-c', 'config/deploy-worker.yml', '-d', 'staging']);
  assert.equal(lines.find(({ command }) => command === 'console')?.detail, 'kamal app exec -i bash');
});
test('an alias that names its destination is given no other', () =>
  assert.deepEqual(wordsOf('prod-logs'), ['prod-logs', '-c', 'config/deploy-worker.yml']));
test('an accessory is one word, and none that begins like an option', () => {
  assert.deepEqual(wordsOf('accessory logs my db')?.slice(0, 3), ['accessory', 'logs', 'my db']);
  assert.equal(wordsOf('accessory logs -x'), undefined);
});
test('nothing is offered that takes containers or data away', () =>
  assert.deepEqual(
    lines.filter(({ words: [first, second] }) => /^(remove|prune|stop)$/.test(first!) || /^(remove|stop|release)$/.test(second!)),
    [],
  ));
