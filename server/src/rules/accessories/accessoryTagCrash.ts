import { valueAt } from '../../config/get.ts';
import type { ScalarValue, Value } from '../../config/value.ts';
import type { Source } from '../../source/source.ts';
import { fix, mergeChanges, placeAt, quote, wrapValue } from '../../edit/index.ts';
import { tagEntry } from './accessoryTarget.ts';
import { isOwn } from '../fixes/scalarFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** `Accessory#hosts_from_tags` walks over `servers` as a map and asks tags for `include?`: anything else makes Kamal crash. */
export const accessoryTagCrash = rule({
  id: 'accessory-tag-crash',
  severity: 'error',
  kind: 'kamal',
  summary: 'Kamal crashes while it looks for the hosts of an accessory’s tag',
  each: 'accessory',
  keys: ['servers'],
  *check(accessory, { root }) {
    const servers = valueAt(root, 'servers');
    if (servers?.kind === 'unknown' || root.incomplete) return;
    const entry = tagEntry(accessory);
    if (!entry || entry.conditional || entry.value.kind === 'unknown') return;
    if (servers?.kind !== 'map') {
      // With `tags` Kamal loads it, and the accessory runs nowhere.
      if (entry.name === 'tags') return;
      yield report(
        this,
        entry.key.at,
        `The accessory \`${accessory.name}\` looks for hosts by tag, and Kamal finds tags only where \`servers\` is a map of roles: here it crashes (NoMethodError). Write roles under \`servers\`, or name the host.`,
        { fixes: servers?.kind === 'list' && !servers.alias ? [intoRole(servers.at.chunk.file)] : [] },
      );
      return;
    }
    const wanted = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    const written = tagsOfLists(servers);
    // A text is asked whether it holds the tag, which may then be no number; a number is not to be asked at all.
    const crashes = wanted.length > 0 && (written.some(isNumber) || (written.some(isText) && wanted.some(isNumber)));
    const numbers = [...wanted, ...written].filter(isNumber);
    const [number] = numbers;
    if (crashes && number) {
      yield report(
        this,
        number.at,
        `The accessory \`${accessory.name}\` is looked for by tag, and a tag that YAML reads as a number makes Kamal crash. Write the tag in quotes.`,
        { fixes: quoteAll(numbers) },
      );
    }
  },
});

function isNumber(value: Value): value is ScalarValue {
  return value.kind === 'scalar' && !value.conditional && (value.type === 'integer' || value.type === 'float' || value.type === 'boolean');
}

function isText(value: Value): boolean {
  return value.kind === 'scalar' && !value.conditional && value.type === 'string';
}

/** Single tags of hosts in roles written as a list: the only ones that are looked at. */
function tagsOfLists(servers: Value): Value[] {
  if (servers.kind !== 'map') return [];
  return [...servers.entries.values()].flatMap(({ value }) =>
    value.kind === 'list'
      ? value.items.flatMap((item) => (item.kind === 'map' ? [...item.entries.values()].map((entry) => entry.value) : []))
      : [],
  );
}

/** A plain list of servers is the role `web`. */
function intoRole(file: string): Fix {
  const build = (source: Source) => {
    const place = placeAt(source, 'servers');
    return place && wrapValue(source, place, ['web']);
  };
  return fix('Put the servers into the role `web`', file, build, true);
}

/** All at once: one that is left crashes Kamal as well. */
function quoteAll(numbers: readonly ScalarValue[]): Fix[] {
  const { file } = numbers[0]!.at.chunk;
  if (!numbers.every((value) => isOwn(value) && value.at.chunk.file === file)) return [];
  const build = (source: Source) => mergeChanges(...numbers.map(({ node }) => (node.kind === 'scalar' ? quote(source, node) : [])));
  return [fix(numbers.length > 1 ? 'Quote the tags' : 'Quote the tag', file, build, true)];
}
