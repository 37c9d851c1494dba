import { matches, sectionAt, type Path } from '../../schema/index.ts';

/** The place of a path in the schema, as the table of counts has it: names that people choose become `*`, items `0`. */
export function placeOf(path: Path): string {
  return path.map((step, i) => (isIndex(step) ? '0' : sectionAt(path.slice(0, i))?.[step] ? step : '*')).join('.');
}

export function isIndex(step: string | undefined): boolean {
  return step !== undefined && /^\d+$/.test(step);
}

/** Does a path fit one of some patterns, written with dots: `*` for any name, `0` for an item? */
export function fits(path: Path, patterns: readonly string[]): boolean {
  const place = path.map((step) => (isIndex(step) ? '0' : step));
  return patterns.some((pattern) => {
    const parts = pattern.split('.');
    return matches(parts, place) && parts.every((part, i) => part !== '*' || place[i] !== '0');
  });
}
