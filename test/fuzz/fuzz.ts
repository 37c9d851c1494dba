// `npm run fuzz -- --minutes N --seed S`: texts that nobody would write, typed one after the other, with every request at random places after each, fixes
// made and read again. What fails is made as small as it goes and kept in `found/`, where `npm test` tries it from then on.
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { faultOf, type Case } from './case.ts';
import { mutated, randomOf } from './mutate.ts';

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

/** The same fault with fewer texts and fewer lines. */
function smaller(one: Case, seed: number, kind: string): Case {
  const fails = (candidate: Case): boolean => {
    const fault = faultOf(candidate, randomOf(seed));
    return fault !== undefined && kindOf(fault) === kind;
  };
  let best = one;
  const last = { ...one, texts: one.texts.slice(-1) };
  if (one.texts.length > 1 && fails(last)) best = last;
  const bare = { ...best, files: {} };
  if (fails(bare)) best = bare;
  for (let size = 16; size >= 1; size >>= 1) {
    for (let from = 0; from < (best.texts.at(-1)?.split('\n').length ?? 0) && Date.now() < end + 60_000;) {
      const text = best.texts.at(-1)!.split('\n').toSpliced(from, size).join('\n');
      const candidate = { ...best, texts: [...best.texts.slice(0, -1), text] };
      if (fails(candidate)) best = candidate;
      else from += size;
    }
  }
  return best;
}

const kinds = new Set<string>();
let cases = 0;
let texts = 0;
for (let seed = Number(values.seed); Date.now() < end; seed++) {
  const random = randomOf(seed);
  const files = projects[Math.floor(random() * projects.length)]!;
  const paths = Object.keys(files).filter(
    (file) => file.startsWith('config/deploy') || (random() < 0.1 && file.startsWith('.kamal/secrets')),
  );
  const file = paths[Math.floor(random() * paths.length)];
  if (file === undefined) continue;
  const typed: string[] = [];
  for (let text = files[file]!, times = 1 + Math.floor(random() * 8); times > 0; times--) {
    text = mutated(text, random, deploys);
    typed.push(text);
  }
  const one: Case = { files, path: file, texts: typed };
  cases++;
  texts += typed.length;
  const fault = faultOf(one, randomOf(seed));
  if (fault === undefined || kinds.has(kindOf(fault))) continue;
  kinds.add(kindOf(fault));
  const small = smaller(one, seed, kindOf(fault));
  const target = path.join(found, `${seed}.json`);
  writeFileSync(target, `${JSON.stringify({ fault, seed, ...small }, null, 2)}\n`);
  console.log(`seed ${seed}: ${fault}\n  kept in ${path.relative(process.cwd(), target)}`);
}
const memory = Math.round(process.memoryUsage().heapUsed / 1e6);
console.log(`${cases} cases, ${texts} texts, ${kinds.size} kinds of faults; ${memory} MB`);
process.exitCode = kinds.size > 0 ? 1 : 0;
