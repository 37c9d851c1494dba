// Writes the tables of server/src/schema as JSON Schemas into dist/, for editors without this extension:
// deploy.schema.json for a whole configuration, deploy.part.schema.json for destinations and for a base that needs one.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ensureModules } from './setup.mjs';
import { root } from './run.mjs';

await ensureModules();
const { tsImport } = await import('tsx/esm/api');
const { parse } = await import('yaml');
const { jsonSchema } = await tsImport('../server/src/schema/json-schema.ts', import.meta.url);

const dist = path.join(root, 'dist');
mkdirSync(dist, { recursive: true });
for (const [name, part] of [
  ['deploy.schema.json', false],
  ['deploy.part.schema.json', true],
]) {
  const text = `${JSON.stringify(jsonSchema({ parse, part }), null, 2)}\n`;
  writeFileSync(path.join(dist, name), text);
  console.log(`schema: dist/${name}, ${Math.round(text.length / 1000)} kB`);
}
