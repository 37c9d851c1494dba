import { block } from '../markdown.ts';
import type { PresentedFinding } from '../../report/presented.ts';

/**
 * What the terminal would say about the findings at this place. The editor shows their own messages beside it, so only Kamal's words
 * are given here, each once: Kamal lists all unknown keys of one map in one line.
 */
export function describeFindings(shown: readonly PresentedFinding[], offset: number): string {
  const lines = new Set(
    shown.filter(({ span }) => span.from <= offset && offset <= span.to).flatMap(({ finding }) => (finding.kamal ? [finding.kamal] : [])),
  );
  return lines.size > 0 ? `\`kamal\` stops with:\n\n${block('text', [...lines].join('\n'))}` : '';
}
