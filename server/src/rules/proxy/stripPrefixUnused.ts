import { servicesOf, settingsAt, named } from '../../deployment/services.ts';
import type { Accessory, Role } from '../../deployment/deployment.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** kamal-proxy takes the switch and has nothing to strip (run with 0.9.2, `docs/kamal-proxy.md` 2). */
export const stripPrefixUnused = rule({
  id: 'strip-prefix-unused',
  severity: 'hint',
  kind: 'deployment',
  summary: '`strip_path_prefix` without a path prefix',
  reads: ['roles', 'accessories', 'family'],
  *check({ family, ...app }) {
    const prefixed = family.some(({ roles, accessories }) =>
      [...roles.filter(({ proxied }) => proxied !== false), ...accessories].some(isPrefixed),
    );
    if (prefixed) return;
    for (const { entry, services } of settingsAt(servicesOf(app), 'strip_path_prefix')) {
      yield report(
        this,
        entry.key.at,
        `\`strip_path_prefix\` does nothing for ${named(services)}: there is no \`path_prefix\` to strip. Remove it, or name the prefix.`,
        { tag: 'unnecessary' },
      );
    }
  },
});

/** Is there a prefix, or may there be one that ERB decides on? */
function isPrefixed(one: Role | Accessory): boolean {
  const map = one.proxy?.map;
  return (
    ('proxied' in one && one.proxied === null) || !!map?.incomplete || ['path_prefix', 'path_prefixes'].some((key) => map?.entries.has(key))
  );
}
