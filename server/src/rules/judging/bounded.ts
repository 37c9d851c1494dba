import type { Finding } from '../rule.ts';

/** Findings of one rule in one file that are told one by one: beyond that nobody reads them, and each keystroke would send them all. */
export const mostFindings = 250;

/** Longest text of a finding: names in it come from the file, and may be as long, or as many, as somebody likes. */
const mostCharacters = 1_000;

/** The findings of one deployment, as many and as long as a person can make use of; the last that is told says how many are not. */
export function bounded(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= mostFindings) return findings.map(brief);
  const kept: Finding[] = [];
  const counts = new Map<string, { count: number; last: number }>();
  for (const finding of findings) {
    const key = `${finding.rule} ${finding.at.chunk.file}`;
    const seen = counts.get(key) ?? { count: 0, last: -1 };
    counts.set(key, seen);
    if (seen.count++ >= mostFindings) continue;
    seen.last = kept.length;
    kept.push(brief(finding));
  }
  for (const { count, last } of counts.values()) {
    const more = count - mostFindings;
    const finding = kept[last]!;
    if (more > 0)
      kept[last] = { ...finding, message: `${finding.message} (And ${more.toLocaleString('en')} more of this rule in this file.)` };
  }
  return kept;
}

function brief(finding: Finding): Finding {
  const { message, kamal } = finding;
  if (message.length <= mostCharacters && (kamal?.length ?? 0) <= mostCharacters) return finding;
  return { ...finding, message: shortened(message), ...(kamal === undefined ? {} : { kamal: shortened(kamal) }) };
}

/** Whole characters: half of a surrogate pair is no text. */
function shortened(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}
