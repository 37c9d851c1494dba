import type { Location, Position } from 'vscode-languageserver';
import { mentionsOfSame } from '../references/names.ts';
import { locationsOf, nameAt, scopeOf, type NamesAsked } from './naming.ts';

/**
 * Every place of the name under the cursor, over base, destinations, secrets files and the commands of aliases.
 * @param withDefinitions also where it is given
 */
export function references(asked: NamesAsked, file: string, position: Position, withDefinitions: boolean): Location[] | null {
  const { files } = scopeOf(asked);
  const name = nameAt(files, file, position);
  if (!name) return null;
  const all = mentionsOfSame(files, name);
  // Servers and hosts of the proxy are given wherever they stand: without those there would be nothing.
  const everywhere = all.every(({ defines }) => defines);
  return locationsOf(files, withDefinitions || everywhere ? all : all.filter(({ defines }) => !defines), asked.uriOf);
}
