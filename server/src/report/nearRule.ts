import { rules } from '../rules/index.ts';
import { nearest } from '../rules/validation/nearest.ts';

/** The rule that somebody may have meant; undefined where none is called so. */
export function nearRule(id: string): string | undefined {
  return nearest(
    id,
    rules.map((one) => one.id),
  );
}
