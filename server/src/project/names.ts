/** Names that say "copy me" rather than "deploy me": `deploy.example.yml` is no destination. */
const templates = new Set(['example', 'sample', 'template', 'dist']);

/** The base that Kamal reads without `-c`. */
export const defaultBase = 'config/deploy.yml';

/**
 * The destinations of a base: `config/deploy.yml` has `config/deploy.<name>.yml` beside it (`configuration.rb` replaces the base's last
 * extension).
 * @param base path of the base
 * @param paths paths to choose from
 * @returns sorted by name
 */
export function destinationsOf(base: string, paths: Iterable<string>): { name: string; file: string }[] {
  const found: { name: string; file: string }[] = [];
  for (const file of paths) {
    const name = destinationName(base, file);
    if (name !== undefined && !templates.has(name)) found.push({ name, file });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The destination that a file would be for this base, or undefined. */
export function destinationName(base: string, file: string): string | undefined {
  const stem = base.replace(/\.[^./]+$/, '');
  if (file === base || !file.startsWith(`${stem}.`) || !file.endsWith('.yml')) return undefined;
  const name = file.slice(stem.length + 1, -'.yml'.length);
  return name === '' || name.includes('/') ? undefined : name;
}

/**
 * Which base a file belongs to: itself, where it is one, or the base whose destination it would be.
 * @param bases all bases of the project
 */
export function baseOf(file: string, bases: readonly string[]): string | undefined {
  if (bases.includes(file)) return file;
  // `deploy.worker.eu.yml` is a destination of `deploy.worker.yml`, where that is a base.
  return bases.filter((base) => destinationName(base, file) !== undefined).sort((a, b) => b.length - a.length)[0];
}
