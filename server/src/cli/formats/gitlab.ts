import type { Severity } from '../../rules/rule.ts';
import type { Checked } from '../../report/checked.ts';
import { printable } from '../../report/printable.ts';
import { json } from '../escape.ts';

const severities = { error: 'critical', warning: 'major', information: 'minor', hint: 'info' } as const satisfies Record<Severity, string>;

/** `--format gitlab`: a Code Quality report, which GitLab shows in merge requests (`artifacts:reports:codequality`). */
export function gitlab(checked: readonly Checked[]): string {
  const seen = new Map<string, number>();
  const issues = checked.flatMap((one) =>
    one.shown.map(({ finding, source, span, severity, message }) => {
      const { file, start } = one.placeOfSpan(source, span);
      // GitLab compares branches by it: without the line, which changes with what stands above.
      const what = [finding.rule, file, source.text.slice(span.from, span.to), message].join('\0');
      const count = seen.get(what) ?? 0;
      seen.set(what, count + 1);
      return {
        description: printable(message),
        check_name: finding.rule,
        fingerprint: hash(`${what}\0${count}`),
        severity: severities[severity],
        location: { path: file, lines: { begin: start.line + 1 } },
      };
    }),
  );
  return json(issues);
}

/** FNV-1a of 64 bits, as 16 hexadecimal digits. Nobody is to be kept from forging one, and `node:crypto` costs a third of the time to start. */
function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at++) value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
}
