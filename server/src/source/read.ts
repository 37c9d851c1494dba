import { parseDocument } from 'yaml';
import type { Chunk, Node } from './node.ts';
import type { ErbTag, Problem, Source } from './source.ts';
import { Lines } from './lines.ts';
import { TreeBuilder } from './tree.ts';

/**
 * Reads one version of one file: `file` is its path as the project names it, `text` all of it, `previous` an older
 * version, whose nodes are kept where the text is the same. Never throws; what is wrong is in `problems`.
 */
export function read(file: string, text: string, _previous?: Source): Source {
  const chunk: Chunk = { file, text };
  const problems: Problem[] = [];
  const erb: ErbTag[] = [];
  const { masked, tags } = maskErb(text);
  for (const [from, to, code] of tags)
    erb.push({ at: { chunk, from, to }, kind: 'output', code, inComment: false, open: false });
  const document = parseDocument(masked, { schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  const error = document.errors[0];
  if (error) problems.push({ kind: 'syntax', at: { chunk, from: error.pos[0], to: error.pos[1] }, message: error.message, refused: true });
  const builder = new TreeBuilder(chunk, {
    unknown: (from, to, quoted) => (tags.some(([a, b]) => a < to && b > from) ? { unknown: quoted ? 'string' : 'any' } : undefined),
    maybe: () => false,
    open: () => false,
  });
  const root: Node | null = document.contents === null ? null : builder.node(document.contents, 0);
  const lines = new Lines(text);
  return {
    file,
    text,
    root,
    problems,
    erb,
    unreadable: false,
    offset: (asked) => (asked === chunk ? 0 : undefined),
    position: (offset) => lines.position(offset),
    offsetAt: (position) => lines.offsetAt(position),
  };
}

function maskErb(text: string): { masked: string; tags: [number, number, string][] } {
  const tags: [number, number, string][] = [];
  const masked = text.replace(/<%(=|-|#)?([\s\S]*?)-?%>/g, (tag, kind: string | undefined, code: string, from: number) => {
    if (kind === '=') tags.push([from, from + tag.length, code]);
    return kind === '=' ? 'x'.repeat(tag.length) : tag.replace(/[^\n]/g, ' ');
  });
  return { masked, tags };
}
