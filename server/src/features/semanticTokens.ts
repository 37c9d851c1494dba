import { SemanticTokensBuilder, type SemanticTokens, type SemanticTokensLegend } from 'vscode-languageserver';
import type { NameKind } from '../references/mention.ts';
import { mentionsIn } from '../references/mentions.ts';
import { spanOf } from '../source/locate.ts';
import type { Source } from '../source/source.ts';

/** How each kind of name is coloured, in the editor's own terms, which every theme knows. */
const TYPES: Partial<Record<NameKind, string>> = {
  role: 'class',
  host: 'variable',
  tag: 'enumMember',
  secret: 'macro',
  accessory: 'interface',
  proxyHost: 'string',
  alias: 'function',
};

const types = [...new Set(Object.values(TYPES))];

export const tokensLegend: SemanticTokensLegend = { tokenTypes: types, tokenModifiers: ['declaration', 'readonly'] };

/** Names in a deploy.yml by what they are: a role looks like a role, also as the value of `primary_role`. */
export function semanticTokens(source: Source): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  const found = mentionsIn(source).flatMap(({ kind, at, defines, implied }) => {
    const type = TYPES[kind];
    const span = type === undefined || implied ? undefined : spanOf(source, at);
    return span && span.to > span.from && !/[\n\r]/.test(source.text.slice(span.from, span.to)) ? [{ ...span, type: type!, defines }] : [];
  });
  let last = 0;
  for (const { from, to, type, defines } of found.sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < last) continue;
    last = to;
    const { line, character } = source.position(from);
    builder.push(line, character, to - from, types.indexOf(type), defines ? 1 : 0);
  }
  return builder.build();
}
