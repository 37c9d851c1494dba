import type { Source } from '../source/source.ts';
import { memoize } from '../memoize.ts';
import { load, type UnresolvedAlias } from './load.ts';
import { deepMerge, unsettled } from './merge.ts';
import type { MapValue, Value } from './value.ts';

/** One file as Kamal loads it, kept with its source: base and destinations share it. */
export interface Layer {
  readonly source: Source;
  readonly document: Value | null;
  readonly unresolvedAliases: readonly UnresolvedAlias[];
  readonly hasAliases: boolean;
}

/** The configuration of one deployment: base alone, or base and destination. */
export interface Config {
  readonly base: Source;
  readonly destination: { readonly name: string; readonly source: Source } | null;
  /** All files of this deployment, the base first. */
  readonly layers: readonly Layer[];
  /** What Kamal validates: the merged root; empty and open where a document is no map. */
  readonly root: MapValue;
  /** Is the root what Kamal would see? False when a layer is no map, or unreadable. */
  readonly whole: boolean;
  /** A destination's file whose base is not there: keys that are not in it may be meant to stand in the base. */
  readonly partial: boolean;
}

/** The values of one file; worked out once for each version of it. */
export const layerOf = memoize((source: Source): Layer => ({ source, ...load(source.root) }));

/**
 * Base and destination as one tree (`configuration.rb`, `load_config_files`).
 * @param destination name after `-d` and its file; null for the base alone
 * @param partial `base` is a destination's file that has no base
 */
export function configOf(base: Source, destination: { readonly name: string; readonly source: Source } | null, partial = false): Config {
  if (!destination) return partial ? partOf(base) : aloneOf(base);
  const { name, source } = destination;
  const known = byName(base, source);
  let config = known.get(name);
  if (!config) known.set(name, (config = made([layerOf(base), layerOf(source)], { name, source }, false)));
  return config;
}

const aloneOf = memoize((base: Source): Config => made([layerOf(base)], null, false));

const partOf = memoize((file: Source): Config => made([layerOf(file)], null, true));

/** Of two files: a name is all that may be another. */
const byName = memoize((_base: Source, _destination: Source): Map<string, Config> => new Map());

function made(layers: readonly [Layer, ...Layer[]], destination: Config['destination'], partial: boolean): Config {
  const [{ source: base }] = layers;
  const maps = layers.map(({ document }) => (document?.kind === 'map' ? document : null));
  const [first, second] = maps;
  const root =
    first && second
      ? deepMerge(first, second)
      : first && layers[1]?.document?.kind === 'unknown'
        ? unsettled(first)
        : (first ?? second ?? emptyRoot(base));
  return {
    base,
    destination,
    layers,
    root: partial ? { ...root, incomplete: true } : root,
    whole: maps.every((map) => map !== null),
    partial,
  };
}

/** Stands in where the document is no map: open, so that nothing counts as missing. */
function emptyRoot(source: Source): MapValue {
  const at = source.root?.at ?? { chunk: { file: source.file, text: '' }, from: 0, to: 0 };
  return {
    kind: 'map',
    node: { kind: 'map', at, conditional: false, entries: [], incomplete: true, flow: false },
    at,
    conditional: false,
    entries: new Map(),
    incomplete: true,
  };
}
