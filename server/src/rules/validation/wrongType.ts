import { mapAt } from '../../config/get.ts';
import type { Value } from '../../config/value.ts';
import { migrationAt, type Migration } from '../../schema/index.ts';
import { isProxy } from '../proxy/proxyNotAMap.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { mapAround } from './unindented.ts';
import { builderMigration } from './builderMigration.ts';
import type { Path, WrongType } from './problem.ts';
import { isBlockMap, isHostItem, isRoleKey, wrongTypeFixes } from './wrongTypeFixes.ts';
import { dotted, halfTyped, isDelicate, kindOf, plainWords } from './words.ts';

/** A value of another type than Kamal's validator asks for (`configuration/validator.rb`). */
export const wrongType = rule({
  id: 'wrong-type',
  severity: 'error',
  kind: 'kamal',
  summary: 'A value has another type than Kamal takes',
  reads: ['problems'],
  keys: ['builder'],
  *check({ problems, root }) {
    for (const problem of problems) {
      if (problem.kind !== 'type') continue;
      const theirs: boolean = isProxy(problem);
      if (theirs) continue;
      const former = migrationOf(problem);
      yield report(this, former ? problem.entry!.key.at : problem.at, former ? kamalOne(problem, former) : message(problem), {
        kamal: problem.kamal,
        refused: !problem.value.conditional,
        fixes: former ? builderMigration(problem.entry!, mapAt(root, 'builder')) : wrongTypeFixes(problem, mapAround(problem, problems)),
        ...(former && { tag: 'deprecated' as const }),
      });
    }
  },
});

function message({ path, value, words, entry }: WrongType): string {
  const name = entry ? `\`${dotted(path)}\`` : `Item ${Number(path.at(-1)) + 1} of \`${dotted(path.slice(0, -1))}\``;
  const wanted = plainWords(words);
  const base = entry?.shadows?.key.at.chunk.file;
  if (value.kind === 'scalar' && value.type === 'null' && entry && base !== undefined && base !== entry.key.at.chunk.file) {
    return `${name} is empty here, which replaces the value in ${base} by nothing instead of removing it: Kamal refuses the deployment. Write ${wanted}, or remove the key to keep the base's value.`;
  }
  if (value.kind === 'scalar' && value.type === 'null' && isHostItem(path))
    return `The host \`${path.at(-1)}\` has a colon and no tag behind it, and Kamal refuses the file. Remove the colon, or name a tag.`;
  if (value.kind === 'scalar' && value.type === 'null' && !entry)
    return `${name} is empty, and Kamal refuses that. Write ${wanted}, or remove it.`;
  if (value.kind === 'scalar' && value.type === 'null')
    return `${name} is empty, and Kamal refuses a key without a value. Write ${wanted}, or remove the key.`;
  if (value.kind === 'scalar' && entry && isRoleKey(path))
    return `\`${entry.name}\` stands among the roles, and Kamal takes it for one and refuses to load the file. Indent it below the role that it belongs to.`;
  const half = entry && halfTyped(entry.key, value, words);
  if (half) return half;
  return `${name} must be ${wanted}, but ${whatIs(value, words, path, entry === null)}. Kamal refuses to load the file.`;
}

function whatIs(value: Value, words: string, path: Path, isItem: boolean): string {
  if (words === 'a string' && value.kind === 'scalar' && (value.type === 'date' || value.type === 'time'))
    return `YAML reads this as ${kindOf(value, path)}: write it in quotes`;
  // `builder.arch` is refused as a whole for one of its items.
  if (value.kind === 'list' && words.startsWith('an array')) return 'an item of this list is no text';
  const [pair, ...rest] = isItem && isBlockMap(value) ? value.entries.values() : [];
  if (words === 'a string' && pair && rest.length === 0 && pair.value.kind === 'scalar' && pair.value.type !== 'null' && !isDelicate(path))
    return `the blank after the colon makes this a map; \`${pair.name}:${pair.value.string}\` without it is text`;
  return `this is ${kindOf(value, path)}`;
}

/** A key that is a map in Kamal 1 and something else in Kamal 2. */
function migrationOf({ path, value, entry }: WrongType): Migration | undefined {
  const migration = value.kind === 'map' && entry ? migrationAt(path) : undefined;
  return migration?.when === 'map' ? migration : undefined;
}

function kamalOne({ path }: WrongType, { message }: Migration): string {
  return `\`${dotted(path)}\` is a map as in Kamal 1, and Kamal 2 refuses to load the file. ${message}`;
}
