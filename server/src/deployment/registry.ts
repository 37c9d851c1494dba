import type { Value } from '../config/value.ts';

/**
 * Is this a registry on the developer's own machine (`registry.rb`, `/^localhost[:$]/`)? The class means a literal `:` or `$`, so bare
 * `localhost` is none.
 */
export function isLocalRegistry(server: string | null): boolean {
  return server !== null && /^localhost[:$]/m.test(server);
}

/** Is this `registry` a local one, or may ERB make it one? Then Kamal looks at no credentials of it (`validator/registry.rb`). */
export function mayBeLocal(registry: Value | null | undefined): boolean {
  if (registry?.kind !== 'map') return registry?.kind === 'unknown';
  const server = registry.entries.get('server')?.value;
  return server ? server.kind === 'unknown' || (server.kind === 'scalar' && isLocalRegistry(server.string)) : registry.incomplete;
}
