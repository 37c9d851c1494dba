import { mapAt, valueAt } from '../../config/get.ts';
import type { MapValue, Value } from '../../config/value.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Kamal 2 runs kamal-proxy and no Traefik, and hands labels on as they are. */
export const traefikLabel = rule({
  id: 'traefik-label',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A `traefik.*` label, which nothing reads since Kamal 2',
  reads: ['roles', 'accessories'],
  keys: ['labels', 'accessories'],
  *check({ root, roles, accessories }) {
    const own = valueAt(root, 'accessories');
    if ((own && (own.kind !== 'map' || own.incomplete)) || accessories.some(({ map }) => mayRunTraefik(map))) return;
    // Who keeps the proxy away from a role has something else in front of it, which may be a Traefik of one's own.
    const shown = roles.filter(({ ownProxy }) => !isOff(ownProxy?.value));
    const owners = [
      ...(shown.length > 0 || roles.length === 0 ? [{ labels: mapAt(root, 'labels'), whose: 'the app' }] : []),
      ...shown.map(({ name, map }) => ({ labels: mapAt(map, 'labels'), whose: `the role \`${name}\`` })),
    ];
    for (const { labels, whose } of owners) {
      const all = [...(labels?.entries.values() ?? [])].filter(({ name, conditional }) => name.startsWith('traefik.') && !conditional);
      const [first] = all;
      // Keeps away a Traefik that runs on the server for others.
      if (!first || (all.length === 1 && first.name === 'traefik.enable' && isOff(first.value))) continue;
      const host = all
        .map(({ value }) => (value.kind === 'scalar' ? /Host\(\s*[`'"]([\w*.-]+)/i.exec(value.string)?.[1] : undefined))
        .find(Boolean);
      yield report(
        this,
        first.key.at,
        `Kamal 2 runs no Traefik, so ${all.length > 1 ? `these ${all.length} labels do` : 'this label does'} nothing for ${whose}. ${host ? (roles.some(({ proxy }) => proxy?.hosts.some(({ name }) => name === host)) ? '`proxy` names the host already.' : `Say it in \`proxy\` instead: \`host: ${host}\`.`) : 'Routes are described under `proxy`.'}`,
        { tag: 'deprecated' },
      );
    }
  },
});

/** Also where ERB may decide so. */
function isOff(proxy: Value | undefined): boolean {
  return proxy?.kind === 'unknown' || (proxy?.kind === 'scalar' && (proxy.value === false || proxy.value === 'false'));
}

/** Also where only a condition or ERB tells. */
function mayRunTraefik(map: MapValue | null): boolean {
  const image = map?.entries.get('image')?.value;
  return !map || map.incomplete || image?.kind === 'unknown' || (image?.kind === 'scalar' && /(^|\/)traefik(:|@|$)/.test(image.string));
}
