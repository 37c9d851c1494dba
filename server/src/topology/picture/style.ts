/** By default the colours of the reader's light or dark page; whoever embeds the picture sets the variables. */
const light = {
  ground: '#ffffff',
  text: '#1f2328',
  aside: '#59636e',
  frame: '#8c959f',
  server: '#f6f8fa',
  box: '#ffffff',
  colour1: '#0969da',
  colour2: '#8250df',
  colour3: '#bc4c00',
  colour4: '#1a7f37',
  colour5: '#bf3989',
  colour6: '#0e7490',
} as const;
const dark: Readonly<Record<keyof typeof light, string>> = {
  ground: '#0d1117',
  text: '#f0f6fc',
  aside: '#9198a1',
  frame: '#6e7681',
  server: '#151b23',
  box: '#0d1117',
  colour1: '#58a6ff',
  colour2: '#bc8cff',
  colour3: '#f0883e',
  colour4: '#3fb950',
  colour5: '#f778ba',
  colour6: '#39c5cf',
};

const names = Object.keys(light) as (keyof typeof light)[];
const defaults = (colours: Readonly<Record<string, string>>): string => names.map((name) => `--default-${name}:${colours[name]}`).join(';');
const colour = (name: keyof typeof light): string => `var(--kamal-${name},var(--default-${name}))`;

/** CSS of the picture. */
export const style = [
  `.kamal{${defaults(light)};font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace}`,
  `@media (prefers-color-scheme:dark){.kamal{${defaults(dark)}}}`,
  `.kamal .ground{fill:${colour('ground')}}`,
  `.kamal text{fill:${colour('text')};white-space:pre}`,
  `.kamal .strong{font-weight:600}`,
  `.kamal .aside{fill:${colour('aside')}}`,
  `.kamal rect{stroke:${colour('frame')};fill:${colour('box')}}`,
  `.kamal .ground{stroke:none}`,
  `.kamal .server>rect{fill:${colour('server')}}`,
  `.kamal .accessory>rect{rx:2px}`,
  `.kamal .uncertain>rect,.kamal .line.uncertain{stroke-dasharray:4 3}`,
  `.kamal .line{fill:none;stroke-width:1.5}`,
  ...[1, 2, 3, 4, 5, 6].map(
    (number) => `.kamal .colour${number}>rect,.kamal .line.colour${number}{stroke:${colour(`colour${number}` as 'colour1')}}`,
  ),
  `.kamal [data-at]{cursor:pointer}`,
].join('\n');
