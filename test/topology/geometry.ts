import type { Box, Drawing, Text } from '../../server/src/topology/picture/drawing.ts';
import { sizes, widthOf } from '../../server/src/topology/picture/text.ts';

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const rectangleOf = ({ text, x, y, size }: Text): Rectangle => ({
  x,
  y: y - sizes[size] * 0.8,
  width: widthOf(text, size),
  height: sizes[size],
});

export const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const within = (inner: Rectangle, outer: Rectangle): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

const tell = ({ kind, texts, x, y }: Box): string => `${kind} "${texts.map(({ text }) => text).join(' ')}" at ${x},${y}`;

/** How often lines of different colours cross each other: those of one colour flow together. */
export function crossings({ lines }: Drawing): number {
  const parts = lines.flatMap(({ points, colour }) =>
    points.slice(1).map((to, index) => ({ from: points[index]!, to, colour, upright: to[0] === points[index]![0] })),
  );
  const found = new Set<string>();
  for (const up of parts.filter(({ upright }) => upright))
    for (const along of parts.filter(({ upright, colour }) => !upright && colour !== up.colour)) {
      const [x, y] = [up.from[0], along.from[1]];
      const between = (value: number, a: number, b: number): boolean => value > Math.min(a, b) && value < Math.max(a, b);
      if (between(x, along.from[0], along.to[0]) && between(y, up.from[1], up.to[1])) found.add(`${x},${y}`);
    }
  return found.size;
}

/** What is wrong with where things stand in a picture; none where a person can read it all. */
export function flaws(drawing: Drawing): string[] {
  const { boxes, lines, width, height } = drawing;
  const found: string[] = [];
  const texts = boxes.flatMap((box) => box.texts.map((text) => ({ box, text, at: rectangleOf(text) })));
  const canvas = { x: 0, y: 0, width, height };
  for (const box of boxes) if (!within(box, canvas)) found.push(`${tell(box)} is outside`);
  for (const { box, text, at } of texts) if (!within(at, box)) found.push(`"${text.text}" leaves ${tell(box)}`);
  for (const [index, a] of boxes.entries())
    for (const b of boxes.slice(index + 1))
      if (overlap(a, b) && !(a.kind === 'server' && within(b, a))) found.push(`${tell(a)} and ${tell(b)} overlap`);
  for (const [index, a] of texts.entries())
    for (const b of texts.slice(index + 1)) if (overlap(a.at, b.at)) found.push(`"${a.text.text}" and "${b.text.text}" overlap`);
  for (const { points } of lines)
    for (const [index, [x, y]] of points.entries()) {
      const next = points[index + 1];
      if (!next) continue;
      const part = { x: Math.min(x, next[0]), y: Math.min(y, next[1]), width: Math.abs(next[0] - x), height: Math.abs(next[1] - y) };
      if (part.width > 0 && part.height > 0) found.push(`a line slants from ${x},${y}`);
      for (const { text, at } of texts)
        if (overlap({ ...part, width: part.width || 0.1, height: part.height || 0.1 }, at)) found.push(`a line crosses "${text.text}"`);
      for (const box of boxes) {
        const inside = { x: box.x + 1, y: box.y + 1, width: box.width - 2, height: box.height - 2 };
        if (box.kind !== 'server' && overlap({ ...part, width: part.width || 0.1, height: part.height || 0.1 }, inside))
          found.push(`a line crosses ${tell(box)}`);
      }
    }
  return found;
}
