/** From a document's root: names of keys, of roles, accessories and the like, and indexes of list items (which may be left out). */
export type Path = readonly string[];

/** Does `path` fit a pattern in which `*` is any name and `name*` any that begins so? */
export function matches(pattern: Path, path: Path): boolean {
  return (
    pattern.length === path.length &&
    pattern.every((part, i) => {
      const name = path[i] as string;
      return part.endsWith('*') ? name.startsWith(part.slice(0, -1)) : part === name;
    })
  );
}

/** Puts the names that the `*` of `pattern` stand for in `path` into a target, from left to right. */
export function filled(target: Path, pattern: Path, path: Path): string[] {
  const names = path.filter((_, i) => pattern[i] === '*');
  return target.map((part) => (part === '*' ? (names.shift() ?? part) : part));
}
