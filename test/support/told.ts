import type { Analysis } from '../../server/src/project/analysis.ts';
import { present } from '../../server/src/report/present.ts';
import type { At } from '../../server/src/source/node.ts';
import type { Fix } from '../../server/src/edit/change.ts';
import { edited, editsOf } from './findings.ts';
import type { Source } from '../../server/src/source/source.ts';

/**
 * All that people see of a project, as text that a person can read: each finding in the order in which it is shown, with severity, rule,
 * range and tag, the whole message, Kamal's own line, related places, and every fix with its safety, in the order in which they are offered, and
 * the lines that it changes.
 */
export function told(analysis: Analysis, texts: ReadonlyMap<string, string>): string {
  const lines: string[] = [];
  for (const list of present(analysis).values()) {
    for (const { finding, source, span, severity, message } of list) {
      const tag = finding.tag ? ` (${finding.tag})` : '';
      lines.push(`${source.file}:${place(source, span.from)}-${place(source, span.to)} ${severity} ${finding.rule}${tag}`, `  ${message}`);
      if (finding.kamal !== undefined) lines.push(`  kamal: ${finding.kamal}`);
      if (finding.refused !== (finding.kamal !== undefined))
        lines.push(finding.refused ? '  Kamal refuses it' : '  Kamal may load it all the same');
      for (const related of finding.related) lines.push(`  see ${placeOf(analysis, related.at)}: ${related.message}`);
      for (const fix of finding.fixes) {
        const selected = fix.placeholder === undefined ? '' : `, with \`${fix.placeholder}\` selected`;
        lines.push(`  ${fix.safety}${fix.preferred ? ', preferred' : ''}: ${fix.title}${selected}`, ...changedBy(fix, analysis, texts));
      }
    }
  }
  return lines.map((line) => `${line.replaceAll('\n', '⏎')}\n`).join('');
}

/** The lines that a fix takes away and writes, file by file. */
function changedBy(fix: Fix, analysis: Analysis, texts: ReadonlyMap<string, string>): string[] {
  const edits = editsOf(fix, analysis, texts);
  if (!edits) return ['    cannot be done'];
  const result = edited(texts, edits);
  return [...edits.keys()].flatMap((file) => {
    const before = (texts.get(file) ?? '').split('\n');
    const after = result.get(file)!.split('\n');
    let same = 0;
    while (same < before.length && same < after.length && before[same] === after[same]) same++;
    let end = 0;
    while (end < before.length - same && end < after.length - same && before.at(-1 - end) === after.at(-1 - end)) end++;
    const gone = before.slice(same, before.length - end).map((line) => `    - ${line}`);
    const written = after.slice(same, after.length - end).map((line) => `    + ${line}`);
    return [...(edits.size > 1 ? [`    ${file}`] : []), ...gone, ...written].map((line) => line.trimEnd());
  });
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
