import { writtenText } from '../../config/written.ts';
import { valueAt } from '../../config/get.ts';
import { partsOf } from '../../deployment/environment.ts';
import { datastoreImage } from '../../schema/datastoreImages.ts';
import type { Value } from '../../config/value.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** The entry scripts of the official images end at once where none of these is given, as long as there is no data yet. */
export const accessoryEnvMissing = rule({
  id: 'accessory-env-missing',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A database without the password that its image asks for',
  each: 'accessory',
  *check({ name, map, at, conditional }) {
    const image = writtenText(map, 'image');
    const known = image ? datastoreImage(image.text) : undefined;
    if (!map || map.incomplete || conditional || !known?.needs) return;
    const given = namesIn(valueAt(map, 'env'));
    const options = valueAt(map, 'options');
    if (!given || (options?.kind === 'map' && ['env', 'env-file', 'e'].some((key) => options.entries.has(key)))) return;
    const [first = ''] = known.needs;
    if (known.needs.some((needed) => given.has(needed) || given.has(`${needed}_FILE`))) return;
    const secret = [...given].find((one) => /(^|_)(DB|DATABASE|ROOT|POSTGRES|MYSQL|MARIADB|PG)_?.*PASSWORD$/.test(one));
    yield report(
      this,
      at,
      `${known.label} asks for \`${first}\` when it starts without data, and \`${name}\` does not give it: the container stops at once, and \`kamal accessory boot\` shows nothing of that. Add it to \`env.secret\`${secret ? `; \`${first}:${secret}\` takes the value of \`${secret}\`` : ''}.`,
    );
  },
});

/** All names that the container gets; undefined where ERB may add some. */
function namesIn(env: Value | undefined): ReadonlySet<string> | undefined {
  if (!env) return new Set();
  if (env.kind !== 'map' || env.incomplete) return undefined;
  const { clear, secret } = partsOf(env);
  const names = [...clear.values()].map(({ name }) => name);
  for (const value of secret) {
    if (value.kind !== 'scalar') return undefined;
    names.push(value.string.split(':')[0]!);
  }
  const whole = ['clear', 'secret'].every((key) => {
    const part = valueAt(env, key);
    return part === undefined || ((part.kind === 'map' || part.kind === 'list') && !part.incomplete && !part.conditional);
  });
  return whole ? new Set(names) : undefined;
}
