import type { PicturePart } from '../../../server/src/protocol.ts';

interface Position {
  readonly line: number;
  readonly character: number;
}

const order = (a: Position, b: Position): number => a.line - b.line || a.character - b.character;

/** The parts that stand for a place in one of the files, by their `at`, the narrowest first: base and destination light up what they say something about. */
export function partsAt(parts: readonly PicturePart[], uri: string, place: Position): string[] {
  return parts
    .flatMap(({ at, extents }) => extents.map((extent) => ({ at, ...extent })))
    .filter((one) => one.uri === uri && order(one.range.start, place) <= 0 && order(place, one.range.end) <= 0)
    .sort((a, b) => order(b.range.start, a.range.start) || order(a.range.end, b.range.end))
    .map(({ at }) => at);
}
