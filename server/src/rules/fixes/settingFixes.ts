import type { Fix, Safety } from '../../edit/change.ts';
import { CannotEdit, fix, placeAt, replaceValue } from '../../edit/index.ts';
import type { EntryPlace, Yaml } from '../../edit/index.ts';
import type { ProxiedService, Setting } from '../../deployment/services.ts';
import type { Node } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';

/** Where a service's setting is written: in its own `proxy` or the root's. Throws CannotEdit where it came through an alias, since others use it too. */
export function placeOfSetting(source: Source, service: ProxiedService, key: Node, ...path: readonly string[]): EntryPlace {
  const place = [service.path, ['proxy']].map((prefix) => placeAt(source, ...prefix, ...path)).find((place) => place?.entry.key === key);
  if (!place) throw new CannotEdit('the setting stands elsewhere');
  return place;
}

/** A fix that gives a setting another value where it stands. */
export function replaceSetting(title: string, { entry, services, path }: Setting, value: Yaml, preferred = false, safety?: Safety): Fix {
  return fix(
    title,
    entry.key.at.chunk.file,
    (source) => replaceValue(source, placeOfSetting(source, services[0]!, entry.key, ...path), value),
    preferred,
    safety,
  );
}
