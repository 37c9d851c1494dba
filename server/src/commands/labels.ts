import type { MapValue } from '../config/value.ts';
import { mapOrNone } from '../config/find.ts';
import type { Deployment, Role } from '../deployment/deployment.ts';
import { rule, unknown, type Argument } from './argument.ts';
import { argumentize, pairOf, type Pair } from './utils.ts';
import { entryAt } from '../config/get.ts';

const source = 'configuration/role.rb';

/** `Role#labels`: Kamal's own three, under the root's labels and those of the role. A destination that is not given is a label without value. */
export function labelsOf({ config: { root }, destination }: Deployment, role: Role): Argument[] {
  const service = entryAt(root, 'service');
  const own: Pair[] = [
    service ? { ...pairOf(service, source), name: 'service' } : { name: 'service', value: null, origin: rule(source) },
    { name: 'role', value: role.name, origin: rule(source, role.at) },
    { name: 'destination', value: destination, origin: rule(source) },
  ];
  return merged(own, [mapOrNone(root, 'labels'), mapOrNone(role.map, 'labels')], source);
}

/**
 * Labels laid over each other: one that is there keeps its place and takes the new value.
 * @param layers later ones win
 */
export function merged(own: readonly Pair[], layers: readonly (MapValue | 'unknown' | undefined)[], from: string): Argument[] {
  const all = new Map<string, Pair>(own.map((pair) => [pair.name, pair]));
  let certain = true;
  for (const layer of layers) {
    if (layer === 'unknown' || layer?.incomplete) certain = false;
    if (!layer || layer === 'unknown') continue;
    for (const [id, entry] of layer.entries) all.set(id, pairOf(entry, from));
  }
  const list = [...all.values()].map((pair) => argumentize('--label', pair));
  return certain ? list : [...list, unknown('--label', rule(from))];
}
