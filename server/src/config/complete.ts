import type { MapValue } from './value.ts';

/** Without one of these Kamal refuses a configuration, whatever else it says (`configuration.rb`, `ensure_required_keys_present`). */
const needed = ['service', 'servers', 'registry', 'builder'];

/** Does it hold what a configuration needs that is deployed by itself? A destination's file seldom does, and may be meant for `-c` then. */
export function isComplete(root: MapValue): boolean {
  return needed.every((key) => root.entries.has(key));
}

/** Whether somebody may deploy it without `-d`. */
export function isDeployedAlone(root: MapValue): boolean {
  const required = root.entries.get('require_destination')?.value;
  return isComplete(root) && !(required?.kind === 'scalar' && required.value === true);
}

/** Is a destination of this name what the base would be without one? Beside it nobody deploys the base by itself, as a rule. */
export function isProduction(destination: string | null): boolean {
  return destination !== null && /^(production|prod|live)$/.test(destination);
}
