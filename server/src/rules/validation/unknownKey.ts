import { entryAt } from '../../config/get.ts';
import type { ConfigEntry } from '../../config/value.ts';
import type { Role } from '../../deployment/deployment.ts';
import { report } from '../report.ts';
import { keyAt, migrationsBelow } from '../../schema/index.ts';
import { rule } from '../rule.ts';
import type { KamalVersion } from '../../schema/version.ts';
import { compareVersions } from '../../schema/versions.ts';
import { meantBy, type Meant } from './meant.ts';
import { keyAbove } from './unindented.ts';
import { unknownKeyFixes } from './unknownKeyFixes.ts';
import type { Path, UnknownKeys } from './problem.ts';
import { dotted, readAs } from './words.ts';

/** A key that Kamal does not know at this place (`check_unknown_keys!` in `configuration/validator.rb`). */
export const unknownKey = rule({
  id: 'unknown-key',
  severity: 'error',
  kind: 'kamal',
  summary: 'Kamal does not know this key here',
  reads: ['problems', 'roles', 'kamal'],
  *check({ problems, roles, kamal }) {
    for (const problem of problems) {
      if (problem.kind !== 'unknown') continue;
      for (const entry of problem.keys) {
        const meant = meantBy(problem, entry);
        const fixes = unknownKeyFixes(problem, entry, meant, takesTraffic(roles, problem.path));
        yield report(this, entry.key.at, message(problem, entry, meant), {
          ...(problem.kamal !== undefined && { kamal: problem.kamal }),
          refused: !entry.conditional,
          // What this project's Kamal does not know yet would only be the next refusal.
          fixes: kamal && isTooNew(targetsOf(problem, entry, meant), kamal) ? fixes.map((fix) => ({ ...fix, preferred: false })) : fixes,
          ...(meant?.is === 'migration' && { tag: 'deprecated' as const }),
        });
      }
    }
  },
});

function message({ path, map }: UnknownKeys, entry: ConfigEntry, meant: Meant | undefined): string {
  const where = path.length ? `under \`${dotted(path)}\`` : 'at the root';
  const above = keyAbove(map, entry.key, [...path, entry.name]);
  const what =
    meant?.is === 'migration' ? `\`${entry.name}\` belongs to Kamal 1, and Kamal 2` : `Kamal knows no ${shown(entry)} ${where} and`;
  return `${what} refuses to load the file.${above ? ` It seems to belong below \`${above}\`: indent it.` : advice(path, meant)}`;
}

function advice(path: readonly string[], meant: Meant | undefined): string {
  switch (meant?.is) {
    case 'migration':
      return ` ${meant.migration.message}`;
    case 'typo':
      return ` Did you mean \`${meant.name}\`?`;
    case 'nothing':
      return ` ${meant.message}`;
    case 'extension':
      return ` A block of your own starts with \`x-\`: \`${meant.name}\`.`;
    case 'move': {
      if (meant.to[0]?.startsWith('x-')) return ` ${meant.message ?? ''}`;
      const here = meant.to.length === path.length + 1 && path.every((part, i) => part === meant.to[i]);
      const right = here
        ? `Did you mean \`${meant.to.at(-1)}\`?`
        : meant.to.length === 1
          ? `\`${meant.to[0]}\` stands at the root.`
          : `It belongs in \`${dotted(meant.to)}\`.`;
      return ` ${right}${meant.message ? ` ${meant.message}` : ''}`;
    }
    default:
      return path.length === 0 ? ' If it is a note or an anchor of your own, begin its name with `x-`.' : '';
  }
}

/** Where a fix would put the key, or what is in it. */
function targetsOf({ path }: UnknownKeys, { value }: ConfigEntry, meant: Meant | undefined): Path[] {
  if (meant?.is === 'typo') return [[...path, meant.name]];
  if (meant?.is === 'move') return [meant.to];
  if (meant?.is !== 'migration') return [];
  const below = migrationsBelow(meant.path).filter((one) => entryAt(value, ...one.path.slice(meant.path.length)));
  return [meant.migration, ...below].flatMap(({ remedy }) => (remedy.is === 'move' ? [remedy.to] : []));
}

function isTooNew(targets: readonly Path[], { version }: KamalVersion): boolean {
  return targets.some((target) => target.some((_, index) => compareVersions(keyAt(target.slice(0, index + 1))?.since ?? '0', version) > 0));
}

/** Does the role that a path leads into take web traffic? True elsewhere. */
function takesTraffic(roles: readonly Role[], [section, name]: readonly string[]): boolean {
  return section !== 'servers' || roles.find((role) => role.name === name)?.proxied !== false;
}

/** The key as it is written, and what YAML makes of it where that is no text. */
function shown({ key, keyType, name }: ConfigEntry): string {
  const text = key.kind === 'scalar' && key.style === 'plain' ? key.text : name;
  if (text === '') return 'key without a name';
  if (keyType === 'string' || keyType === 'unknown') return `\`${text}\``;
  return `\`${text}\` (for YAML ${readAs(keyType)}, not text)`;
}
