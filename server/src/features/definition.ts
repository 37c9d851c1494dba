import type { Location, Position } from 'vscode-languageserver';
import type { DeploymentResult } from '../project/analysis.ts';
import { matchesPattern } from '../references/command.ts';
import type { Mention } from '../references/mention.ts';
import { filesOfDeployment, mentionsOf, mentionsOfSame, type NamedFiles } from '../references/names.ts';
import { spotAtPosition } from '../source/locate.ts';
import { filesNamed } from './definition/filesNamed.ts';
import { locationsOf, nameUnder, type NamesAsked } from './naming.ts';

/**
 * Where the name under the cursor is given: the role behind `primary_role`, the anchor behind an alias, a secret's line in its file. From a
 * destination's role or accessory it leads to the base's, from a secrets file to where the secret is used, from a path to the file.
 * @param judged the deployment that the file stands for, in which the names are looked for first; none for a secrets file
 * @returns null where there is none
 */
export function definition(asked: NamesAsked, judged: DeploymentResult | undefined, file: string, position: Position): Location[] | null {
  const under = nameUnder(asked, file, position);
  if (!under) return judged ? filesAt(asked, judged, file, position) : null;
  const { name, scope } = under;
  const whole = scope.files;
  const found = byName(name, judged ? filesOfDeployment(judged.deployment, asked.files) : whole, whole);
  const locations = name.kind === 'destination' ? destinationFile(asked, name.name) : locationsOf(whole, found, asked.uriOf);
  return locations.length ? locations : null;
}

function byName(name: Mention, own: NamedFiles, whole: NamedFiles): readonly Mention[] {
  if (name.pattern) return mentionsOf(own, name.kind).filter(({ defines, name: other }) => defines && matchesPattern(name.name, other));
  const given = (files: NamedFiles) => mentionsOfSame(files, name).filter(({ defines, at }) => defines && at !== name.at);
  // From where a secret is declared to where it is used.
  if (name.kind === 'secret' && name.defines) return mentionsOfSame(whole, name).filter(({ defines }) => !defines);
  // A destination's own file comes last: what it says again is given in the base.
  for (const files of [own, whole]) {
    const found = given(files);
    if (found.length) return found;
  }
  return name.defines ? [name] : [];
}

function destinationFile({ analyses, uriOf }: NamesAsked, name: string): Location[] {
  return analyses.flatMap(({ deployments }) =>
    deployments.flatMap(({ deployment }) =>
      deployment.config.destination?.name === name ? [atStart(uriOf(deployment.config.destination.source.file))] : [],
    ),
  );
}

function filesAt(
  { analyses, files, uriOf }: NamesAsked,
  { deployment }: DeploymentResult,
  file: string,
  position: Position,
): Location[] | null {
  const source = analyses.flatMap(({ sources }) => sources.get(file) ?? [])[0];
  const spot = source && spotAtPosition(source, position);
  const found = spot ? filesNamed(spot, deployment.config, files) : [];
  return found.length ? found.map((path) => atStart(uriOf(path))) : null;
}

function atStart(uri: string): Location {
  const start = { line: 0, character: 0 };
  return { uri, range: { start, end: start } };
}
