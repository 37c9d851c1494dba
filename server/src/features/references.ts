import type { Location, Position } from 'vscode-languageserver';
import { mentionsOfSame } from '../references/names.ts';
import { locationsOf, nameUnder, type NamesAsked } from './naming.ts';

/**
 * Every place of the name under the cursor, over base, destinations, secrets files and the commands of aliases.
 * @param withDefinitions also where it is given
 */
export function references(asked: NamesAsked, file: string, position: Position, withDefinitions: boolean): Location[] | null {
  const found = nameUnder(asked, file, position);
  if (!found) return null;
  const { files } = found.scope;
  const all = mentionsOfSame(files, found.name);
  // Servers and hosts of the proxy are given wherever they stand: without those there would be nothing.
  const everywhere = all.every(({ defines }) => defines);
  return locationsOf(files, withDefinitions || everywhere ? all : all.filter(({ defines }) => !defines), asked.uriOf);
}
