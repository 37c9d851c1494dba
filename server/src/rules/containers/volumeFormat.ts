import { fix, scalarText, spanOf } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { isOwn } from '../fixes/scalarFixes.ts';
import { isWritten, certainEntry } from '../../config/certain.ts';

/** Folders whose contents nobody misses: an anonymous volume is a usual way to keep them out of the container's layer. */
const scratch = /(^|\/)(tmp|temp|\.?cache|node_modules|pids|sockets)(\/|$)/;

/** What stands under `volumes` goes to `docker run --volume` as it is: without a colon it names only a folder in the container. */
export const volumeFormat = rule({
  id: 'volume-format',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A volume that Docker refuses, or without a name or a folder of the server: its data is lost',
  reads: ['service', 'accessories'],
  keys: ['volumes'],
  *check({ service, accessories, root }) {
    const owners = [
      { whose: 'the app', prefix: service, volumes: certainEntry(root, 'volumes')?.value, lost: 'at each deployment' },
      ...accessories.flatMap(({ name, service, map, conditional }) =>
        map && !conditional
          ? [
              {
                whose: `the accessory \`${name}\``,
                prefix: service,
                volumes: certainEntry(map, 'volumes')?.value,
                lost: 'when the accessory is rebooted',
              },
            ]
          : [],
      ),
    ];
    for (const { whose, prefix, volumes, lost } of owners) {
      for (const item of volumes?.kind === 'list' ? volumes.items : []) {
        if (item.kind !== 'scalar' || item.type !== 'string' || !isWritten(item)) continue;
        const path = item.string.trim();
        // The server's shell may put anything in the place of a variable.
        const relative = /^([\w-][\w.-]*\/[^:$`]*):/.exec(path)?.[1];
        if (relative !== undefined) {
          yield report(
            this,
            item.at,
            `\`${relative}\` in the volume \`${path}\` of ${whose} has a slash and begins with none, so Docker takes it for the name of a volume and refuses it ("includes invalid characters for a local volume name"). Write a whole path such as \`/srv/${relative}\`, or a name without slashes.`,
          );
          continue;
        }
        if (path === '' || /[:$`]/.test(path) || scratch.test(path)) continue;
        if (!path.startsWith('/')) {
          yield report(
            this,
            item.at,
            `The volume \`${path}\` of ${whose} says neither where its data is on the server nor where it belongs in the container: Docker refuses it ("mount path must be absolute"), and no container starts. Write \`name:/path/in/the/container\`.`,
          );
          continue;
        }
        const named = `${prefix ?? 'data'}_${/(?<![\w.-])[\w.-]+(?=\/*$)/.exec(path)?.[0] ?? 'data'}:${path}`;
        yield report(
          this,
          item.at,
          `The volume \`${path}\` of ${whose} has no name: Docker makes a new, empty one for each container, so what is written there is lost ${lost}. Write a name or a folder of the server before it, such as \`${named}\`.`,
          {
            fixes:
              isOwn(item) && volumes && !volumes.alias
                ? [
                    fix(`Name the volume: \`${named}\``, item.at.chunk.file, (source) => [
                      { ...spanOf(source, item.node), text: scalarText(named) },
                    ]),
                  ]
                : [],
          },
        );
      }
    }
  },
});
