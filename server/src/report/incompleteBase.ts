import { scalarAt } from '../config/get.ts';
import type { Analysis } from '../project/analysis.ts';
import type { Finding } from '../rules/rule.ts';
import type { Edits, Fix, Texts } from '../edit/change.ts';
import type { Source } from '../source/source.ts';
import { keyText, spanOf, type Span } from '../source/locate.ts';
import type { MergedFinding, PresentedFinding } from './presented.ts';

/**
 * One information for all that only the base alone would be refused for, unless `require_destination` says that it is meant so.
 * @param onlyBase findings that hold in the base alone and in no destination
 */
export function incompleteBase(analysis: Analysis, onlyBase: readonly MergedFinding[]): PresentedFinding | undefined {
  const refused = onlyBase.filter(({ finding, source }) => finding.refused && source.file === analysis.base.file);
  const [first] = refused;
  const alone = analysis.deployments[0];
  if (!first || !alone || scalarAt(alone.deployment.config.root, 'require_destination')?.value === true) return undefined;
  const more = refused.length > 1 ? ` (and ${refused.length - 1} more)` : '';
  const message = `\`kamal\` without \`-d\` would refuse this: ${first.finding.message}${more}`;
  const finding: Finding = {
    ...first.finding,
    severity: 'information',
    message,
    refused: false,
    fixes: [requireDestination(analysis.base)],
  };
  return { finding, source: first.source, span: firstLine(first), severity: 'information', message };
}

function firstLine({ source, span }: MergedFinding): Span {
  const end = source.text.slice(span.from, span.to).search(/[\r\n]/);
  return end < 0 ? span : { from: span.from, to: span.from + end };
}

function requireDestination(base: Source): Fix {
  return {
    title: 'Say that a destination is required: `require_destination: true`',
    safety: 'unsafe',
    preferred: false,
    edits: (texts) => insertLine(texts, base.file, 'require_destination: true'),
  };
}

/** A root line of its own under the first root key, which is `service` in most files. */
function insertLine(texts: Texts, file: string, line: string): Edits | undefined {
  const source = texts.source(file);
  if (source?.root?.kind !== 'map' || source.root.flow) return undefined;
  const eol = source.text.includes('\r\n') ? '\r\n' : '\n';
  const first = source.root.entries[0];
  const second = source.root.entries[1];
  if (!first || first.value.kind === 'map' || first.value.kind === 'list' || keyText(first.key) === '<<') {
    const before = first && spanOf(source, first.key.at);
    return before && new Map([[file, [{ from: before.from, to: before.from, text: `${line}${eol}` }]]]);
  }
  const next = second && spanOf(source, second.key.at);
  const after = spanOf(source, first.value.at)?.to ?? 0;
  const end = source.text.indexOf('\n', after);
  if (end < 0) return new Map([[file, [{ from: source.text.length, to: source.text.length, text: `${eol}${line}${eol}` }]]]);
  if (next && end >= next.from) return undefined;
  return new Map([[file, [{ from: end + 1, to: end + 1, text: `${line}${eol}` }]]]);
}
