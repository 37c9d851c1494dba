import { secretsOf, secretsPaths, type SecretsFile } from '../../references/declaredSecrets.ts';
import { usesOf } from '../../references/secretUses.ts';
import type { NamesAsked } from '../naming.ts';

/** A request about a secrets file, and the bases that read it. */
export interface SecretsAsked extends NamesAsked {
  readonly secrets: SecretsFile;
}

/** A name that deployments look up in this file. */
export interface Needed {
  readonly name: string;
  /** What needs it, for a message: "the role `web`". */
  readonly by: readonly string[];
  /** The deployments that need it: null without a destination. */
  readonly in: readonly (string | null)[];
  /** Some deployment that reads this file finds it in none of its own. */
  readonly undeclared: boolean;
}

/** Every name that is looked up by the deployments that read this file, in the order of their use. */
export function neededBy({ analyses, files, secrets: { path } }: SecretsAsked): Needed[] {
  const found = new Map<string, { by: Set<string>; in: Set<string | null>; undeclared: boolean }>();
  for (const { deployment } of analyses.flatMap(({ deployments }) => deployments)) {
    if (!secretsPaths(deployment)?.includes(path)) continue;
    const declared = secretsOf({ root: deployment.root, destination: deployment.destination, files })?.names;
    for (const { name, by } of usesOf(deployment)) {
      const needed = found.get(name) ?? { by: new Set(), in: new Set(), undeclared: false };
      found.set(name, needed);
      needed.by.add(by);
      needed.in.add(deployment.destination);
      if (declared && !declared.has(name)) needed.undeclared = true;
    }
  }
  return [...found].map(([name, needed]) => ({ name, by: [...needed.by], in: [...needed.in], undeclared: needed.undeclared }));
}
