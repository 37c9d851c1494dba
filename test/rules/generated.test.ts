import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { Ajv } from 'ajv';
import { format } from 'prettier';
import { languageModelTools } from '../../scripts/languageModelTools.ts';
import { indexPage, lintSchema, settingProperties } from '../../scripts/ruleIndex.ts';

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

it('package.json offers the tools for assistants as `kamal-check mcp` does', () => {
  const manifest = JSON.parse(read('package.json')) as { contributes: { languageModelTools?: unknown } };
  assert.deepEqual(manifest.contributes.languageModelTools, languageModelTools(), hint);
});

it('docs/lint.schema.json knows the rules as they are, and tells what is wrong in a lint.yml', () => {
  assert.deepEqual(JSON.parse(read('docs/lint.schema.json')), lintSchema(), hint);
  const validate = new Ajv().compile(lintSchema());
  for (const [right, settings] of [
    [true, {}],
    [true, { rules: { 'service-name': false, 'host-format': 'off', 'unknown-key': 'hint' }, kamal_version: '2.12.0', fail_on: 'warning' }],
    [true, { config_files: ['config/deploy-worker.yml'] }],
    [false, { rules: { 'service-nam': 'off' } }],
    [false, { rules: { 'service-name': 'of' } }],
    [false, { fail_on: 'off' }],
    [false, { kamal_version: 2.1 }],
    [false, { kamalVersion: '2.1' }],
  ] as const)
    assert.equal(validate(settings), right, JSON.stringify(settings));
});
