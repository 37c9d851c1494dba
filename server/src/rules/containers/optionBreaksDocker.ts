import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import type { Accessory, Part, Role } from '../../deployment/deployment.ts';
import { fix, ownPlace, placeAt, removeEntry, renameKey, replaceValue } from '../../edit/index.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { isWritten, certainEntry } from '../../config/certain.ts';

/**
 * `Utils#optionize` writes `--key "value"` for everything but `true`, which it writes as `--key`. So `false` becomes a word of its own, and a
 * value that was left out lets the option take the next word of the line.
 */
export const optionBreaksDocker = rule({
  id: 'option-breaks-docker',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An option that makes a command line which docker refuses or takes otherwise',
  reads: ['roles', 'accessories'],
  keys: ['proxy'],
  *check(app) {
    const seen = new Set<ConfigEntry['key']>();
    for (const { map, path, whose } of optionsOf(app)) {
      for (const entry of mistakesIn(map)) {
        // Kamal takes this one out of the options and checks it itself.
        if (seen.has(entry.key) || (entry.name === 'restart' && path[0] !== 'proxy')) continue;
        seen.add(entry.key);
        if (hasBadName(entry)) yield badKey(entry, path, whose);
        if (hasBadValue(entry)) yield badValue(entry, path, whose);
      }
    }
  },
});

const mistakesIn = memoize(({ entries }: MapValue): readonly ConfigEntry[] =>
  [...entries.values()].filter((entry) => !entry.conditional && entry.keyType === 'string' && (hasBadName(entry) || hasBadValue(entry))),
);

function hasBadName({ name }: ConfigEntry): boolean {
  return name.length === 1 || name.startsWith('-');
}

/** `--health-cmd "false"` is what it says, and `--init` followed by nothing is `--init`. */
function hasBadValue({ name, value }: ConfigEntry): boolean {
  return (flags.has(name) ? isFalse(value) : isNull(value)) && isWritten(value);
}

interface Options {
  readonly map: MapValue;
  readonly path: readonly string[];
  /** "the role `web`" */
  readonly whose: string;
}

function optionsOf({ root, roles, accessories }: Part<'roles' | 'accessories', 'proxy'>): Options[] {
  const found: Options[] = [];
  const add = (options: Value | undefined, path: readonly string[], whose: string): void => {
    if (options?.kind === 'map' && mistakesIn(options).length) found.push({ map: options, path, whose });
  };
  const ofOne = ({ name, map, conditional }: Role | Accessory, section: string, word: string): void => {
    if (!conditional && map?.entries.has('options'))
      add(certainEntry(map, 'options')?.value, [section, name, 'options'], `the ${word} \`${name}\``);
  };
  for (const role of roles) ofOne(role, 'servers', 'role');
  for (const accessory of accessories) ofOne(accessory, 'accessories', 'accessory');
  add(certainEntry(root, 'proxy', 'run', 'options')?.value, ['proxy', 'run', 'options'], 'kamal-proxy');
  return found;
}

/** Options of `docker run` that take no value (docker 27, `docker run --help`). */
const flags = new Set(
  'detach disable-content-trust help init interactive no-healthcheck oom-kill-disable privileged publish-all quiet read-only rm sig-proxy tty use-api-socket'.split(
    ' ',
  ),
);

const long: Readonly<Record<string, string>> = {
  a: 'attach',
  c: 'cpu-shares',
  d: 'detach',
  e: 'env',
  h: 'hostname',
  i: 'interactive',
  l: 'label',
  m: 'memory',
  P: 'publish-all',
  p: 'publish',
  t: 'tty',
  u: 'user',
  v: 'volume',
  w: 'workdir', // prettier-ignore
};

function badKey(entry: ConfigEntry, path: readonly string[], whose: string): Finding {
  const { name } = entry;
  const bare = name.replace(/^-+/, '');
  const right = bare.length === 1 ? long[bare] : bare;
  return report(
    optionBreaksDocker,
    entry.key.at,
    `Kamal writes two dashes before each option, so \`${name}\` becomes \`--${name}\`, which docker does not know: the container of ${whose} does not start. ${right ? `Write \`${right}\`.` : 'Write the long name of the option.'}`,
    { fixes: right ? [rename(entry, path, right)] : [] },
  );
}

function rename({ key, value }: ConfigEntry, path: readonly string[], to: string): Fix {
  // What is wrong with the value as well would be found under the new name.
  const preferred = value.kind !== 'unknown' && !isFalse(value) && !isNull(value);
  return fix(
    `Write \`${to}\``,
    key.at.chunk.file,
    (source) => (placeAt(source, ...path, to) ? undefined : renameKey(source, placeOfOption(source, key, path), to)),
    preferred && to !== 'publish' && to !== 'p',
  );
}

function placeOfOption(
  source: Parameters<typeof ownPlace>[0],
  key: ConfigEntry['key'],
  path: readonly string[],
): ReturnType<typeof ownPlace> {
  return ownPlace(source, key, ...path, key.kind === 'scalar' ? String(key.value) : '');
}

function isFalse(value: Value): boolean {
  return value.kind === 'scalar' && value.value === false;
}

function isNull(value: Value): boolean {
  return value.kind === 'scalar' && value.value === null;
}

function badValue(entry: ConfigEntry, path: readonly string[], whose: string): Finding {
  const { name, key, value } = entry;
  const flag = flags.has(name);
  const message = flag
    ? `\`${name}: false\` becomes \`--${name} "false"\`, and \`--${name}\` takes no value: docker takes \`false\` for the name of the image, and the container of ${whose} does not start. Remove the line: off is the default.`
    : `\`${name}\` has no value: \`--${name}\` then takes the next word of docker's command line for it, another option or the image, and the container of ${whose} does not start as it should. Give it a value, or remove it.`;
  const remove = fix(
    `Remove \`${name}\``,
    key.at.chunk.file,
    (source) => {
      const place = placeOfOption(source, key, path);
      // Empty options go too, but not the role with them.
      return removeEntry(source, place, { emptied: place.parent && place.parent.map.entries.length > 1 ? 'parent' : '{}' });
    },
    flag && !entry.shadows,
  );
  const on = fix(`Write \`${name}: true\``, key.at.chunk.file, (source) => replaceValue(source, placeOfOption(source, key, path), 'true'));
  return report(optionBreaksDocker, flag ? value.at : key.at, message, { fixes: flag ? [remove, on] : [remove] });
}
