import { mapAt } from '../../config/get.ts';
import { writtenText } from '../../config/written.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Kamal 2 runs kamal-proxy and no Traefik, and hands labels on as they are. */
export const traefikLabel = rule({
  id: 'traefik-label',
  severity: 'hint',
  kind: 'deployment',
  summary: 'A `traefik.*` label, which nothing reads since Kamal 2',
  reads: ['roles', 'accessories'],
  keys: ['labels'],
  *check({ root, roles, accessories }) {
    if (accessories.some(({ map }) => /(^|\/)traefik(:|@|$)/.test(writtenText(map, 'image')?.text ?? ''))) return;
    const owners = [
      { labels: mapAt(root, 'labels'), whose: 'the app' },
      ...roles.map(({ name, map }) => ({ labels: mapAt(map, 'labels'), whose: `the role \`${name}\`` })),
    ];
    for (const { labels, whose } of owners) {
      const all = [...(labels?.entries.values() ?? [])].filter(({ name, conditional }) => name.startsWith('traefik.') && !conditional);
      const [first] = all;
      if (!first) continue;
      const host = all
        .map(({ value }) => (value.kind === 'scalar' ? /Host\(\s*[`'"]([\w*.-]+)/i.exec(value.string)?.[1] : undefined))
        .find(Boolean);
      yield report(
        this,
        first.key.at,
        `Kamal 2 runs no Traefik, so ${all.length > 1 ? `these ${all.length} labels do` : 'this label does'} nothing for ${whose}. ${host ? `Say it in \`proxy\` instead: \`host: ${host}\`.` : 'Routes are described under `proxy`.'}`,
        { tag: 'deprecated' },
      );
    }
  },
});
