import { report } from './report.ts';
import type { Rule } from './rule.ts';

/** Psych::AnchorNotDefined. Each file is read alone, so an anchor of the base is not there for a destination. */
export const aliasUndefined: Rule = {
  id: 'alias-undefined',
  severity: 'error',
  kind: 'kamal',
  summary: 'A `*name` refers to no `&name` above it in the same file',
  *check({ config }) {
    for (const { source, loose } of config.layers) {
      for (const { alias } of loose) {
        if (alias.maybe) continue;
        const elsewhere =
          config.layers.length > 1 &&
          config.layers.some((other) => other.source !== source && other.source.text.includes(`&${alias.name}`));
        yield report(
          this,
          alias.at,
          `\`*${alias.name}\` refers to an anchor \`&${alias.name}\` that does not stand above it in this file. Kamal cannot read the file.${elsewhere ? ' Anchors of another file are not seen: Kamal reads each file by itself.' : ''}`,
        );
      }
    }
  },
};
