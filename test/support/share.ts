/** `npm test` looks at a share of what the slowest tests can go through; `THOROUGH=1 npm test`, as at night, at all of it. */
export const thorough = Boolean(process.env['THOROUGH']);

/** Every `parts`th item, the first at `turn`, so that what is tried in several ways has its turn in some of them; all of them at night. */
export function share<T>(items: readonly T[], parts: number, turn = 0): readonly T[] {
  return thorough ? items : items.filter((_, index) => index % parts === turn % parts);
}

/** How often a property is tried. */
export function runs(atNight: number, byDay: number): number {
  return Number(process.env['FUZZ_RUNS'] ?? (thorough ? atNight : byDay));
}
