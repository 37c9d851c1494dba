import { deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A screenshot with at most 256 colours, at about a third of its size: what stands in the README is loaded by everybody.
 * @param png eight bits for each channel, not interlaced, as browsers write it
 * @throws where it is another kind of PNG
 */
export function smallPng(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const { palette, indices } = quantize(pixels);
  // Before each row stands its filter, which is none: equal rows of colour numbers are short by themselves.
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const parts = [
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([signature, ...parts]);
}

/** @returns red, green and blue of each pixel, one after the other */
function decode(png: Buffer): { width: number; height: number; pixels: Uint8Array } {
  const data: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (name === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels = body[9] === 6 ? 4 : 3;
      if (body[8] !== 8 || (body[9] !== 2 && body[9] !== 6) || body[12] !== 0) throw new Error('not a PNG of a screenshot');
    } else if (name === 'IDAT') data.push(body);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const lines = new Uint8Array(height * stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x >= channels ? lines[at - channels]! : 0;
      const up = y > 0 ? lines[at - stride]! : 0;
      const corner = x >= channels && y > 0 ? lines[at - stride - channels]! : 0;
      lines[at] = raw[y * (stride + 1) + 1 + x]! + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter]!;
    }
  }
  const pixels = new Uint8Array(width * height * 3);
  for (let index = 0; index < width * height; index++) pixels.set(lines.subarray(index * channels, index * channels + 3), index * 3);
  return { width, height, pixels };
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** So many colours stay as they are; the others are chosen among neighbours, or the red of an icon would be lost among the greys of letters. */
const exact = 96;

/** The most frequent colours, and the most frequent one of each neighbourhood; any other becomes the nearest of them. */
function quantize(pixels: Uint8Array): { palette: Buffer; indices: Uint8Array } {
  const count = pixels.length / 3;
  const colourAt = (index: number): number => (pixels[index * 3]! << 16) | (pixels[index * 3 + 1]! << 8) | pixels[index * 3 + 2]!;
  const frequency = new Map<number, number>();
  for (let index = 0; index < count; index++) frequency.set(colourAt(index), (frequency.get(colourAt(index)) ?? 0) + 1);
  const sorted = [...frequency].sort((a, b) => b[1] - a[1]);
  const first = sorted.slice(0, exact).map(([colour]) => colour);
  // Sixteen steps of each channel.
  const near = (colour: number): number => colour & 0xf0f0f0;
  const taken = new Set(first.map(near));
  const areas = new Map<number, { colour: number; count: number }>();
  for (const [colour, often] of sorted) {
    if (taken.has(near(colour))) continue;
    const area = areas.get(near(colour));
    if (area) area.count += often;
    else areas.set(near(colour), { colour, count: often });
  }
  const others = [...areas.values()].sort((a, b) => b.count - a.count).map(({ colour }) => colour);
  const kept = [...first, ...others].slice(0, 256);
  const numbers = new Map(kept.map((colour, index) => [colour, index]));
  const distance = (a: number, b: number): number =>
    ((a >> 16) - (b >> 16)) ** 2 + (((a >> 8) & 255) - ((b >> 8) & 255)) ** 2 + ((a & 255) - (b & 255)) ** 2;
  for (const colour of frequency.keys()) {
    if (numbers.has(colour)) continue;
    const nearest = kept.reduce((best, one) => (distance(one, colour) < distance(best, colour) ? one : best));
    numbers.set(colour, numbers.get(nearest)!);
  }
  const indices = Uint8Array.from({ length: count }, (_, index) => numbers.get(colourAt(index))!);
  return { palette: Buffer.from(kept.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255])), indices };
}

function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.from(name, 'latin1');
  const out = Buffer.alloc(body.length + 12);
  out.writeUInt32BE(body.length, 0);
  out.set(head, 4);
  out.set(body, 8);
  out.writeUInt32BE(crc(Buffer.concat([head, body])), body.length + 8);
  return out;
}

function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return ~value >>> 0;
}
