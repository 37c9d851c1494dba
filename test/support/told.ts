import type { Analysis } from '../../server/src/project/analysis.ts';
import { present } from '../../server/src/report/present.ts';
import type { At } from '../../server/src/source/node.ts';
import type { Source } from '../../server/src/source/source.ts';

/**
 * All that people see of a project, as text that a person can read: each finding in the order in which it is shown, with severity, rule,
 * range and tag, the whole message, Kamal's own line, related places, and every fix with its safety, in the order in which they are offered.
 */
export function told(analysis: Analysis): string {
  const lines: string[] = [];
  for (const list of present(analysis).values()) {
    for (const { finding, source, span, severity, message } of list) {
      const tag = finding.tag ? ` (${finding.tag})` : '';
      lines.push(`${source.file}:${place(source, span.from)}-${place(source, span.to)} ${severity} ${finding.rule}${tag}`, `  ${message}`);
      if (finding.kamal !== undefined) lines.push(`  kamal: ${finding.kamal}`);
      for (const related of finding.related) lines.push(`  see ${placeOf(analysis, related.at)}: ${related.message}`);
      for (const { title, safety, preferred } of finding.fixes) lines.push(`  ${safety}${preferred ? ', preferred' : ''}: ${title}`);
    }
  }
  return lines.map((line) => `${line.replaceAll('\n', '⏎')}\n`).join('');
}

/** Line and column from 1. */
function place({ position }: Source, offset: number): string {
  const { line, character } = position(offset);
  return `${line + 1}:${character + 1}`;
}

function placeOf({ sources }: Analysis, { chunk, from }: At): string {
  const source = sources.get(chunk.file);
  return source ? `${chunk.file}:${place(source, (source.offset(chunk) ?? 0) + from)}` : chunk.file;
}
