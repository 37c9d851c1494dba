import * as vscode from 'vscode';
import type { CommandPart, CommandPlace, DeploymentCommands } from '../../../server/src/protocol.ts';

export function rangeOf({ start, end }: CommandPlace['range']): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

export function rangeOfPart({ line, from, to }: CommandPart): vscode.Range {
  return new vscode.Range(line, from, line, to);
}

/** The arguments that a selection touches. */
export function partsAt({ parts }: DeploymentCommands, selection: vscode.Range): CommandPart[] {
  return parts.filter(
    (part) => part.line >= selection.start.line && part.line <= selection.end.line && rangeOfPart(part).intersection(selection),
  );
}

/** The places in the files that decide some arguments, each once. */
export function placesOf({ places }: DeploymentCommands, parts: readonly CommandPart[]): CommandPlace[] {
  return [...new Set(parts.flatMap((part) => part.places))].map((number) => places[number]!);
}

/**
 * The arguments that the words under the cursor decide: those of a value, or of all that stands below a key. Where the cursor is on none, those
 * of the line's first key.
 */
export function partsFrom({ parts, places }: DeploymentCommands, uri: vscode.Uri, cursor: vscode.Position): CommandPart[] {
  const here = places
    .map((place, number) => ({ place, number }))
    .filter(({ place }) => vscode.Uri.parse(place.uri).toString() === uri.toString());
  const on = here.filter(({ place }) => [place.range, ...place.keys].some((range) => rangeOf(range).contains(cursor)));
  const found = new Set((on.length > 0 ? on : inLine(here, cursor.line)).map(({ number }) => number));
  return parts.filter((part) => part.places.some((number) => found.has(number)));
}

function inLine<T extends { readonly place: CommandPlace }>(all: readonly T[], line: number): readonly T[] {
  return all.filter(({ place: { range, keys } }) => range.start.line === line || keys.some(({ start }) => start.line === line));
}
