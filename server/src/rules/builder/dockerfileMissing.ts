import { certainEntry, mayHave } from '../../config/certain.ts';
import { isLocalRegistry } from '../../deployment/registry.ts';
import { inProject, isMissing } from '../../deployment/accessoryFiles.ts';
import { isDockerfileName } from '../../files/dockerfile.ts';
import { longest, scriptsOf, type Scripts } from '../../files/scripts.ts';
import { writtenText } from '../../config/written.ts';
import { writeText } from '../fixes/scalarFixes.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Files that say: the source of an application is in this folder. */
const MANIFESTS = new Set([
  'package.json',
  'Gemfile',
  'go.mod',
  'requirements.txt',
  'pyproject.toml',
  'mix.exs',
  'composer.json',
  'Cargo.toml',
  'pom.xml',
  'build.gradle',
]);

/** `commands/builder/base.rb`, `build_dockerfile`: "Missing Dockerfile" before anything is built. */
export const dockerfileMissing = rule({
  id: 'dockerfile-missing',
  severity: 'warning',
  kind: 'deployment',
  summary: 'The Dockerfile that Kamal would build from is not there',
  reads: ['files', 'top'],
  keys: ['builder', 'registry'],
  *check({ root, files, top }) {
    const builder = certainEntry(root, 'builder')?.value;
    if (root.incomplete || mayHave(root, 'builder') || ['pack', 'dockerfile', 'context'].some((key) => mayHave(builder, key))) return;
    if (certainEntry(builder, 'pack')) return;
    const written = writtenText(builder, 'dockerfile');
    const path = inProject(written?.text ?? 'Dockerfile');
    if (path === null || files.get(path) !== 'absent' || (written && !isMissing(files, path))) return;
    const folder = files.list('.');
    if (folder === 'unread') return;
    const there = (folder === 'absent' ? [] : folder).filter(isDockerfileName);
    if (written) {
      yield report(
        this,
        written.value.at,
        `There is no \`${path}\`: \`kamal build\`, and with it \`kamal deploy\`, stops with "Missing ${written.text}". ${there.length > 0 ? `There is ${there.map((name) => `\`${name}\``).join(', ')}.` : 'Name the file that is there, counted from the project.'}`,
        { fixes: there.slice(0, 3).flatMap((name) => writeText(written.value, name)) },
      );
      return;
    }
    // Only where the application itself is here; many folders hold nothing but the deployment of an image that is built elsewhere (`--skip-push`).
    if (
      folder === 'absent' ||
      !folder.some((name) => MANIFESTS.has(name)) ||
      isLocalRegistry(writtenText(root, 'registry', 'server')?.text ?? null)
    )
      return;
    if (certainEntry(builder, 'context') || skipsPush(scriptsOf(files))) return;
    yield report(
      this,
      certainEntry(root, 'builder')?.key.at ?? top,
      `There is no \`Dockerfile\` in the project: \`kamal build\` and \`kamal deploy\` stop with "Missing Dockerfile". Add one, name it in \`builder.dockerfile\`, or build with \`builder.pack\`. Where the image is built elsewhere, deploy with \`--skip-push\`.`,
      { severity: 'information' },
    );
  },
});

/** Does the project deploy what another build has pushed? True also while that cannot be read. */
function skipsPush({ texts, unread }: Scripts): boolean {
  return unread || texts.some((text) => text.length <= longest && /--skip[-_]push\b|\bkamal\b[^\n]{0,200}?\s-\w{0,3}P(?!\S)/.test(text));
}
