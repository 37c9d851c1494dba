/**
 * Is this a registry on the developer's own machine (`registry.rb`, `/^localhost[:$]/`)? The class means a literal `:` or `$`, so bare
 * `localhost` is none.
 */
export function isLocalRegistry(server: string | null): boolean {
  return server !== null && /^localhost[:$]/m.test(server);
}
