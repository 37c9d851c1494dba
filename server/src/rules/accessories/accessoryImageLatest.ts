import { scalarAt } from '../../config/get.ts';
import type { Deployment } from '../../deployment/deployment.ts';
import { datastoreOf } from '../../deployment/datastores.ts';
import { report } from '../report.ts';
import type { Rule } from '../rule.ts';
import { mayHave, certainEntry } from '../../config/certain.ts';

/** Whatever is newest on the day when the server pulls: with every reboot of the accessory that may be another major version. */
export const accessoryImageLatest: Rule = {
  id: 'accessory-image-latest',
  severity: 'hint',
  kind: 'deployment',
  summary: 'An accessory without a fixed version',
  *check({ deployment }) {
    for (const { name, map, conditional, image } of deployment.accessories) {
      const entry = conditional ? undefined : certainEntry(map, 'image');
      if (
        entry?.value.kind !== 'scalar' ||
        entry.value.type !== 'string' ||
        !image ||
        map?.entries.has('registry') ||
        mayHave(map, 'registry')
      )
        continue;
      const written = entry.value.string.trim();
      const tag = /:([^:/@]+)$/.exec(written)?.[1];
      if (written === '' || written.includes('@') || (tag !== undefined && tag !== 'latest') || isOurs(written, deployment)) continue;
      yield report(
        this,
        entry.value.at,
        `\`${written}\` names no version for the accessory \`${name}\`${tag ? '' : ' (without a tag it is `latest`)'}: each \`kamal accessory reboot\` runs whatever is newest then` +
          `${datastoreOf(written) ? ', and a new major version may not read the data of the old one' : ''}. Write the version that runs now, such as \`${written.replace(/:latest$/, '')}:1.2\`.`,
      );
    }
  },
};

/** An image of one's own, from the registry or by the owner of the app's: its newest version is what is wanted. */
function isOurs(image: string, { image: app, repository, config }: Deployment): boolean {
  const server = scalarAt(config.root, 'registry', 'server')?.string;
  if (server && server !== 'docker.io' && image.startsWith(`${server}/`)) return true;
  const bare = image.replace(/:[^:/]+$/, '');
  const owner = /^(?!library\/)[^/]+(?=\/)/.exec(app ?? '')?.[0];
  return bare === app || bare === repository || (owner !== undefined && bare.split('/').slice(0, -1).includes(owner));
}
