import { scalarAt, valueAt } from '../../config/get.ts';
import type { Part } from '../../deployment/deployment.ts';
import { datastoreOf } from '../../deployment/datastores.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { mayHave, certainEntry } from '../../config/certain.ts';

/** Whatever is newest on the day when the server pulls: with every reboot of the accessory that may be another major version. */
export const accessoryImageLatest = rule({
  id: 'accessory-image-latest',
  severity: 'hint',
  kind: 'deployment',
  summary: 'An accessory without a fixed version',
  each: 'accessory',
  reads: ['image', 'repository'],
  keys: ['registry'],
  *check({ name, map, conditional, image }, app) {
    const entry = conditional ? undefined : certainEntry(map, 'image');
    if (
      entry?.value.kind !== 'scalar' ||
      entry.value.type !== 'string' ||
      !image ||
      map?.entries.has('registry') ||
      mayHave(map, 'registry')
    )
      return;
    const written = entry.value.string.trim();
    const tag = /:([^:/@]+)$/.exec(written)?.[1];
    if (written === '' || written.includes('@') || (tag !== undefined && tag !== 'latest') || isOurs(written, app)) return;
    const store = datastoreOf(written);
    const pull = valueAt(map, 'options', 'pull');
    // Who has the newest pulled at each start wants it.
    if (!store && pull && (pull.kind !== 'scalar' || pull.string === 'always')) return;
    yield report(
      this,
      entry.value.at,
      `\`${written}\` names no version for the accessory \`${name}\`${tag ? '' : ' (without a tag it is `latest`)'}: each \`kamal accessory reboot\` runs whatever is newest then` +
        `${store ? ', and a new major version may not read the data of the old one' : ''}. Write the version that runs now, such as \`${written.replace(/:latest$/, '')}:1.2\`.`,
    );
  },
});

/** An image of one's own, from the registry or by the owner of the app's: its newest version is what is wanted. */
function isOurs(image: string, { image: app, repository, root }: Part<'image' | 'repository', 'registry'>): boolean {
  const server = scalarAt(root, 'registry', 'server')?.string;
  if (server && server !== 'docker.io' && image.startsWith(`${server}/`)) return true;
  const bare = image.replace(/:[^:/]+$/, '');
  const owner = /^(?!library\/)[^/]+(?=\/)/.exec(app ?? '')?.[0];
  return bare === app || bare === repository || (owner !== undefined && bare.split('/').slice(0, -1).includes(owner));
}
