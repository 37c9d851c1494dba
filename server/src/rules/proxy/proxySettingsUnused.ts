import type { Deployment } from '../../deployment/deployment.ts';
import { isUsedElsewhere } from '../../source/anchors.ts';
import { fix, ownPlace, removeEntry } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { certainEntry } from '../../config/certain.ts';

/** The root's `proxy` is only ever merged into roles that take web traffic (`configuration/role.rb`); accessories have their own. */
export const proxySettingsUnused = rule({
  id: 'proxy-settings-unused',
  severity: 'information',
  kind: 'deployment',
  summary: 'A root `proxy` that no role uses in any destination',
  reads: ['roles', 'rolesIncomplete', 'accessories', 'primaryRole', 'aliased', 'family'],
  keys: ['proxy'],
  *check({ root, aliased, family, ...app }) {
    const entry = certainEntry(root, 'proxy');
    if (entry?.value.kind !== 'map' || !isDescribed(app) || !family.every(isWithoutProxy)) return;
    const { file } = entry.key.at.chunk;
    const source = aliased.find(({ source }) => source.file === file)?.source;
    if (source && isUsedElsewhere(source, entry.value.alias ?? entry.value.node)) return;
    const primary = app.primaryRole.role;
    const reason = primary?.because === 'off' ? ` (\`${primary.name}\`, the primary role, has \`proxy: false\`)` : '';
    yield report(
      this,
      entry.key.at,
      `No role takes web traffic${reason}${family.length > 1 ? ' in any destination' : ''}, so these settings have no effect: no kamal-proxy is started for them, and accessories never use them. Turn the proxy on for a role, or remove this.`,
      {
        tag: 'unnecessary',
        fixes: entry.shadows
          ? []
          : [fix('Remove the unused `proxy`', file, (source) => removeEntry(source, ownPlace(source, entry.key, 'proxy')))],
      },
    );
  },
});

/** A missing or misspelt primary role is an error of its own, and nobody knows then which role would have been proxied. */
function isDescribed({ roles, accessories, primaryRole }: Pick<Deployment, 'roles' | 'accessories' | 'primaryRole'>): boolean {
  return roles.length > 0 ? primaryRole.role !== null : accessories.length > 0;
}

function isWithoutProxy({ roles, rolesIncomplete }: Pick<Deployment, 'roles' | 'rolesIncomplete'>): boolean {
  return !rolesIncomplete && roles.every(({ proxied }) => proxied === false);
}
