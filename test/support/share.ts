/** All that the slowest tests can go through: `THOROUGH=1 npm test`, as at night. Each submission looks at a share of it. */
export const thorough = Boolean(process.env['THOROUGH']);

/** `npm test` before a commit looks at half of that share, and leaves the other half to CI; it says so at its end (`scripts/test.mjs`). */
export const leavesToCI = !thorough && Boolean(process.env['LEAVE_TO_CI']);

/** Every `parts`th item, the first at `turn`, so that what is tried in several ways has its turn in some of them; all of them at night. */
export function share<T>(items: readonly T[], parts: number, turn = 0): readonly T[] {
  return thorough ? items : every(items, leavesToCI ? 2 * parts : parts, turn);
}

/** All of them, but before a commit every second one: what one test leaves to CI another one looks at, at the other `turn`. */
export function half<T>(items: readonly T[], turn = 0): readonly T[] {
  return leavesToCI ? every(items, 2, turn) : items;
}

function every<T>(items: readonly T[], parts: number, turn: number): readonly T[] {
  return items.filter((_, index) => index % parts === turn % parts);
}

/** How often a property is tried. */
export function runs(atNight: number, byDay: number): number {
  return Number(process.env['FUZZ_RUNS'] ?? (thorough ? atNight : leavesToCI ? Math.ceil(byDay / 2) : byDay));
}
