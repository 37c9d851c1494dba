import type { Part } from '../../deployment/deployment.ts';
import { fix, insertAt, mergeChanges, scalarText, spanOf } from '../../edit/index.ts';
import { imagesOf, withoutServer, type Named } from '../../deployment/images.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { isOwn, writeText } from '../fixes/scalarFixes.ts';
import { mayHave } from '../../config/certain.ts';
import type { Written } from '../../config/written.ts';

/** Docker Hub under its own names: logging in there is right. */
const dockerHub = /^(docker\.io|(index|registry|registry-1|hub|registry\.hub)\.docker\.(io|com))$/;

/** Kamal puts `registry.server` before the image itself (`configuration.rb`, `repository`), and logs in to Docker Hub without one. */
export const imageHasRegistry = rule({
  id: 'image-has-registry',
  severity: 'warning',
  kind: 'deployment',
  summary: 'The image names the registry that Kamal puts before it, or one that Kamal does not log in to',
  reads: ['accessories', 'family'],
  keys: ['image', 'registry'],
  *check({ family, ...given }): Iterable<Finding> {
    for (const { image, server, whose } of imagesOf(given)) {
      if (!image || !server || !image.text.startsWith(`${server.text}/`)) continue;
      const rest = withoutServer(image.text, server.text);
      yield report(
        this,
        image.value.at,
        `Kamal puts \`registry.server\` before the image${whose} itself, so this becomes \`${server.text}/${image.text}\`, which the registry does not have${whose ? ' and no server can pull' : ': the push fails, or goes to a repository that nobody expects'}. Write ${rest === undefined ? 'the name of the image' : `\`${rest}\``} alone.`,
        {
          related: [{ at: server.value.at, message: 'the registry that is put before it' }],
          fixes: rest === undefined ? [] : writeText(image.value, rest, isServerOfAll(family, server.text)),
        },
      );
    }
    const [app] = imagesOf(given);
    const registry = app?.image && dottedFirst(app.image.text);
    // A destination may name the registry.
    if (!app?.image || !registry || dockerHub.test(registry) || !family.every(isWithoutServer)) return;
    yield report(
      this,
      app.image.value.at,
      `\`${registry}\` looks like a registry, but there is no \`registry.server\`: Kamal logs in to Docker Hub, and the push to ${registry} works only where somebody logged in to it before, on each server too. Write \`server: ${registry}\` under \`registry\`, and \`image: ${app.image.text.slice(registry.length + 1)}\`.`,
      { fixes: moveToServer(app, app.image, registry) },
    );
  },
});

/** `ghcr.io` of `ghcr.io/acme/shop`. */
function dottedFirst(image: string): string | undefined {
  const [first = '', ...rest] = image.split('/');
  return rest.length > 0 && rest.every((part) => part !== '') && /^[\w-]+(\.[\w-]+)+(:\d+)?$/.test(first) ? first : undefined;
}

function isServerOfAll(family: readonly Part<'accessories', 'image' | 'registry'>[], server: string): boolean {
  return family.every((one) => {
    const [app] = imagesOf(one);
    return app?.server?.text === server;
  });
}

function isWithoutServer({ root }: Part<never, 'registry'>): boolean {
  const registry = root.entries.get('registry');
  return (
    !mayHave(root, 'registry') && registry?.value.kind === 'map' && !registry.value.incomplete && !registry.value.entries.has('server')
  );
}

/** Only where both stand in one file, each in its own place. */
function moveToServer({ map }: Named, image: Written, server: string): Fix[] {
  const registry = map.entries.get('registry');
  const { file } = image.entry.key.at.chunk;
  if (!isOwn(image.value) || !registry || registry.value.alias || registry.key.at.chunk.file !== file) return [];
  return [
    fix(`Move \`${server}\` to \`registry.server\``, file, (source) =>
      mergeChanges(insertAt(source, ['registry', 'server'], scalarText(server)), [
        { ...spanOf(source, image.value.node), text: scalarText(image.text.slice(server.length + 1)) },
      ]),
    ),
  ];
}
