import { plan } from '../../server/src/features/plan.ts';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import type { Snapshot } from '../../server/src/plan/plan.ts';
import { layout } from '../../server/src/topology/picture/layout.ts';
import { widthOf, wrap } from '../../server/src/topology/picture/text.ts';
import { topologyOf } from '../../server/src/topology/topology.ts';
import { apply } from '../features/apply.ts';
import { file, roundOf, uriOf } from '../features/project.ts';
import { box, code, lineStep, path, picture, squiggle, text, width, type Colour } from './pen.ts';

const rest = `service: shop
image: acme/shop
registry: {username: acme, password: [KAMAL_REGISTRY_PASSWORD]}
builder: {arch: amd64}
`;
/** `ssl` at the root, where no host stands: Kamal refuses it. */
const refused = `servers:
  web:
    hosts:
      - 192.0.2.10
    proxy:
      host: shop.example
  api:
    hosts:
      - 192.0.2.10
    proxy:
      host: api.shop.example
proxy:
  ssl: true
`;
const deployed = `servers:
  web:
    - 192.0.2.10
    - 192.0.2.11
  workers:
    hosts:
      - 192.0.2.12
    cmd: bin/jobs
proxy:
  host: shop.example
`;
const shown = `${rest}${deployed}accessories:
  db:
    image: postgres:16
    host: 192.0.2.12
`;

const margin = 16;
const indent = 40;

/** The first finding of the refused text, with what it would be repaired to. */
function repaired() {
  const texts = new Map([[file, rest + refused]]);
  const round = roundOf(texts);
  const [first] = round.shown.get(file) ?? [];
  const fix = first?.finding.fixes.find(({ preferred }) => preferred);
  const changes = fix?.edits(round.texts)?.get(file);
  if (!first || !fix || !changes) throw new Error('nothing to repair');
  return { first, fix, after: apply(rest + refused, changes).slice(rest.length) };
}

/** What is wrong stands below its words, with Kamal's own. */
export function open(): string {
  const { first } = repaired();
  const lines = refused.trimEnd().split('\n');
  const offset = first.span.from - rest.length;
  const line = refused.slice(0, offset).split('\n').length - 1;
  const column = offset - refused.lastIndexOf('\n', offset - 1) - 1;
  const top = 28;
  const parts = lines.map((one, index) => code(one, indent, top + index * lineStep));
  const from = indent + widthOf(refused.slice(offset - column, offset), 'name');
  const below = top + line * lineStep;
  parts.push(squiggle(from, from + widthOf(refused.slice(offset, first.span.to - rest.length), 'name'), below + 5, 'error'));
  const words = wrap(first.message.replaceAll('`', ''), 'detail', width - 2 * margin - 24);
  const kamal = wrap(`Kamal: ${first.finding.kamal ?? ''}`, 'detail', width - 2 * margin - 24);
  const high = (words.length + kamal.length) * 16 + 16;
  const at = below + 14;
  parts.push(box(margin, at, width - 2 * margin, high, { stroke: 'error' }));
  for (const [index, one] of [...words, ...kamal].entries())
    parts.push(text(one, margin + 12, at + 20 + index * 16, index < words.length ? 'text' : 'aside', { size: 'detail' }));
  return picture(at + high + margin, `A deploy.yml with a mistake underlined, and below it what it is: ${first.message}`, parts);
}

/** The same lines after one click. */
export function repair(): string {
  const { fix, after } = repaired();
  const parts = [
    box(margin, 14, widthOf(fix.title.replaceAll('`', ''), 'name') + 24, 26),
    text(fix.title.replaceAll('`', ''), margin + 12, 32, 'text', { bold: true }),
  ];
  const lines = difference(refused.trimEnd().split('\n'), after.trimEnd().split('\n'));
  const colour: Readonly<Record<string, Colour>> = { '+': 'inserted', '-': 'removed' };
  for (const [index, { sign, line }] of lines.entries()) {
    const y = 66 + index * lineStep;
    const its = colour[sign];
    if (its) parts.push(text(sign, margin, y, its, { bold: true }));
    parts.push(code(line, indent, y, its));
  }
  return picture(66 + lines.length * lineStep, `The same lines after "${fix.title}"`, parts);
}

