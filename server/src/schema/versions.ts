/** Is this a version for Ruby's Gem::Version: numbers and letters between dots, perhaps with a `-` part that marks a pre-release? */
export function isVersion(text: string): boolean {
  return /^([0-9]+(\.[0-9a-zA-Z]+)*(-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?)?$/.test(text.trim());
}

/**
 * Gem::Version's order: part by part, numbers by value; a letter makes a pre-release, which comes before the release.
 * @returns negative, 0 or positive, for sorting
 */
export function compareVersions(a: string, b: string): number {
  const left = segments(a);
  const right = segments(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const x = left[i] ?? 0;
    const y = right[i] ?? 0;
    if (x === y) continue;
    if (typeof x === 'number' && typeof y === 'number') return x - y;
    if (typeof x === 'string' && typeof y === 'string') return x < y ? -1 : 1;
    return typeof x === 'string' ? -1 : 1;
  }
  return 0;
}

/** `2.12.0-rc1` is `2.12.0.pre.rc1` to Ruby. */
function segments(version: string): (number | string)[] {
  const parts =
    version
      .trim()
      .replaceAll('-', '.pre.')
      .match(/[0-9]+|[a-z]+/gi) ?? [];
  const read = parts.map((part) => (/^[0-9]/.test(part) ? Number(part) : part));
  while (read.length > 1 && read.at(-1) === 0) read.pop();
  return read;
}
