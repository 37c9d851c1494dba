import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { format } from 'prettier';
import { indexPage, settingProperties } from '../../scripts/ruleIndex.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const hint = 'run `node scripts/rules.mjs`';

it('docs/rules/README.md lists the rules as they are', async () => {
  assert.equal(read('docs/rules/README.md'), await format(indexPage(), { parser: 'markdown', printWidth: 140 }), hint);
});

it('the setting kamal.rules knows the rules as they are', () => {
  const manifest = JSON.parse(read('package.json')) as {
    contributes: { configuration: { properties: Record<string, { properties?: unknown }> } };
  };
  assert.deepEqual(manifest.contributes.configuration.properties['kamal.rules']?.properties, settingProperties(), hint);
});
