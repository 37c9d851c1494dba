import type { Severity } from '../../rules/rule.ts';
import type { Checked } from '../../report/checked.ts';
import { xml } from '../escape.ts';

const severities = { error: 'error', warning: 'warning', information: 'info', hint: 'info' } as const satisfies Record<Severity, string>;

/** `--format checkstyle`: XML as Checkstyle writes it, which reviewdog, Jenkins and many other services read. */
export function checkstyle(checked: readonly Checked[]): string {
  const files = new Map<string, string[]>();
  for (const one of checked) {
    files.set(one.file, files.get(one.file) ?? []);
    for (const { finding, source, span, severity, message } of one.shown) {
      const { file, start } = one.placeOfSpan(source, span);
      const place = `line="${start.line + 1}" column="${start.character + 1}"`;
      const error = `    <error ${place} severity="${severities[severity]}" message="${xml(message)}" source="kamal-check.${xml(finding.rule)}"/>`;
      files.set(file, [...(files.get(file) ?? []), error]);
    }
  }
  const blocks = [...files].flatMap(([file, errors]) => [`  <file name="${xml(file)}">`, ...errors, '  </file>']);
  return ['<?xml version="1.0" encoding="UTF-8"?>', '<checkstyle version="4.3">', ...blocks, '</checkstyle>', ''].join('\n');
}
