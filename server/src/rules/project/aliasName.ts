import { mapAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import { commands } from '../../schema/commands.ts';
import { report } from '../report.ts';
import type { Source } from '../../source/source.ts';
import { fix, placeOf, renameKey } from '../../edit/index.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { quoteIt, removeIt } from '../fixes/scalarFixes.ts';

/** `validator/alias.rb`: lower case, and none of Kamal's own commands. A name that is no text crashes Kamal. */
export const aliasName = rule({
  id: 'alias-name',
  severity: 'error',
  kind: 'kamal',
  summary: 'An alias has a name that Kamal does not take',
  keys: ['aliases'],
  *check({ root }) {
    const aliases = mapAt(root, 'aliases')?.entries;
    for (const entry of aliases?.values() ?? []) {
      const { name, key, keyType, conditional } = entry;
      if (conditional || keyType === 'unknown') continue;
      if (keyType !== 'string') {
        const written = key.kind === 'scalar' ? key.text : name;
        yield report(
          this,
          key.at,
          `The alias name \`${written}\` is no text for YAML, and Kamal crashes on it (NoMethodError). Write it in quotes or choose another.`,
          { fixes: quoteIt(key, isFree(written, aliases)) },
        );
      } else if (!/^[a-z0-9_-]+$/.test(name)) {
        yield report(
          this,
          key.at,
          `The alias \`${name}\` cannot be a command: only lower-case letters, digits, \`-\` and \`_\` are taken. Kamal refuses to load the file. Rename it.`,
          {
            fixes: [...rename(entry, name.toLowerCase().replace(/[^a-z0-9_-]+/g, '-'), aliases), removeIt(entry)],
            kamal: `aliases/${name}: Invalid alias name: '${name}'. Must only contain lowercase letters, alphanumeric, hyphens and underscores.`,
          },
        );
      } else if (Object.hasOwn(commands, name)) {
        yield report(
          this,
          key.at,
          `\`kamal ${name}\` is a command of Kamal's own, so no alias may be called \`${name}\`. Kamal refuses to load the file. Rename it.`,
          {
            fixes: [...rename(entry, `my-${name}`, aliases, false), removeIt(entry)],
            kamal: `aliases/${name}: Alias '${name}' conflicts with a built-in command.`,
          },
        );
      }
    }
  },
});

function isFree(name: string, aliases: ReadonlyMap<string, ConfigEntry> | undefined): boolean {
  return /^[a-z0-9_-]+$/.test(name) && !Object.hasOwn(commands, name) && !aliases?.has(name);
}

function rename({ key }: ConfigEntry, to: string, aliases: ReadonlyMap<string, ConfigEntry> | undefined, preferred = true): Fix[] {
  const name = to.replace(/^-+|(?<!-)-+$/g, '');
  if (!isFree(name, aliases)) return [];
  const build = (source: Source) => {
    const place = placeOf(source, key);
    return place && renameKey(source, place, name);
  };
  // In lower case it is the same word; anything else is a name that somebody has to like.
  const isSame = key.kind === 'scalar' && String(key.value).toLowerCase() === name;
  return [fix(`Rename to \`${name}\``, key.at.chunk.file, build, preferred, preferred && isSame ? 'safe' : 'unsafe')];
}
