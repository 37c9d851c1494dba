import { isCredential } from '../../files/credential.ts';
import { secretsOf } from '../../references/declaredSecrets.ts';
import { filesOfDeployment, mentionAt } from '../../references/names.ts';
import type { HoverContext } from './hoverContext.ts';

/** Where a secret that is named here comes from: its line in the secrets files that this deployment reads. Never its value. */
export function describeSecret({ asked, judged: { deployment }, source, offset }: HoverContext): string {
  const mention = mentionAt(filesOfDeployment(deployment, asked.files), source.file, offset);
  if (mention?.kind !== 'secret' || isCredential(mention.name)) return '';
  const secrets = secretsOf({ root: deployment.root, destination: deployment.destination, files: asked.files });
  if (!secrets) return '';
  const lines = secrets.files.flatMap(({ path, source: { position }, assignments }) =>
    assignments
      .filter(({ key }) => key === mention.name)
      .slice(-1)
      .map(({ from }) => ({ path, line: position(from).line + 1 })),
  );
  // The file of the destination is read last, and its line counts.
  const [last, earlier] = lines.toReversed();
  const { name } = mention;
  if (!last) return `**${name}**: declared in none of the files that this deployment reads (\`${secrets.common}\`, \`${secrets.own}\`).`;
  const link = ({ path, line }: typeof last): string => `[${path}, line ${line}](${asked.uriOf(path)}#L${line})`;
  return `**${name}** comes from ${link(last)}${earlier ? `, which counts before ${link(earlier)}` : ''}.`;
}
