import { sectionOf, type Key, type Shape } from '../../schema/index.ts';
import type { Cursor } from '../../source/cursor/cursor.ts';
import { literal } from './candidate.ts';
import { formsWritten } from './counts.ts';

/** What stands behind a key's colon. */
export type Form = 'scalar' | 'list' | 'map';

/** The forms that a shape allows, in the order of its description. */
export function formsOf(shape: Shape): readonly Form[] {
  switch (shape.is) {
    case 'string':
    case 'integer':
    case 'boolean':
      return ['scalar'];
    case 'list':
      return ['list'];
    case 'section':
    case 'names':
    case 'anything':
      return ['map'];
    case 'special':
      return formsOf(shape.like);
    case 'either':
      return [...new Set(shape.of.flatMap(formsOf))];
  }
}

/** The form to write first: of several the one that is most often written at this place of the schema. */
export function formOf(key: Key, place: string): Form {
  const forms = formsOf(key.shape);
  const written = formsWritten[place] ?? {};
  return [...forms].sort((a, b) => (written[b] ?? 0) - (written[a] ?? 0))[0] ?? 'scalar';
}

/** A text for a place in a file: how its lines end, and how far its levels are indented. */
export interface Layout {
  readonly newline: string;
  readonly unit: string;
}

/** As the rest of the file has it; two blanks where nothing tells. */
export function layoutOf(text: string): Layout {
  const child = /^[^\s#][^\n]*:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*([ ]{1,8})(?![ #\r\n-])/m.exec(text);
  return { newline: text.includes('\r\n') ? '\r\n' : '\n', unit: child?.[1] ?? '  ' };
}

/** A key as a snippet, up to where its value begins: `ssl: `, `proxy:` and a new line, `hosts:` and a first dash. */
export function keySnippet(name: string, form: Form, cursor: Cursor, { newline, unit }: Layout): string {
  const key = literal(cursor.quote ? `${name}${cursor.quote}` : name);
  if (cursor.has === 'colon') return literal(cursor.quote && cursor.closed ? name : cursor.quote ? `${name}${cursor.quote}` : name);
  if (cursor.has === 'children') return `${key}:`;
  if (cursor.flow) return form === 'scalar' ? `${key}: ` : form === 'list' ? `${key}: [$1]` : `${key}: {$1\\}`;
  if (form === 'scalar') return `${key}: `;
  const inner = `${newline}${cursor.indent}${unit}`;
  return form === 'list' ? `${key}:${inner}- ` : `${key}:${inner}`;
}

/** Has a shape keys of its own to offer? */
export function hasKeys(shape: Shape): boolean {
  return sectionOf(shape) !== undefined;
}
