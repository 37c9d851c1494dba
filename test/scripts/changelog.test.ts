import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changesOf, nextVersion, withVersion } from '../../scripts/changelog.mjs';

test('a commit stands under the part of the product of which it changed most', () => {
  assert.equal(
    changesOf([
      {
        subject: 'Find hosts that are no hosts',
        files: ['server/src/rules/servers/hostFormat.ts', 'docs/rules/host-format.md', 'server/src/schema/root.ts'],
      },
      { subject: 'Write JUnit', files: ['server/src/cli/formats/junit.ts', 'test/cli/formats.test.ts'] },
      { subject: 'Rename roles', files: ['server/src/features/rename.ts', 'server/src/server/requests.ts', 'client/src/start.ts'] },
      { subject: 'Count twice', files: ['server/src/rules/boot/bootLimit.ts'] },
      { subject: 'Test more', files: ['test/rules/pages.test.ts', 'scripts/test.mjs'] },
    ]),
    `### Rules

- Find hosts that are no hosts
- Count twice

### Editor

- Rename roles

### Terminal and CI

- Write JUnit
`,
  );
});

const older = '## 0.1.0 — 2026-01-01\n\nThe first.\n';

test('what a person wrote under "unreleased" stands above the list', () => {
  assert.equal(
    withVersion(`# Changelog\n\n## 0.2.0 — unreleased\n\nBetter.\n\n${older}`, '0.2.0', '2026-02-02', '### Rules\n\n- More\n'),
    `# Changelog\n\n## 0.2.0 — 2026-02-02\n\nBetter.\n\n### Rules\n\n- More\n\n${older}`,
  );
  assert.equal(withVersion('# Changelog\n\n## 0.1.0 — unreleased\n\nThe first.\n', '0.1.0', '2026-01-01', ''), `# Changelog\n\n${older}`);
});

test('without such a section one is put before the others', () => {
  assert.equal(
    withVersion(`# Changelog\n\n${older}`, '0.2.0', '2026-02-02', '### Rules\n\n- More\n'),
    `# Changelog\n\n## 0.2.0 — 2026-02-02\n\n### Rules\n\n- More\n\n${older}`,
  );
});

test('a version that has no tag yet is the next, else the next minor one', () => {
  assert.equal(nextVersion('0.1.0', false), '0.1.0');
  assert.equal(nextVersion('0.1.3', true), '0.2.0');
});
