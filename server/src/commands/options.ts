import type { MapValue } from '../config/value.ts';
import { byDefault, raw, rule, unknown, type Argument } from './argument.ts';
import { mapOrNone } from '../config/find.ts';
import { optionize, originOf, pairOf } from './utils.ts';
import { toText } from './ruby.ts';

/** What `options` of a role or accessory adds to `docker run`, and the restart policy, which stands there too but has its own place. */
export function optionsOf(map: MapValue | null, source: string): { options: Argument[]; restart: Argument } {
  const options = mapOrNone(map, 'options');
  if (options === 'unknown') return { options: [unknown(null, rule(source))], restart: unknown('--restart', rule(source)) };
  const entries = [...(options?.entries.values() ?? [])];
  const policy = entries.find(({ name }) => name === 'restart');
  const more = options?.incomplete ? [unknown(null, rule(source, options.at))] : [];
  return {
    options: [...entries.filter(({ name }) => name !== 'restart').flatMap((entry) => optionize(pairOf(entry, source))), ...more],
    restart: policy
      ? raw('--restart', policy.conditional || policy.value.conditional ? null : toText(policy.value), originOf(policy, source))
      : options?.incomplete
        ? unknown('--restart', rule(source, options.at))
        : raw('--restart', 'unless-stopped', byDefault(source)),
  };
}
