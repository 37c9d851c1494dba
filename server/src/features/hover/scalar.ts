import { rubyString } from '../../config/ruby.ts';
import type { Node, Scalar, ScalarType } from '../../source/node.ts';
import type { Source } from '../../source/source.ts';
import type { HoverContext } from './hoverContext.ts';
import { anchoredBefore, spanOf, type Span } from '../../source/locate.ts';
import { block, code } from '../markdown.ts';

const classes: Record<ScalarType, string> = {
  string: 'text',
  symbol: 'a symbol',
  integer: 'a whole number',
  float: 'a decimal number',
  boolean: 'a boolean',
  null: 'nothing at all',
  date: 'a date',
  time: 'a point in time',
  other: 'a Ruby object',
};

/** What Ruby makes of a value where that is not what is written, and what an alias stands for. */
export function describeScalar({ source, spot }: HoverContext): string {
  const { node } = spot;
  if (node.kind === 'alias') {
    const anchored = anchoredBefore(source, node.name, node.at);
    return anchored
      ? `${code(`*${node.name}`)} stands for:\n\n${block('yaml', excerpt(source, anchored))}`
      : `Nothing before this line is called ${code(`&${node.name}`)}.`;
  }
  return node.kind === 'scalar' && readsOtherwise(node) ? readAs(node) : '';
}

/** Psych resolves plain scalars by YAML 1.1 and more (`Psych::ScalarScanner#tokenize`): `22:22` is 80520. */
function readsOtherwise(node: Scalar): boolean {
  if (node.style !== 'plain' || node.text === '' || node.fallback) return false;
  if (node.type === 'string' || node.type === 'date' || node.type === 'time' || node.type === 'other') return false;
  return node.type === 'symbol' || (node.type === 'null' ? node.text !== 'null' && node.text !== '~' : rubyString(node) !== node.text);
}

function readAs(node: Scalar): string {
  const value = node.type === 'null' || node.type === 'symbol' ? '' : `, ${code(rubyString(node))}`;
  return `Ruby reads ${code(node.text)} as ${classes[node.type]}${value}. Put it in quotes to keep it as it is written.`;
}

const mostLines = 12;

function excerpt(source: Source, node: Node): string {
  const span = spanOf(source, node.at);
  if (!span) return '…';
  const start = source.text.lastIndexOf('\n', span.from - 1) + 1;
  const indent = source.text.slice(start, span.from).match(/^ */)![0].length;
  const lines = source.text.slice(start, span.to).trimEnd().split(/\r?\n/);
  const shown = lines.slice(0, mostLines).map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length)));
  return [...shown, ...(lines.length > mostLines ? ['…'] : [])].join('\n');
}

/** The ERB tag at an offset, in words. */
export function erbAt(source: Source, offset: number): { readonly span: Span; readonly text: string } | undefined {
  for (const tag of source.erb) {
    const span = spanOf(source, tag.at);
    if (!span || offset < span.from || offset > span.to || tag.kind === 'literal') continue;
    return { span, text: meaning[tag.inComment && tag.kind !== 'comment' ? 'inComment' : tag.kind] };
  }
  return undefined;
}

const meaning = {
  output:
    'Kamal runs this Ruby code when it reads the file, and puts its result here. The value is not known in the editor, so nothing that depends on it is checked.',
  statement:
    'Kamal runs this Ruby code when it reads the file. What stands in its branches or loops may be there or not, so it is not counted as missing or double.',
  comment: 'An ERB comment: Kamal drops it before it reads the YAML.',
  inComment: 'Kamal runs this although it stands in a YAML comment: ERB comes before YAML. Write `<%#` to keep it from running.',
} as const;
