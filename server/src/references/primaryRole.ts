import { entryAt } from '../config/get.ts';
import { layerOf } from '../config/config.ts';
import type { TextChange } from '../edit/change.ts';
import { lineAt, lineBreak, lineStart, nextLine } from '../edit/lines.ts';
import { spanOf } from '../source/locate.ts';
import { scalarText } from '../edit/scalar.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { defaultRole } from '../deployment/roles.ts';
import type { Source } from '../source/source.ts';

/** Behind a `primary_role` that a rename has written, so that the rename back takes just this line away. */
const mark = ` # without this line: ${defaultRole}`;

/** Changes of one file; `instead`: of what is within it nothing else may be changed. */
export interface PrimaryChange {
  readonly list: readonly TextChange[];
  readonly instead?: { readonly from: number; readonly to: number };
}

/**
 * `web` is the primary role where `primary_role` names none (`configuration.rb`): under another name it must be named, or Kamal refuses the
 * file. Renamed to `web` again, it need not be.
 * @returns changes by file
 */
export function implicitPrimary(family: readonly Deployment[], from: string, to: string): Map<string, PrimaryChange> {
  const sources = [...new Set(family.flatMap(({ config }) => config.layers.map(({ source }) => source)))];
  const found = new Map<string, PrimaryChange>();
  if (to === defaultRole) {
    for (const source of sources) {
      const line = writtenLine(source, from);
      if (line) found.set(source.file, { list: [{ ...line, text: '' }], instead: line });
    }
  }
  if (from !== defaultRole) return found;
  const needs = family.filter(
    ({ config, roles }) => !config.root.entries.has('primary_role') && !config.root.incomplete && roles.some(({ name }) => name === from),
  );
  for (const { config } of needs) {
    // In the base for all, unless only a destination has servers.
    const source = config.layers.map((layer) => layer.source).find((one) => entryAt(layerOf(one).document, 'servers'));
    const list = source && !found.has(source.file) ? lineBefore(source, to) : undefined;
    if (source && list) found.set(source.file, { list: [list] });
  }
  return found;
}

function lineBefore(source: Source, role: string): TextChange | undefined {
  const key = entryAt(layerOf(source).document, 'servers')?.key;
  const span = key && spanOf(source, key.at);
  if (!span) return undefined;
  const start = lineStart(source.text, span.from);
  const indent = source.text.slice(start, span.from);
  if (indent.trim() !== '') return undefined;
  return { from: start, to: start, text: `${indent}primary_role: ${scalarText(role)}${mark}${lineBreak(source)}` };
}

function writtenLine(source: Source, role: string): { from: number; to: number } | undefined {
  const entry = entryAt(layerOf(source).document, 'primary_role');
  const span = entry && spanOf(source, entry.key.at);
  if (!span || lineAt(source.text, span.from).trimStart() !== `primary_role: ${scalarText(role)}${mark}`) return undefined;
  return { from: lineStart(source.text, span.from), to: nextLine(source.text, span.from) };
}
