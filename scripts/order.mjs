// Writes server/src/features/completion/counts.ts: what people write where, for the order of completions.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './run.mjs';
import { ensureModules } from './setup.mjs';

await ensureModules();
const { tsImport } = await import('tsx/esm/api');
const { format, resolveConfig } = await import('prettier');
const { countsFile } = await tsImport('./completionOrder.ts', import.meta.url);

const file = path.join(root, 'server/src/features/completion/counts.ts');
writeFileSync(file, await format(countsFile(), { ...(await resolveConfig(file)), parser: 'typescript' }));
console.log('order: server/src/features/completion/counts.ts is up to date');
