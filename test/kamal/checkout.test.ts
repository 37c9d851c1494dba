// `node scripts/kamal.mjs DIR` on a checkout that is made up: a Kamal with one more key, one more validator and one more error.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../../scripts/run.mjs';

test('a new Kamal is told of by its keys, validators and errors', (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'kamal-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const put = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(folder, 'lib/kamal', file)), { recursive: true });
    writeFileSync(path.join(folder, 'lib/kamal', file), text);
  };
  put('version.rb', 'module Kamal\n  VERSION = "9.9.9"\nend\n');
  put('secrets.rb', '');
  put('configuration.rb', 'raise Kamal::ConfigurationError, "No servers or accessories specified"\n');
  put('configuration/validation.rb', '');
  put('configuration/validator.rb', 'error "the colour #{name} does not suit a deployment"\n');
  put('configuration/validator/colour.rb', '# new\n');
  put(
    'configuration/docs/configuration.yml',
    'servers:\n  web:\n    - 172.1.0.1\nproxy:\n  host: shop.example.com\n  colour:\n    red: 1\n',
  );
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/kamal.mjs', folder], { cwd: root, encoding: 'utf8' });
  assert.equal(stderr, '');
  assert.equal(status, 1);
  assert.match(stdout, /^Kamal 9\.9\.9; our tables say 2\.12\.0/);
  assert.match(stdout, /our tables lack:\n {2}proxy > colour\n\n/);
  assert.match(stdout, /validators that changed:\n(.*\n)*? {2}lib\/kamal\/configuration\/validator\/colour\.rb \(new\)\n/);
  assert.match(stdout, / {2}lib\/kamal\/configuration\/validator\/alias\.rb \(gone\)\n/);
  assert.match(stdout, /errors that no rule mirrors:\n {2}the colour #\{name\} does not suit a deployment\n/);
  assert.doesNotMatch(stdout, /No servers or accessories/);
});

test('without a checkout of Kamal it says what it needs', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/kamal.mjs', root], { cwd: root, encoding: 'utf8' });
  assert.equal(status, 2);
  assert.match(stderr, /^Usage: /);
});
