import { isLocalRegistry } from '../../deployment/registry.ts';
import { imagesOf, registryIn, type Named } from '../../deployment/images.ts';
import { isLoopback } from './localhostRegistry.ts';
import { placeholder } from '../placeholder.ts';
import { report } from '../report.ts';
import { rule, type Finding } from '../rule.ts';
import { writeText } from '../fixes/scalarFixes.ts';

const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;

/** What Kamal makes a reference of: `<registry.server>/<image>:<version>` (`configuration.rb`, `absolute_image`). */
export const imageFormat = rule({
  id: 'image-format',
  severity: 'warning',
  kind: 'deployment',
  summary: 'The name of the image or of the registry makes no valid reference',
  reads: ['accessories', 'family'],
  keys: ['image', 'registry'],
  *check({ family, ...app }) {
    // Asked only where something is wrong.
    const all = () => family.flatMap(imagesOf);
    for (const named of imagesOf(app)) {
      yield* inServer(named, all);
      if (!named.tagged) yield* inImage(named, all);
    }
  },
});

function* inServer({ server, image, whose }: Named, all: () => readonly Named[]): Iterable<Finding> {
  const prefix = server && scheme.exec(server.text)?.[0];
  if (!server || !prefix) return;
  const host = hostOf(server.text.slice(prefix.length));
  // What would be the next finding is for a person to decide.
  const sure =
    host !== undefined && !isLoopback(host) && !isLocalRegistry(host) && !all().some((other) => other.image?.text.startsWith(`${host}/`));
  yield report(
    imageFormat,
    server.value.at,
    `\`registry.server\`${whose} is a name and no URL: with \`${prefix}\` the image becomes \`${server.text}/${image?.text ?? '…'}\`, and Docker refuses it ("invalid reference format").${host === undefined ? '' : ` Write \`${host}\`.`}`,
    { fixes: host === undefined ? [] : writeText(server.value, host, sure) },
  );
}

/** The registry's name in what followed the scheme. The old address of Docker Hub's index has a path of its own. */
function hostOf(address: string): string | undefined {
  const name = address.replace(/(?<!\/)\/+$/, '');
  if (/^(index\.docker\.io|registry-1\.docker\.io|hub\.docker\.com|registry\.hub\.docker\.com)(\/v\d)?$/.test(name)) return 'docker.io';
  return /^[\w.-]+(:\d+)?(\/[\w./-]+)?$/.test(name) ? name : undefined;
}

function* inImage({ image, server }: Named, all: () => readonly Named[]): Iterable<Finding> {
  const wrong = image && problem(image.text, server !== undefined);
  if (!image || !wrong) return;
  const repaired = repair(image.text, server !== undefined);
  const sure =
    repaired !== undefined &&
    registryIn(repaired) === undefined &&
    !all().some((other) => other.server && repaired.startsWith(`${other.server.text}/`));
  yield report(imageFormat, image.value.at, `${wrong}${repaired === undefined ? '' : ` Write \`${repaired}\`.`}`, {
    fixes: repaired === undefined ? [] : writeText(image.value, repaired, sure),
  });
}

function problem(image: string, behindServer: boolean): string | undefined {
  const refused = 'and Docker refuses it ("invalid reference format").';
  const prefix = scheme.exec(image)?.[0];
  if (prefix) return `\`image\` is a name and no URL: with \`${prefix}\` in front it is no reference, ${refused}`;
  const last = image.slice(image.lastIndexOf('/') + 1);
  if (last.includes('@'))
    return `Kamal adds the version as a tag, so with this digest the image becomes \`${image}:<version>\`, ${refused}`;
  if (last.includes(':'))
    return `Kamal adds the version as a tag itself, so the image becomes \`${image}:<version>\` with two tags, ${refused}`;
  const path = pathOf(image, behindServer);
  const open = placeholder.exec(path)?.[0];
  if (open)
    return `Nothing fills in \`${open}\`: Docker refuses \`${image}\` ("repository name must be lowercase"). Write the name itself.`;
  const capitals = path.replace(/[^A-Z]/g, '');
  return capitals === '' ? undefined : `Names of images are lower case: Docker refuses \`${image}\` ("repository name must be lowercase").`;
}

/** The part for which Docker wants lower case: a registry's host in front may be written as one likes. */
function pathOf(image: string, behindServer: boolean): string {
  const registry = behindServer ? undefined : registryIn(image);
  return registry === undefined ? image : image.slice(registry.length);
}

function repair(image: string, behindServer: boolean): string | undefined {
  if (placeholder.test(pathOf(image, behindServer))) return undefined;
  const name = image
    .replace(scheme, '')
    .replace(/(?<!\/)\/+$/, '')
    .replace(/@[^/]*$/, '')
    .replace(/:[^/]*$/, '');
  const path = pathOf(name, behindServer);
  const repaired = name.slice(0, name.length - path.length) + path.toLowerCase();
  return /^[\w.-]+(:\d+)?(\/[\w.-]+)*$/.test(repaired) && problem(repaired, behindServer) === undefined ? repaired : undefined;
}
