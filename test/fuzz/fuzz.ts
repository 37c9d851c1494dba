// `npm run fuzz -- --minutes N --seed S`: texts that nobody would write, typed one after the other, with every request at random places after each, fixes
// made and read again; plans from one project to another; edits over the protocol with requests between them. What fails is made as small as it goes and
// kept in `found/`, where `npm test` tries it from then on.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { faultIn, make, smallerThan, type Fuzzed } from './kinds.ts';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string', default: '1' } } });
const end = Date.now() + Number(values.minutes) * 60_000;
const found = path.join(import.meta.dirname, 'found');

/** The projects in `test/real`: texts that people did write. */
const real = path.join(import.meta.dirname, '../real');
const projects = readdirSync(real, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const root = path.join(real, name);
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => statSync(path.join(root, file)).isFile());
    return Object.fromEntries(files.map((file) => [file.split(path.sep).join('/'), readFileSync(path.join(root, file), 'utf8')]));
  });
const deploys = projects.flatMap((files) =>
  Object.entries(files).flatMap(([file, text]) => (file.startsWith('config/deploy') ? [text] : [])),
);

/** The kind of a fault: without its numbers and texts. */
const kindOf = (fault: string): string => fault.replace(/\d+/g, '0').replace(/"[^]*/, '').slice(0, 80);

/** The same fault in a case as small as it goes. */
async function smaller(one: Fuzzed, seed: number, kind: string): Promise<Fuzzed> {
  const limit = Date.now() + 60_000;
  for (const candidate of smallerThan(one)) {
    if (Date.now() > limit) break;
    const fault = await faultIn(candidate, seed);
    if (fault !== undefined && kindOf(fault) === kind) return smaller(candidate, seed, kind);
  }
  return one;
}

const kinds = new Set<string>();
const counts: Record<string, number> = {};
for (let seed = Number(values.seed); Date.now() < end; seed++) {
  const one = make(seed, projects, deploys);
  if (!one) continue;
  counts[one.kind ?? 'texts'] = (counts[one.kind ?? 'texts'] ?? 0) + 1;
  const fault = await faultIn(one, seed);
  if (fault === undefined || kinds.has(kindOf(fault))) continue;
  kinds.add(kindOf(fault));
  const small = await smaller(one, seed, kindOf(fault));
  const target = path.join(found, `${seed}.json`);
  writeFileSync(target, await format(JSON.stringify({ fault, seed, ...small }), { parser: 'json', printWidth: 140 }));
  console.log(`seed ${seed}: ${fault}\n  kept in ${path.relative(process.cwd(), target)}`);
}
const memory = Math.round(process.memoryUsage().heapUsed / 1e6);
const made = Object.entries(counts).map(([kind, count]) => `${count} ${kind}`);
console.log(`${made.join(', ')}: ${kinds.size} kinds of faults; ${memory} MB`);
process.exitCode = kinds.size > 0 ? 1 : 0;