/** Routes, servers, containers: what `kamal-check graph` draws, in the colours of the theme. */
export function see(): string {
  const drawing = layout(topologyOf(analyzeTexts(new Map([[file, shown]])).deployments[0]!.deployment), width);
  const parts = [
    ...drawing.boxes.filter(({ kind }) => kind === 'server').map((one) => box(one.x, one.y, one.width, one.height)),
    ...drawing.lines.map(({ points }) => path(points, 'key')),
    ...drawing.boxes
      .filter(({ kind }) => kind !== 'server' && kind !== 'title')
      .map((one) =>
        box(one.x, one.y, one.width, one.height, {
          fill: 'ground',
          stroke: one.colour === null ? 'frame' : 'key',
          round: one.kind === 'route' ? one.height / 2 : one.kind === 'accessory' ? 2 : 6,
        }),
      ),
    ...drawing.boxes.flatMap(({ texts }) =>
      texts.map((one) =>
        text(one.text, one.x, one.y, one.style === 'aside' ? 'aside' : 'text', {
          size: one.size === 'detail' ? 'detail' : 'name',
          bold: one.style === 'strong',
        }),
      ),
    ),
  ];
  return picture(
    drawing.height,
    'A deployment drawn: its address leads through kamal-proxy to the role web on two servers, beside workers and a database',
    parts,
  );
}

/** What a new name of a role leaves behind. */
export function planned(): string {
  const snapshot = (words: string): Snapshot => {
    const texts = new Map([[file, rest + words]]);
    return { analysis: analyzeTexts(texts), files: filesOf(texts) };
  };
  const renamed = deployed.replace('workers:', 'jobs:');
  const { summary, consequences } = plan(snapshot(deployed), snapshot(renamed), { destination: undefined, from: 'HEAD', uriOf });
  const [first] = consequences;
  if (!first) throw new Error('nothing is planned');
  const parts = [text(`Since the last commit: ${summary}`, indent, 28, 'aside', { size: 'detail' })];
  const lines = difference(deployed.trimEnd().split('\n'), renamed.trimEnd().split('\n')).slice(3, 9);
  for (const [index, { sign, line }] of lines.entries()) {
    const its = sign === '+' ? 'inserted' : sign === '-' ? 'removed' : undefined;
    if (its) parts.push(text(sign, margin, 52 + index * lineStep, its, { bold: true }));
    parts.push(code(line, indent, 52 + index * lineStep, its));
  }
  const top = 52 + lines.length * lineStep;
  const words = wrap(first.message.replaceAll('`', ''), 'detail', width - 2 * margin - 24);
  const command = first.commands[0]![0]!;
  const high = words.length * 16 + 48;
  parts.push(box(margin, top, width - 2 * margin, high, { stroke: 'warning' }));
  for (const [index, one] of words.entries()) parts.push(text(one, margin + 12, top + 20 + index * 16, 'text', { size: 'detail' }));
  parts.push(text(`$ ${command}`, margin + 12, top + high - 16, 'text', { bold: true }));
  return picture(top + high + margin, `A role was renamed: ${summary}. ${first.message} ${command}`, parts);
}

/** Lines that stay, go and come, by the longest common sequence. */
function difference(before: readonly string[], after: readonly string[]): { sign: ' ' | '-' | '+'; line: string }[] {
  const common = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i]![j] = before[i] === after[j] ? common[i + 1]![j + 1]! + 1 : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
  const found: { sign: ' ' | '-' | '+'; line: string }[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      found.push({ sign: ' ', line: before[i]! });
      i++;
      j++;
    } else if (i < before.length && (j === after.length || common[i + 1]![j]! >= common[i]![j + 1]!))
      found.push({ sign: '-', line: before[i++]! });
    else found.push({ sign: '+', line: after[j++]! });
  }
  return found;
}
