import type { Deployment } from '../deployment/deployment.ts';
import type { Node } from '../source/node.ts';
import type { Source } from '../source/source.ts';
import { fix, ownPlace, removeEntry } from './edit/index.ts';
import { report } from './report.ts';
import type { Rule } from './rule.ts';
import { settled } from './services.ts';

/** The root's `proxy` is only ever merged into roles that take web traffic (`configuration/role.rb`); accessories have their own. */
export const proxySettingsUnused: Rule = {
  id: 'proxy-settings-unused',
  severity: 'information',
  kind: 'deployment',
  summary: 'A root `proxy` that no role uses in any destination',
  *check({ deployment, config, family }) {
    const entry = settled(config.root, 'proxy');
    if (entry?.value.kind !== 'map' || !isDescribed(deployment) || !family.every(isWithoutProxy)) return;
    const source = config.layers.find(({ source }) => source.file === entry.key.at.chunk.file)?.source;
    if (!source || isUsedElsewhere(source, entry.key)) return;
    const primary = deployment.primaryRole.role;
    const reason = primary?.because === 'off' ? ` (\`${primary.name}\`, the primary role, has \`proxy: false\`)` : '';
    yield report(
      this,
      entry.key.at,
      `No role takes web traffic${reason}${family.length > 1 ? ' in any destination' : ''}, so these settings have no effect: no kamal-proxy is started for them, and accessories never use them. Turn the proxy on for a role, or remove this.`,
      {
        tag: 'unnecessary',
        fixes: entry.shadows
          ? []
          : [fix('Remove the unused `proxy`', source.file, (source) => removeEntry(source, ownPlace(source, entry.key, 'proxy')))],
      },
    );
  },
};

/** A missing or misspelt primary role is an error of its own, and nobody knows then which role would have been proxied. */
function isDescribed({ roles, accessories, primaryRole }: Deployment): boolean {
  return roles.length > 0 ? primaryRole.role !== null : accessories.length > 0;
}

function isWithoutProxy({ roles, rolesOpen }: Deployment): boolean {
  return !rolesOpen && roles.every(({ proxied }) => proxied === false);
}

/** Does an alias elsewhere in the file lead into the entry's value? */
function isUsedElsewhere(source: Source, key: Node): boolean {
  if (source.root?.kind !== 'map') return false;
  const value = source.root.entries.find((entry) => entry.key === key)?.value;
  if (!value) return true;
  const anchors = new Set([...below(value)].flatMap(({ anchor }) => (anchor === undefined ? [] : [anchor])));
  if (anchors.size === 0) return false;
  const others = source.root.entries.filter((entry) => entry.key !== key);
  return others.some((entry) => [...below(entry.value)].some((node) => node.kind === 'alias' && anchors.has(node.name)));
}

function* below(node: Node): Iterable<Node> {
  yield node;
  if (node.kind === 'list') for (const item of node.items) yield* below(item);
  if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      yield* below(key);
      yield* below(value);
    }
  }
}
