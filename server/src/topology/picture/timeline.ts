import type { Bar, Lane, Timeline } from '../timeline.ts';
import type { Text } from './drawing.ts';
import { escape } from './escape.ts';
import { ground, sheet, textSvg } from './svg.ts';
import { lineHeight, widthOf, wrap, wrapShort } from './text.ts';

const margin = 12;
const barHeight = 16;
/** Of it, what is sure to pass. */
const sure = 4;
const barRow = 20;
const between = 8;
/** More servers than that would be a wall: the first ones stand for their group. */
const mostLanes = 40;
/** Below that, a server's name stands above its bars. */
const wideFrom = 560;

type Say = (seconds: Bar['start']) => string;

/**
 * A time line as SVG: a lane for each server, in it a bar for each role. The strip below a bar is what passes even if all goes well,
 * the bar itself how long it may take. Words stand above the strip: on its colour they could not be read.
 * Its colours are those of the page (`media/picture.css`): nothing else shows it.
 * @param width in pixels
 */
export function timelineSvg(timeline: Timeline, width: number): string {
  const lanes = timeline.lanes.slice(0, mostLanes);
  const wide = width >= wideFrom;
  const longestName = Math.max(60, ...lanes.map(({ host }) => widthOf(host, 'name'))) + 8;
  const names = wide ? Math.min(220, longestName) : width - 2 * margin;
  const left = wide ? margin + names + 8 : margin;
  const above = wide ? 0 : lineHeight('name');
  const room = Math.max(60, width - left - margin);
  const longest = Math.max(1, timeline.end.worst);
  const x = (seconds: number): number => fixed(left + (seconds / longest) * room);
  const say: Say = ({ best, worst }) => (best === worst ? `${best} s` : `${best} to ${worst} s`);
  const head = headOf(timeline, width, say);
  const top = margin + head.length * lineHeight('name') + 8;
  const heights = lanes.map(({ bars }) => above + Math.max(1, bars.length) * barRow + between);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, one) => sum + one, top));
  const bottom = heights.reduce((sum, one) => sum + one, top);
  const unseen = timeline.lanes.length - lanes.length;
  const height = bottom + (unseen > 0 ? barRow : 0) + (lanes.length > 0 ? 34 : 0);
  const [first, ...rest] = head;
  const laneSvg = ({ host, bars, group }: Lane, index: number): string[] => {
    const y = tops[index]!;
    const begins = index > 0 && timeline.groups > 1 && lanes[index - 1]?.group !== group;
    return [
      ...(begins ? [`<path class="rule" d="M${margin} ${y - between / 2}H${width - margin}"/>`] : []),
      ...(timeline.gate ? [`<path class="rule" d="M${x(timeline.gate.at.worst)} ${y + above}V${y + heights[index]!}"/>`] : []),
      text(margin, y + (wide ? 16 : 14), 'strong', 'name', shortened(host, names)),
      ...bars.map((bar, below) => barSvg(bar, y + above + 4 + below * barRow, x, say, width - margin)),
    ];
  };
  return sheet(width, height, `Time line of a deploy: ${say(timeline.end)}`, [
    ground(width, height),
    text(margin, margin + 14, 'strong', 'name', first ?? ''),
    ...rest.map((words, index) => text(margin, margin + 14 + (index + 1) * lineHeight('name'), 'aside', 'detail', words)),
    ...lanes.flatMap(laneSvg),
    ...(unseen > 0
      ? [text(margin, bottom + 16, 'aside', 'detail', `and ${unseen} more server${unseen === 1 ? '' : 's'} in the same way`)]
      : []),
    ...(lanes.length > 0
      ? [
          text(left, height - 12, 'aside', 'detail', '0 s'),
          text(fixed(x(longest) - widthOf(`${longest} s`, 'detail')), height - 12, 'aside', 'detail', `${longest} s`),
        ]
      : []),
  ]);
}

/** What stands on top: how long it takes, and what waits for what. */
function headOf({ lanes, gate, end, uncertain }: Timeline, width: number, say: Say): string[] {
  const room = width - 2 * margin;
  if (lanes.length === 0)
    return wrap(`After the build: ${uncertain ? 'ERB decides on the servers, and so on the time' : 'no server is named'}`, 'name', room);
  const first = `After the build: ${say(end)}${uncertain ? ', as far as the file tells' : ''}`;
  const waits = gate ? wrap(`others wait for the first healthy ${gate.role}: ${say(gate.at)}`, 'detail', room) : [];
  return [...wrap(first, 'name', room), ...waits];
}

function barSvg(bar: Bar, y: number, x: (seconds: number) => number, say: Say, right: number): string {
  const { role, primary, start, healthy, stopped, proxied, colour } = bar;
  const about = [
    `${role}${primary ? ', the primary role' : ''}`,
    `starts after ${say(start)}`,
    `healthy after ${say(healthy)}${proxied ? ': the old one serves until then' : ''}`,
    `the old container is gone after ${say(stopped)}`,
  ].join('\n');
  const from = x(start.best);
  const full = fixed(Math.max(3, x(healthy.best) - from));
  const may = fixed(Math.max(full, x(stopped.worst) - from));
  const label = labelOf(role, from, may, right);
  return [
    `<g class="bar fill${colour + 1}" role="img" tabindex="0" aria-label="${escape(about.replaceAll('\n', '; '))}"><title>${about.split('\n').map(escape).join('\n')}</title>`,
    `<g class="may"><rect x="${from}" y="${y}" width="${may}" height="${barHeight}" rx="3"/></g><rect x="${from}" y="${y + barHeight - sure}" width="${full}" height="${sure}" rx="1"/>`,
    label === null ? '' : text(label.x, y + 10, 'plain', 'detail', label.words),
    '</g>',
  ].join('');
}

/** The name of a role in its bar, or beside it where that is too short: behind it, else before it. */
function labelOf(role: string, from: number, may: number, right: number): { x: number; words: string } | null {
  const needed = widthOf(role, 'detail');
  if (needed + 12 <= may) return { x: from + 6, words: role };
  if (from + may + 4 + needed <= right) return { x: fixed(from + may + 4), words: role };
  if (from - needed - 4 >= margin) return { x: fixed(from - needed - 4), words: role };
  const words = wrapShort(role, 'detail', may - 12, 1)[0] ?? '';
  return widthOf(words, 'detail') + 12 <= may ? { x: from + 6, words } : null;
}

const fixed = (value: number): number => Math.round(value * 10) / 10;

const text = (x: number, y: number, style: Text['style'], size: Text['size'], words: string): string =>
  textSvg({ text: words, x, y, size, style });

function shortened(words: string, width: number): string {
  return widthOf(words, 'name') <= width ? words : (wrapShort(words, 'name', Math.max(12, width), 1)[0] ?? '');
}
