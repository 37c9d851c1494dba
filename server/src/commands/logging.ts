import { isBlank } from '../config/get.ts';
import { deepMerge } from '../config/merge.ts';
import type { MapValue } from '../config/value.ts';
import { byDefault, rule, unknown, type Argument } from './argument.ts';
import { find, mapOrNone } from '../config/find.ts';
import { argumentize, optionize, pairOf, pairsOf } from './utils.ts';

const source = 'configuration/logging.rb';

/** `--log-driver` and `--log-opt` of a container: the root's `logging`, and a role's laid over it. */
export function loggingOf(root: MapValue, role: MapValue | null): Argument[] {
  const lower = mapOrNone(root, 'logging');
  const upper = mapOrNone(role, 'logging');
  if (lower === 'unknown' || upper === 'unknown') return [unknown('--log-opt', rule(source))];
  return argumentsOf(lower && upper ? deepMerge(lower, upper) : (upper ?? lower));
}

function argumentsOf(logging: MapValue | undefined): Argument[] {
  const driver = find(logging, 'driver');
  const options = find(logging, 'options');
  if (driver.kind === 'unknown' || options.kind === 'unknown') return [unknown('--log-opt', rule(source))];
  const hasDriver = driver.kind === 'value' && !isBlank(driver.value);
  const hasOptions = options.kind === 'value' && !isBlank(options.value);
  if (!hasDriver && !hasOptions) return [argumentize('--log-opt', { name: 'max-size', value: '10m', origin: byDefault(source) })];
  const given = logging?.entries.get('driver');
  return [
    ...(given ? optionize({ ...pairOf(given, source), name: 'log-driver' }) : []),
    ...(options.kind === 'value' && options.value.kind === 'map'
      ? pairsOf(options.value, source).map((pair) => argumentize('--log-opt', pair))
      : []),
  ];
}
