// Writes what is generated from the rules and the tools for assistants: docs/rules/README.md, docs/lint.schema.json, and in package.json the setting
// `kamal.rules` and `languageModelTools`.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';
import { ensureModules } from './setup.mjs';

await ensureModules();
const { tsImport } = await import('tsx/esm/api');
const { format } = await import('prettier');
const { indexPage, lintSchema, settingProperties } = await tsImport('./ruleIndex.ts', import.meta.url);
const { languageModelTools } = await tsImport('./languageModelTools.ts', import.meta.url);

writeFileSync(path.join(root, 'docs/rules/README.md'), await format(indexPage(), { parser: 'markdown', printWidth: 140 }));
writeFileSync(path.join(root, 'docs/lint.schema.json'), await format(JSON.stringify(lintSchema()), { parser: 'json', printWidth: 140 }));
const manifestFile = path.join(root, 'package.json');
const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
manifest.contributes.configuration.properties['kamal.rules'].properties = settingProperties();
manifest.contributes.configuration.properties['kamal.rules'].additionalProperties = false;
manifest.contributes.languageModelTools = languageModelTools();
writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
console.log('rules: docs/rules/README.md, docs/lint.schema.json, kamal.rules and languageModelTools in package.json are up to date');
