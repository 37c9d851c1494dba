import { sizes, widthOf, type Size } from '../../server/src/topology/picture/text.ts';
import { escape } from '../../server/src/topology/picture/escape.ts';

/** Colours of the reader's theme: VS Code lets a walkthrough's SVG name them, but lets no style sheet in. */
export const colours = {
  ground: 'editor-background',
  text: 'editor-foreground',
  aside: 'descriptionForeground',
  frame: 'editorLineNumber-foreground',
  raised: 'editorWidget-background',
  key: 'textLink-foreground',
  error: 'editorError-foreground',
  warning: 'editorWarning-foreground',
  inserted: 'gitDecoration-addedResourceForeground',
  removed: 'gitDecoration-deletedResourceForeground',
} as const;
export type Colour = keyof typeof colours;

export const width = 560;
export const lineStep = 20;

const paint = (colour: Colour): string => `var(--vscode-${colours[colour]})`;

export function text(
  words: string,
  x: number,
  y: number,
  colour: Colour = 'text',
  { size = 'name', bold = false }: { size?: Size; bold?: boolean } = {},
): string {
  const weight = bold ? ' font-weight="600"' : '';
  return `<text x="${x}" y="${y}" font-size="${sizes[size]}"${weight} fill="${paint(colour)}" xml:space="preserve">${escape(words)}</text>`;
}

export function box(
  x: number,
  y: number,
  wide: number,
  high: number,
  {
    stroke = 'frame',
    fill = 'raised',
    round = 6,
    dashed = false,
  }: { stroke?: Colour; fill?: Colour; round?: number; dashed?: boolean } = {},
): string {
  return `<rect x="${x}" y="${y}" width="${wide}" height="${high}" rx="${round}" fill="${paint(fill)}" stroke="${paint(stroke)}"${dashed ? ' stroke-dasharray="4 3"' : ''}/>`;
}

/** A line through points, all corners right angles. */
export function path(points: readonly (readonly [number, number])[], colour: Colour): string {
  return `<path d="${points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('')}" fill="none" stroke="${paint(colour)}" stroke-width="1.5"/>`;
}

/** Waves below words, as an editor draws them. */
export function squiggle(from: number, to: number, y: number, colour: Colour): string {
  const waves = Math.max(1, Math.round((to - from) / 6));
  return `<path d="M${from} ${y}${'q1.5 -3 3 0t3 0'.repeat(waves)}" fill="none" stroke="${paint(colour)}" stroke-width="1.2"/>`;
}

/** A line of YAML, its key in the colour of links. */
export function code(line: string, x: number, y: number, colour?: Colour): string {
  const [, key = '', rest = ''] = /^(\s*(?:- )?[\w-]+:)?(.*)$/.exec(line)!;
  const keyWidth = Math.round(widthOf(key, 'name'));
  return [
    ...(key === '' ? [] : [text(key, x, y, colour ?? 'key')]),
    ...(rest === '' ? [] : [text(rest, x + keyWidth, y, colour ?? 'text')]),
  ].join('');
}

/** A picture of this height; `label` is what those hear who cannot see it. */
export function picture(height: number, label: string, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escape(label)}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace">`,
    box(0.5, 0.5, width - 1, height - 1, { fill: 'ground' }),
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}
