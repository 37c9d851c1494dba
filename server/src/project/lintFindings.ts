import { load } from '../config/load.ts';
import type { ConfigEntry, MapValue, Value } from '../config/value.ts';
import { safeFix } from '../edit/index.ts';
import type { Files } from '../files/files.ts';
import { memoize } from '../memoize.ts';
import { delicateInSource } from '../references/delicate.ts';
import { rules } from '../rules/index.ts';
import { withheld } from '../rules/judging/withheld.ts';
import { report } from '../rules/report.ts';
import type { Finding } from '../rules/rule.ts';
import { lintSettings } from '../rules/text/lintSettings.ts';
import { duplicatesIn } from '../rules/text/duplicateKey.ts';
import { nearest } from '../rules/validation/nearest.ts';
import { spanOf, type Span } from '../source/locate.ts';
import type { At } from '../source/node.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';
import { isSeverity, kamalVersionIn, lintFile, severities, severityIn } from './lint.ts';

/** What the file may say at its root. */
const keys = ['rules', 'config_files', 'kamal_version', 'fail_on'];

/** What nobody understands in `.kamal/lint.yml`: a mistake there switches nothing off, and nobody would be told. */
export function lintFindings(files: Files): readonly Finding[] {
  const source = files.source(lintFile);
  return source ? withheld(findingsIn(source), delicateInSource(source)) : [];
}

/** Worked out once for each version of the file, whatever it repeats. */
const findingsIn = memoize((source: Source): readonly Finding[] => {
  const parsed = read(lintFile, source.text);
  // Places belong to the text as the rules see it, and not to this reading of it.
  const at = (node: At): Span => spanOf(parsed, node) ?? { from: 0, to: 0 };
  const told = (span: Span, message: string, meant?: string): Finding =>
    report(lintSettings, source.at(span.from, span.to), message, {
      fixes: meant === undefined ? [] : [safeFix(`Write \`${meant}\``, lintFile, () => [{ ...span, text: meant }])],
    });

  const [problem] = parsed.problems;
  if (problem && problem.kind !== 'empty' && problem.kind !== 'document')
    return [told(at(problem.at), `This is not valid YAML: ${consequence} until it is.`)];
  const { document } = load(parsed.root);
  if (!document) return [];
  if (document.kind !== 'map')
    return [told(at(document.at), `\`${lintFile}\` must be a map, such as \`rules:\` with a severity for each rule: ${consequence}.`)];

  const unknown = (entry: ConfigEntry, among: readonly string[], what: string): Finding => {
    const near = nearest(entry.name, among);
    return told(at(entry.key.at), `${what}, so this line has no effect.${near ? ` Did you mean \`${near}\`?` : ''}`, near);
  };
  const found = entriesOf(document).flatMap((entry) =>
    keys.includes(entry.name) || entry.name.startsWith('x-')
      ? []
      : [unknown(entry, keys, `\`${lintFile}\` knows no \`${entry.name}\`: it has ${keys.map((key) => `\`${key}\``).join(', ')}`)],
  );
  for (const { first, name } of parsed.root ? duplicatesIn(parsed.root) : [])
    found.push(told(at(first.key.at), `\`${name}\` stands here twice: the later one counts, and this one has no effect.`));
  const oneOf = (value: Value, what: string, among: readonly string[]): Finding => {
    const near = nearest(value.kind === 'scalar' ? value.string : '', among);
    const names = among.map((name) => `\`${name}\``).join(', ');
    return told(at(value.at), `${what} must be one of ${names}: this line has no effect.${near ? ` Did you mean \`${near}\`?` : ''}`, near);
  };
  const given = (key: string): Value | undefined => {
    const value = document.entries.get(key)?.value;
    return value?.kind === 'scalar' && value.type === 'null' ? undefined : value;
  };
  const least = given('fail_on');
  if (least && !(least.kind === 'scalar' && isSeverity(least.string))) found.push(oneOf(least, '`fail_on`', severities));
  const version = given('kamal_version');
  if (version && kamalVersionIn(version) === undefined)
    found.push(told(at(version.at), '`kamal_version` must be a version such as `2.12.0`: this line has no effect.'));
  for (const item of pathItems(given('config_files')))
    if (item.kind !== 'scalar' || item.type !== 'string')
      found.push(told(at(item.at), '`config_files` holds paths from the folder of the project: this one has no effect.'));
  const set = given('rules');
  if (!set) return found;
  if (set.kind !== 'map')
    return [...found, told(at(set.at), '`rules` must be a map from the id of a rule to a severity or `off`: none of it counts.')];
  for (const entry of entriesOf(set)) {
    if (!ids.includes(entry.name)) found.push(unknown(entry, ids, `There is no rule \`${entry.name}\``));
    else if (!isSet(entry.value)) found.push(oneOf(entry.value, `The severity of \`${entry.name}\``, settings));
  }
  return found;
});

const consequence = 'nothing in it counts';
const ids = rules.map(({ id }) => id);
const settings = [...severities, 'off'];

function entriesOf(map: MapValue): ConfigEntry[] {
  return [...map.entries.values()].filter(({ name }) => name !== '');
}

/** Items of a list; a value alone is one. */
function pathItems(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : value ? [value] : [];
}

function isSet(value: Value): boolean {
  return value.kind === 'scalar' && severityIn(value) !== undefined;
}
