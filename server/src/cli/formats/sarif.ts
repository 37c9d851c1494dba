import type { PresentedFinding } from '../../report/presented.ts';
import { rulePage } from '../../report/rulePage.ts';
import { rules } from '../../rules/index.ts';
import type { Severity } from '../../rules/rule.ts';
import { destinationMissing } from '../../report/missingDestination.ts';
import { json } from '../escape.ts';
import { version } from '../version.ts';
import type { Checked, FileRange } from '../../report/checked.ts';

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const satisfies Record<Severity, string>;

/** What only the command line finds; the others say it themselves. */
const own = [{ id: destinationMissing, summary: 'No file for the destination that was named', severity: 'error' }] as const;

/** `--format sarif`: SARIF 2.1.0, which GitHub's code scanning and other services read. */
export function sarif(checked: readonly Checked[]): string {
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'kamal-check',
            version,
            semanticVersion: version,
            informationUri: rulePage('README'),
            rules: [...rules, ...own].map(({ id, summary, severity }) => ({
              id,
              shortDescription: { text: summary },
              helpUri: rulePage(id),
              defaultConfiguration: { level: levels[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: checked.flatMap((one) => one.shown.map((shown) => result(one, shown))),
      },
    ],
  };
  return json(log);
}

function result(checked: Checked, { finding, source, span, severity, message }: PresentedFinding): unknown {
  const ruleIndex = [...rules, ...own].findIndex(({ id }) => id === finding.rule);
  const related = finding.related.map(({ at, message: text }) => ({ ...location(checked.placeOf(at)), message: { text } }));
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[severity],
    message: { text: message },
    locations: [location(checked.placeOfSpan(source, span))],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(finding.kamal === undefined ? {} : { properties: { kamal: finding.kamal } }),
  };
}

function location({ file, start, end }: FileRange): { physicalLocation: unknown } {
  const region = {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
  return { physicalLocation: { artifactLocation: { uri: uriOf(file) }, region } };
}

/** A path as a relative reference, or a `file:` URI where it is absolute. */
function uriOf(file: string): string {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  return file.startsWith('/') ? `file://${encoded}` : /^[A-Za-z]:\//.test(file) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}
