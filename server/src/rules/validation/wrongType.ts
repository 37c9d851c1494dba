import { mapAt } from '../../config/get.ts';
import { migrationAt, type Migration } from '../../schema/index.ts';
import { isProxy } from '../proxyNotAMap.ts';
import { report } from '../report.ts';
import type { Rule } from '../rule.ts';
import { builderMigration } from './builderMigration.ts';
import { problemsOf, type WrongType } from './walk.ts';
import { wrongTypeFixes } from './wrongTypeFixes.ts';
import { dotted, kindOf, plainWords } from './words.ts';

/** A value of another type than Kamal's validator asks for (`configuration/validator.rb`). */
export const wrongType: Rule = {
  id: 'wrong-type',
  severity: 'error',
  kind: 'kamal',
  summary: 'A value has another type than Kamal takes',
  *check({ config }) {
    for (const problem of problemsOf(config)) {
      if (problem.kind !== 'type') continue;
      const theirs: boolean = isProxy(problem);
      if (theirs) continue;
      const former = migrationOf(problem);
      yield report(this, former ? problem.entry!.key.at : problem.at, former ? kamalOne(problem, former) : message(problem), {
        kamal: problem.kamal,
        refused: !problem.value.maybe,
        fixes: former ? builderMigration(problem.entry!, mapAt(config.root, 'builder')) : wrongTypeFixes(problem),
        ...(former && { tag: 'deprecated' as const }),
      });
    }
  },
};

function message({ path, value, words, entry }: WrongType): string {
  const name = dotted(path);
  const wanted = plainWords(words);
  const base = entry?.shadows?.key.at.chunk.file;
  if (value.kind === 'scalar' && value.type === 'null' && entry && base !== undefined && base !== entry.key.at.chunk.file) {
    return `\`${name}\` is empty here, which replaces the value in ${base} by nothing instead of removing it: Kamal refuses the deployment. Write ${wanted}, or remove the key to keep the base's value.`;
  }
  if (value.kind === 'scalar' && value.type === 'null')
    return `\`${name}\` is empty, and Kamal refuses a key without a value. Write ${wanted}, or remove the key.`;
  return `\`${name}\` must be ${wanted}, but this is ${kindOf(value)}. Kamal refuses to load the file.`;
}

/** A key that is a map in Kamal 1 and something else in Kamal 2. */
function migrationOf({ path, value, entry }: WrongType): Migration | undefined {
  const migration = value.kind === 'map' && entry ? migrationAt(path) : undefined;
  return migration?.when === 'map' ? migration : undefined;
}

function kamalOne({ path }: WrongType, { message }: Migration): string {
  return `\`${dotted(path)}\` is a map as in Kamal 1, and Kamal 2 refuses to load the file. ${message}`;
}
