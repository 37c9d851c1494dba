import type { At } from '../../source/node.ts';
import type { Box, Drawing, Line, Text } from './drawing.ts';
import { escape } from './escape.ts';
import { style } from './style.ts';
import { sizes } from './text.ts';

/**
 * A picture as SVG: no script, no remote source, colours by CSS variables with defaults for light and dark.
 * @param placeOf what a program finds the place in the file by, as `data-at` (`config/deploy.yml:12:3`); left out where nobody asks
 */
export function svg({ width, height, title, boxes, lines }: Drawing, placeOf?: (at: At) => string): string {
  return sheet(width, height, `${title}: routes, servers and containers`, [
    `<style>${style}</style>`,
    ground(width, height),
    ...boxes.filter(({ kind }) => kind === 'server').map((box) => boxSvg(box, placeOf)),
    ...lines.map(lineSvg),
    ...boxes.filter(({ kind }) => kind !== 'server').map((box) => boxSvg(box, placeOf)),
  ]);
}

/** An SVG of this size, named by what it shows. */
export function sheet(width: number, height: number, label: string, parts: readonly string[]): string {
  const head = `<svg xmlns="http://www.w3.org/2000/svg" class="kamal" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${escape(label)}">`;
  return [head, ...parts, '</svg>', ''].join('\n');
}

export const ground = (width: number, height: number): string => `<rect class="ground" width="${width}" height="${height}"/>`;

function boxSvg({ kind, x, y, width, height, texts, about, at, uncertain, colour }: Box, placeOf?: (at: At) => string): string {
  const classes = [kind, ...(uncertain ? ['uncertain'] : []), ...(colour === null ? [] : [`colour${colour + 1}`])].join(' ');
  const frame =
    kind === 'title'
      ? ''
      : `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${kind === 'route' ? (height > 40 ? 8 : height / 2) : 6}"/>`;
  const title = about.length > 0 ? `<title>${about.map(escape).join('\n')}</title>` : '';
  const data = at && placeOf ? ` data-at="${escape(placeOf(at))}"` : '';
  const inside = texts.filter((text) => !text.at).map((text) => textSvg(text));
  // What has a place of its own is chosen by itself, and nothing that can be chosen stands within another.
  const apart = texts.filter((text) => text.at).map((text) => textSvg(text, placeOf));
  return `<g class="${classes}"${data}>${title}${frame}${inside.join('')}</g>${apart.join('')}`;
}

export function textSvg({ text, x, y, size, style: weight, at }: Text, placeOf?: (at: At) => string): string {
  const data = at && placeOf ? ` data-at="${escape(placeOf(at))}"` : '';
  return `<text class="${weight}" x="${x}" y="${y}" font-size="${sizes[size]}"${data}>${escape(text)}</text>`;
}

function lineSvg({ points, colour, uncertain }: Line): string {
  return `<path class="line colour${colour + 1}${uncertain ? ' uncertain' : ''}" d="${path(points)}"/>`;
}

/** Right angles with a small round corner. */
function path(points: Line['points']): string {
  const round = 4;
  const parts = points.map(([x, y], index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before) return `M${x} ${y}`;
    if (!after) return `L${x} ${y}`;
    const towards = ([tx, ty]: readonly [number, number]): string => {
      const far = Math.hypot(tx - x, ty - y);
      const part = far === 0 ? 0 : Math.min(round, far / 2) / far;
      return `${fixed(x + (tx - x) * part)} ${fixed(y + (ty - y) * part)}`;
    };
    return `L${towards(before)}Q${x} ${y} ${towards(after)}`;
  });
  return parts.join('');
}

const fixed = (value: number): number => Math.round(value * 10) / 10;
