import { rules } from '../rules/index.ts';
import { json } from './escape.ts';
import type { Status } from './command.ts';
import { styler } from '../report/text/style.ts';
import type { Terminal } from './terminal.ts';

const byId = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));

export const ruleIds: readonly string[] = byId.map(({ id }) => id);

/** `--list-rules`. */
export function listRules(asJson: boolean, { out, colour }: Pick<Terminal, 'out' | 'colour'>): Status {
  if (asJson) out(json({ rules: byId.map(({ id, severity, kind, summary }) => ({ id, severity, kind, summary })) }));
  else {
    const paint = styler(colour);
    const width = Math.max(...ruleIds.map(({ length }) => length)) + 2;
    out(byId.map(({ id, severity, summary }) => `${id.padEnd(width)}${paint(severity, severity.padEnd(13))}${summary}\n`).join(''));
  }
  return 0;
}
