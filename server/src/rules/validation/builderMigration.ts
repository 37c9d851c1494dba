import { scalarAt, valueAt } from '../../config/get.ts';
import type { ConfigEntry, MapValue, Value } from '../../config/value.ts';
import type { Source } from '../../source/source.ts';
import {
  CannotEdit,
  inSteps,
  insertEntry,
  insertItem,
  keepingComments,
  mergeChanges,
  placeAt,
  placeOf,
  safeFix,
  removeEntry,
  replaceValue,
  unsafeFix,
} from '../../edit/index.ts';
import type { Fix, TextChange } from '../../edit/change.ts';
import { toYaml } from './migrationFixes.ts';

/**
 * `builder.local` and `builder.remote` were maps of an architecture and an address in Kamal 1: the architecture goes to `builder.arch`,
 * and of `remote` the address stays.
 */
export function builderMigration(entry: ConfigEntry, builder: MapValue | undefined): Fix[] {
  const { value, key, name } = entry;
  if (value.kind !== 'map' || value.alias || value.incomplete) return [];
  const arches = textsOf(valueAt(value, 'arch'));
  const host = name === 'remote' ? scalarAt(value, 'host') : undefined;
  const address = host && toYaml(host);
  const known = textsOf(valueAt(builder, 'arch'));
  const missing = arches.filter((arch) => !known.includes(arch));
  const title = [
    ...(typeof address === 'string' ? [`Write \`remote: ${address}\``] : [`Remove \`${name}\``]),
    ...missing.map((arch) => `add \`${arch}\` to \`arch\``),
  ].join(', ');
  // What Kamal 2 has no place for, or what somebody has not written to the end.
  const lost = [...value.entries.values()].some(
    (one) => one.value !== host && !(one.name === 'arch' && textsOf(one.value).length > 0) && !isDefaultSocket(one),
  );
  return [
    (lost ? unsafeFix : safeFix)(lost ? `${title}: its other settings are lost` : title, key.at.chunk.file, (source) => {
      if (!placeOf(source, key)) return undefined;
      // The architecture first: without its only key the builder would be `{}`, and nothing could stand below it.
      return inSteps(source, [
        (before) => (missing.length ? withArches(before, missing) : []),
        (before) => {
          const place = placeAt(before, 'builder', name);
          if (!place) throw new CannotEdit('the entry stands elsewhere');
          const changes = typeof address === 'string' ? replaceValue(before, place, address) : removeEntry(before, place);
          return keepingComments(before, place, changes);
        },
      ]);
    }),
  ];
}

/** Docker listens there anyway. */
function isDefaultSocket({ name, value }: ConfigEntry): boolean {
  return name === 'host' && value.kind === 'scalar' && value.string === 'unix:///var/run/docker.sock';
}

function withArches(source: Source, missing: readonly string[]): TextChange[] {
  const place = placeAt(source, 'builder', 'arch');
  const builder = placeAt(source, 'builder');
  if (!place) return builder ? insertEntry(source, builder, 'arch', flow(missing), { first: true }) : [];
  const { value } = place.entry;
  if (value.kind === 'list') return mergeChanges(...missing.map((arch) => insertItem(source, place, arch)));
  return value.kind === 'scalar' ? replaceValue(source, place, flow([value.text, ...missing])) : [];
}

function flow(arches: readonly string[]): string {
  return arches.length === 1 ? arches[0]! : `[${arches.join(', ')}]`;
}

function textsOf(value: Value | undefined): string[] {
  if (value?.kind === 'list') return value.items.flatMap(textsOf);
  return value?.kind === 'scalar' && value.type === 'string' ? [value.string] : [];
}
