import { layerOf } from '../../config/config.ts';
import { entryAt } from '../../config/get.ts';
import type { Value } from '../../config/value.ts';
import { isCredential } from '../../files/credential.ts';
import { code, codes } from '../markdown.ts';
import type { HoverContext } from './hoverContext.ts';
import { where } from './where.ts';

/** In a destination's file: what the base says at the same place, and what becomes of it (`deep_merge!`: maps alone are merged). */
export function describeOverride({ analysis, judged: { deployment }, source, spot }: HoverContext): string {
  const { destination, base } = deployment.config;
  if (destination?.source.file !== source.file) return '';
  const path: string[] = [];
  for (const part of spot.path) {
    if (typeof part === 'number') break;
    path.push(part);
  }
  const below = entryAt(layerOf(base).document, ...path);
  const above = entryAt(layerOf(source).document, ...path);
  if (!below || !above) return '';
  const place = where(analysis, below.key.at);
  if (below.value.kind === 'map' && above.value.kind === 'map')
    return spot.on === 'key' ? `Merged key by key with the base's (${place}).` : '';
  const old = path.some((part) => withheld.has(part)) ? '' : shown(below.value);
  return `Overrides ${old ? `${old} ` : ''}(${place})${below.value.kind === 'list' ? ': nothing of that list is left.' : '.'}`;
}

/** Where people write what is nobody else's business. */
const withheld = new Set(['env', 'registry', 'args', 'ssh', 'secrets', 'labels', 'options', 'ssl']);

/** Long lists by their first items; what may be a credential not at all. */
function shown(value: Value): string {
  if (value.kind === 'list') {
    const items = value.items.flatMap((item) =>
      item.kind === 'scalar' ? [item.string] : item.kind === 'map' ? [...item.entries.values()].slice(0, 1).map(({ name }) => name) : [],
    );
    const rest = value.items.length - 5;
    return items.some(isCredential) ? '' : `${codes(items.slice(0, 5))}${rest > 0 ? ` and ${rest} more` : ''}`;
  }
  return value.kind === 'scalar' && !isCredential(value.string) ? code(value.string) : '';
}
