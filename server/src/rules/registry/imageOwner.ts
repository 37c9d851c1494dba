import { writtenText } from '../../config/written.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Registries in which an image stands below an account, with what that is called and where a push without one goes. */
const OWNERS: readonly { readonly server: RegExp; readonly what: string; readonly goes: string }[] = [
  { server: /^((index\.|registry-1\.)?docker\.io|registry\.hub\.docker\.com)?$/, what: 'account', goes: 'docker.io/library' },
  { server: /^ghcr\.io$/, what: 'owner', goes: 'ghcr.io' },
  { server: /^registry\.digitalocean\.com$/, what: 'registry', goes: 'registry.digitalocean.com' },
];

/** `configuration.rb`, `repository`: `<registry.server>/<image>`, and nothing is put between. */
export const imageOwner = rule({
  id: 'image-owner',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An image without the account below which the registry keeps it',
  keys: ['image', 'registry'],
  *check({ root }) {
    const image = writtenText(root, 'image');
    const registry = root.entries.get('registry');
    if (!image || image.text.includes('/') || /[$<{:@]/.test(image.text) || registry?.value.kind !== 'map' || registry.value.incomplete)
      return;
    const server = registry.value.entries.get('server');
    const written = writtenText(root, 'registry', 'server');
    if (server && !written) return;
    const found = OWNERS.find((one) => one.server.test(written?.text.replace(/(?<!\/)\/+$/, '') ?? ''));
    if (!found) return;
    const username = writtenText(root, 'registry', 'username');
    const owner = username && found.what !== 'registry' && /^[a-z0-9][a-z0-9_-]*$/.test(username.text) ? username.text : undefined;
    yield report(
      this,
      image.value.at,
      `\`${image.text}\` names no ${found.what}: the image is pushed to \`${found.goes}/${image.text}\`, which is not yours, and the push is denied. Write \`${owner ?? `<${found.what}>`}/${image.text}\`.`,
      { fixes: owner ? writeText(image.value, `${owner}/${image.text}`) : [] },
    );
  },
});
