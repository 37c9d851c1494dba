import type { PresentedFinding } from '../../report/presented.ts';
import type { Checked } from '../../report/checked.ts';
import { xml } from '../escape.ts';

/** `--format junit`: XML that CI services show as test results. Errors and warnings fail; what is less is told beside a test that passes. */
export function junit(checked: readonly Checked[]): string {
  const suites = checked.map(suite);
  const sum = (of: 'tests' | 'failures'): number => suites.reduce((total, one) => total + one[of], 0);
  const head = `<testsuites name="kamal-check" tests="${sum('tests')}" failures="${sum('failures')}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites.flatMap(({ lines }) => lines), '</testsuites>', ''].join('\n');
}

function suite(one: Checked): { tests: number; failures: number; lines: string[] } {
  const { shown } = one;
  const failures = shown.filter(isFailure).length;
  const cases = shown.map((finding) => testCase(one, finding));
  if (cases.length === 0)
    cases.push(`    <testcase name="nothing ${one.shownBefore ? 'more ' : ''}to report" classname="${xml(one.file)}"/>`);
  const head = `  <testsuite name="${xml(one.file)}" tests="${cases.length}" failures="${failures}">`;
  return { tests: cases.length, failures, lines: [head, ...cases, '  </testsuite>'] };
}

const isFailure = ({ severity }: PresentedFinding): boolean => severity === 'error' || severity === 'warning';

function testCase(one: Checked, shown: PresentedFinding): string {
  const { finding, source, span, severity, message } = shown;
  const { file, start } = one.placeOfSpan(source, span);
  const place = `${xml(file)}:${start.line + 1}:${start.character + 1}`;
  const told = isFailure(shown)
    ? `<failure type="${severity}" message="${xml(message)}">${place}</failure>`
    : `<system-out>${severity}: ${xml(message)}</system-out>`;
  const names = `name="${xml(finding.rule)} (${place})" classname="${xml(file)}" file="${xml(file)}" line="${start.line + 1}"`;
  return `    <testcase ${names}>${told}</testcase>`;
}
