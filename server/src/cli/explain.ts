import { printable } from '../report/printable.ts';
import { nearRule } from '../report/nearRule.ts';
import { rulePage } from '../report/rulePage.ts';
import { rules } from '../rules/index.ts';
import type { Status } from './command.ts';
import { styler, type Style } from '../report/text/style.ts';
import type { Terminal } from './terminal.ts';

/** `--explain RULE`: its page, as a terminal shows it. */
export function explain(id: string, { out, err, colour, page }: Terminal): Status {
  const rule = rules.find((one) => one.id === id);
  if (!rule) {
    err(`kamal-check: ${printable(unknownRule(id))}\n`);
    return 2;
  }
  const text = page(id);
  out(text === undefined ? `${id}: ${rule.summary}.\n\n${rulePage(id)}\n` : plain(text, styler(colour)));
  return 0;
}

/** What is wrong with the id of a rule that there is none of. */
export function unknownRule(id: string): string {
  const near = nearRule(id);
  return `there is no rule ${id}${near === undefined ? '; --list-rules shows them' : `; did you mean ${near}?`}`;
}

/** Markdown without what only a browser makes use of; what stands below the page's last line is for the web. */
function plain(markdown: string, paint: Style): string {
  const [text = ''] = markdown.split(/\n---\n(?![^]*\n---\n)/);
  let code = false;
  const lines = text
    .trim()
    .split('\n')
    .flatMap((line) => {
      if (/^`{3,}/.test(line)) {
        code = !code;
        return [];
      }
      if (code) return `    ${line}`;
      const heading = /^#+ (.*)$/.exec(line);
      if (heading) return paint('place', heading[1]!);
      return line
        .replace(/\[([^[\]]{1,300})\]\([^)]{1,500}\)/g, '$1')
        .replace(/\*\*([^*]+)\*\*/g, (_, bold: string) => paint('place', bold));
    });
  return `${lines.join('\n')}\n`;
}
