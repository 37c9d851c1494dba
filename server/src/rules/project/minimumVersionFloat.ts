import { newest } from '../../schema/version.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { quoteIt } from '../fixes/scalarFixes.ts';
import { certainEntry } from '../../config/certain.ts';
import { compareVersions, isVersion } from '../../schema/versions.ts';

/** `2.10` without quotes is the number 2.1 for YAML, and Kamal compares with what is left (`configuration.rb:371`). */
export const minimumVersionFloat = rule({
  id: 'minimum-version-float',
  severity: 'warning',
  kind: 'deployment',
  summary: '`minimum_version` is a number that loses its zero',
  reads: ['kamal'],
  keys: ['minimum_version'],
  *check({ root, kamal }) {
    const value = certainEntry(root, 'minimum_version')?.value;
    if (value?.kind !== 'scalar' || value.type !== 'float' || value.node.kind !== 'scalar') return;
    const written = value.node.text;
    if (written === value.string || !isVersion(written)) return;
    yield report(
      this,
      value.at,
      `YAML reads ${written} as the number ${value.string}, so this file asks for Kamal ${value.string} only, and an older Kamal than ${written} may deploy it. Write \`minimum_version: "${written}"\` in quotes.`,
      // In quotes it may ask for a Kamal that is not there, which Kamal refuses.
      { fixes: quoteIt(value.node, compareVersions(written, kamal?.version ?? newest) <= 0) },
    );
  },
});
