import { valueAt } from '../../config/get.ts';
import { layerOf } from '../../config/config.ts';
import type { ConfigEntry, Value } from '../../config/value.ts';
import { hasCredential, isCredentialName } from '../../files/credential.ts';
import type { Path } from '../../schema/index.ts';
import type { Source } from '../../source/source.ts';
import { code, count } from '../markdown.ts';
import type { Form } from './insert.ts';

/** What the base says in the map that a destination is adding to. */
export interface BaseMap {
  readonly entries: ReadonlyMap<string, ConfigEntry>;
  readonly names: readonly string[];
  /** The form of a key's value there. */
  formOf(name: string): Form | undefined;
}

/** The map at a path in the base; an empty one where there is no base, or no such map in it. */
export function baseAt(base: Source | undefined, path: Path): BaseMap {
  const document = base && layerOf(base).document;
  const value = path.length === 0 ? document : valueAt(document, ...path);
  const entries = value?.kind === 'map' ? value.entries : new Map<string, ConfigEntry>();
  return {
    entries,
    names: [...entries.values()].map(({ name }) => name),
    formOf: (name) => {
      const kind = entries.get(name)?.value.kind;
      return kind === undefined || kind === 'unknown' ? undefined : kind;
    },
  };
}

/** What a key written in a destination does to the base's: `` overrides `shop.example.com` ``. A credential is not repeated. */
export function overrides(base: BaseMap, name: string): string | undefined {
  const entry = base.entries.get(name);
  return entry && told(name, entry.value);
}

function told(name: string, value: Value): string {
  switch (value.kind) {
    case 'scalar': {
      const secret = isCredentialName(name) || hasCredential(value.string) || value.string.length > 60;
      return secret ? "overrides the base's value" : `overrides ${code(value.string)}`;
    }
    case 'list': {
      const items = value.items.flatMap((item) => (item.kind === 'scalar' ? [code(item.string)] : []));
      const all = items.length === value.items.length && items.length > 0 && items.length <= 2;
      return `overrides ${all ? items.join(', ') : count(value.items.length, 'item')} of the base`;
    }
    case 'map':
      return `adds to the base's ${code(name)}`;
    default:
      return "overrides the base's value";
  }
}
