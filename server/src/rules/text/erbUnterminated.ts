import { printedBy } from '../../source/erb/literal.ts';
import { fix } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** ERB takes a tag without end for text: its marker vanishes, the rest stays. */
export const erbUnterminated = rule({
  id: 'erb-unterminated',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An ERB tag has no end',
  each: 'file',
  *check({ source }) {
    for (const { at, open } of source.erb) {
      if (!open) continue;
      yield report(
        this,
        at,
        'This ERB tag has no `%>`: nothing is run, only the `<%` vanishes, and the rest stays in the file as text. Close the tag with `%>`.',
        {
          fixes: [
            fix('Close the tag at the end of the line', source.file, (newest) => {
              const start = newest.offset(at.chunk);
              if (start === undefined) return undefined;
              const from = start + at.from;
              // A quote that opens before the tag closes behind it.
              const opening = /["']$/.exec(newest.text.slice(0, from))?.[0] ?? '';
              const end = from + newest.text.slice(from).search(new RegExp(`[ \\t]*${opening}[ \\t]*(\\r?\\n|$)`));
              return isWordAlone(newest.text, from, end) ? undefined : [{ from: end, to: end, text: ' %>' }];
            }),
          ],
        },
      );
    }
  },
});

/** Would the tag be all that its line holds, and print a word where only keys may stand? */
function isWordAlone(text: string, from: number, end: number): boolean {
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  const prints = before.trim() === '' && text.startsWith('<%=', from) ? printedBy(text.slice(from + 3, end)) : undefined;
  return prints !== undefined && !/:(?:\s|$)/.test(prints.text);
}
