import { writtenText } from '../../config/written.ts';
import { isWritten } from '../../config/certain.ts';
import { partsOf } from '../../deployment/environment.ts';
import { mountsOf } from '../../deployment/accessoryMounts.ts';
import { datastoreImage, imageName } from '../../schema/datastoreImages.ts';
import { valueAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** A datastore keeps its data in one folder of the container: what is not mounted there lies in an anonymous volume, new with each container. */
export const accessoryData = rule({
  id: 'accessory-data',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A database whose data no volume or directory keeps',
  each: 'accessory',
  *check(accessory) {
    const { name, map, at } = accessory;
    const image = writtenText(map, 'image');
    const known = image && isWritten(image.value) ? datastoreImage(image.text) : undefined;
    if (!image || !known || known.cache) return;
    const { major } = imageName(image.text);
    const data = typeof known.data === 'function' ? known.data(major) : known.data;
    const { all, incomplete } = mountsOf(accessory);
    if (setsFolder(map) || incomplete) return;
    if (!all.some(({ key }) => key !== 'files')) {
      yield report(
        this,
        at,
        `Nothing keeps the data of \`${name}\`: ${known.label} writes${data ? ` to \`${data}\`` : ''} into an anonymous volume, which \`kamal accessory reboot ${name}\` leaves behind for a new, empty one. Add \`directories: [data:${data ?? '…'}]\`.`,
      );
      return;
    }
    const mounts = all.filter(({ key }) => key !== 'files');
    if (data === undefined || mounts.some(({ path }) => path === data || isPerVersion(path, major))) return;
    const near = mounts.find(
      ({ path }) => data.startsWith(`${path}/`) || path.startsWith(`${data}/`) || path === data.replace(/\/data$/, ''),
    );
    if (!near) return;
    // `docker-entrypoint.sh` of the official image looks for a mount at the folder of old.
    const from18 = major !== undefined && major >= 18 && known.name.test('postgres') && near.path === '/var/lib/postgresql/data';
    yield report(
      this,
      near.value.at,
      `${known.label}${major === undefined ? '' : ` ${major}`} keeps its data in \`${data}\`, and \`${near.path}\` is mounted: ${from18 ? 'the container refuses to start with a mount there' : 'the data lies in an anonymous volume beside it, and is gone with the next container'}. Mount \`${data}\`${from18 ? '; a server that already has data needs a dump and restore, or `PGDATA`' : '; move what a running server has, first'}.`,
    );
  },
});

/** From 18 on a folder of its own for each version may be mounted. */
function isPerVersion(path: string, major: number | undefined): boolean {
  return major !== undefined && major >= 18 && path === `/var/lib/postgresql/${major}/docker`;
}

/** Whoever says where the data is has thought of it. */
function setsFolder(map: Parameters<typeof valueAt>[0]): boolean {
  const env = valueAt(map, 'env');
  if (!env) return false;
  if (env.kind !== 'map' || env.incomplete) return true;
  return [...partsOf(env).clear.keys()].some((name) => /^(PGDATA|MYSQL_DATADIR|MONGO_DATA|MEILI_DB_PATH)$/.test(name));
}
