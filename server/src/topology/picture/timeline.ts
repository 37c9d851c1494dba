import type { Bar, Timeline } from '../timeline.ts';
import { escape } from './escape.ts';
import { style } from './style.ts';
import { sizes, widthOf, wrapShort } from './text.ts';

const margin = 12;
const barHeight = 16;
const barRow = 20;
const between = 8;
/** More servers than that would be a wall: the first ones stand for their group. */
const mostLanes = 40;

/**
 * A time line as SVG: a lane for each server, in it a bar for each role. The full part of a bar is what happens even if all goes well,
 * the pale part how long it may take.
 * @param width in pixels
 */
export function timelineSvg(timeline: Timeline, width: number): string {
  const lanes = timeline.lanes.slice(0, mostLanes);
  const names = Math.min(220, Math.max(60, ...lanes.map(({ host }) => widthOf(host, 'name'))) + 8);
  const left = margin + names + 8;
  const room = Math.max(60, width - left - margin - 60);
  const longest = Math.max(1, timeline.end.worst);
  const x = (seconds: number): number => Math.round((left + (seconds / longest) * room) * 10) / 10;
  const top = margin + 44;
  const roles = [...new Set(lanes.flatMap(({ bars }) => bars.map(({ role }) => role)))];
  const unseen = timeline.lanes.length - lanes.length;
  const heights = lanes.map(({ bars }) => Math.max(1, bars.length) * barRow + between);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, one) => sum + one, top));
  const bottom = heights.reduce((sum, one) => sum + one, top);
  const height = bottom + (unseen > 0 ? barRow : 0) + 34;
  const say = ({ best, worst }: { readonly best: number; readonly worst: number }): string =>
    best === worst ? `${best} s` : `${best} to ${worst} s`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" class="kamal" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="group" aria-label="${escape(`Time line of a deploy: ${say(timeline.end)}`)}">`,
    `<style>${style}.kamal .bar rect{stroke:none}.kamal .may rect{opacity:.3;stroke:none}${[1, 2, 3, 4, 5, 6].map((n) => `.kamal .fill${n} rect{fill:var(--kamal-colour${n},var(--default-colour${n}))}`).join('')}.kamal .rule{stroke:var(--kamal-frame,var(--default-frame));stroke-dasharray:2 3}</style>`,
    `<rect class="ground" width="${width}" height="${height}"/>`,
    text(
      margin,
      margin + 14,
      'strong',
      'name',
      `After the build: ${say(timeline.end)}${timeline.uncertain ? ', as far as the file tells' : ''}`,
    ),
    ...(timeline.gate
      ? [
          text(
            margin,
            margin + 32,
            'aside',
            'detail',
            shortened(`other roles wait for the first healthy ${timeline.gate.role}: ${say(timeline.gate.at)}`, width - 2 * margin),
          ),
          `<path class="rule" d="M${x(timeline.gate.at.worst)} ${top - 4}V${bottom}"/>`,
        ]
      : []),
    ...lanes.flatMap(({ host, bars, group }, index) => {
      const y = tops[index]!;
      const first = timeline.groups > 1 && lanes[index - 1]?.group !== group;
      return [
        ...(first && index > 0 ? [`<path class="rule" d="M${margin} ${y - between / 2}H${width - margin}"/>`] : []),
        text(margin, y + 16, 'strong', 'name', shortened(host, names)),
        ...bars.map((bar, below) => barSvg(bar, roles.indexOf(bar.role), y + 4 + below * barRow, x, say)),
      ];
    }),
    ...(unseen > 0 ? [text(margin, bottom + 16, 'aside', 'detail', `and ${unseen} more servers in the same way`)] : []),
    text(left, height - 12, 'aside', 'detail', '0 s'),
    text(x(longest) - widthOf(`${longest} s`, 'detail'), height - 12, 'aside', 'detail', `${longest} s`),
    '</svg>',
    '',
  ];
  return parts.join('\n');
}

function barSvg(bar: Bar, colour: number, y: number, x: (seconds: number) => number, say: (seconds: Bar['start']) => string): string {
  const { role, primary, start, healthy, stopped, proxied } = bar;
  const about = [
    `${role}${primary ? ', the primary role' : ''}`,
    `starts after ${say(start)}`,
    `healthy after ${say(healthy)}${proxied ? ': the old one serves until then' : ''}`,
    `the old container is gone after ${say(stopped)}`,
  ].join('\n');
  const from = x(start.best);
  const full = Math.max(3, x(healthy.best) - from);
  const may = Math.max(full, x(stopped.worst) - from);
  const label = shortened(role, may - 8);
  return [
    `<g class="bar fill${(Math.max(0, colour) % 6) + 1}" role="img" tabindex="0" aria-label="${escape(about.replaceAll('\n', '; '))}"><title>${escape(about)}</title>`,
    `<g class="may"><rect x="${from}" y="${y}" width="${may}" height="${barHeight}" rx="3"/></g><rect x="${from}" y="${y}" width="${full}" height="${barHeight}" rx="3"/>`,
    label === '' || label === '…' ? '' : text(from + 6, y + 12, 'plain', 'detail', label),
    '</g>',
  ].join('');
}

function text(x: number, y: number, weight: 'strong' | 'plain' | 'aside', size: 'name' | 'detail', words: string): string {
  return `<text class="${weight}" x="${x}" y="${y}" font-size="${sizes[size]}">${escape(words)}</text>`;
}

function shortened(words: string, width: number): string {
  if (widthOf(words, 'name') <= width) return words;
  return wrapShort(words, 'name', Math.max(12, width), 1)[0] ?? '';
}
