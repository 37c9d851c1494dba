import type { WordChange } from '../edit/replaceWord.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Scalar } from '../source/node.ts';
import { envsOf } from './secretUses.ts';
import { placeIn } from './words.ts';

/**
 * The app finds an accessory by its container's name, `<service>-<accessory>` unless it has a `service` of its own (`configuration/accessory.rb`):
 * where that stands in a clear variable (`DB_HOST: shop-db`, `redis://shop-redis:6379`), it changes with the accessory's name.
 * @returns words by the scalar that they stand in
 */
export function containerNames(family: readonly Deployment[], name: string, to: string): ReadonlyMap<Scalar, readonly WordChange[]> {
  const found = new Map<Scalar, WordChange[]>();
  for (const deployment of family) {
    const accessory = deployment.accessories.find((one) => one.name === name);
    const { service } = deployment;
    if (service === null || accessory?.service !== `${service}-${name}` || accessory.map?.entries.has('service')) continue;
    for (const { clear } of envsOf(deployment)) {
      for (const { value } of clear.values()) {
        const node = value.kind === 'scalar' && value.type === 'string' ? value.node : undefined;
        if (node?.kind !== 'scalar' || node.fallback || found.has(node)) continue;
        const words = wordsIn(node, accessory.service, `${service}-${to}`);
        if (words.length) found.set(node, words);
      }
    }
  }
  return found;
}

function wordsIn(node: Scalar, container: string, to: string): WordChange[] {
  const text = String(node.value);
  const words: WordChange[] = [];
  for (let from = text.indexOf(container); from >= 0; from = text.indexOf(container, from + 1)) {
    const end = from + container.length;
    const at = placeIn(node, { text: container, from, to: end });
    const stands = !/[\w.-]/.test(text[from - 1] ?? ' ') && !/^(?:[\w-]|\.\w)/.test(text.slice(end));
    if (at && stands) words.push({ from, to: end, at, text: to });
  }
  return words;
}
