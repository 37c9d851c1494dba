import { existsSync, readFileSync } from 'node:fs';
import { analyzeTexts } from '../server/src/project/analyze.ts';
import { rules } from '../server/src/rules/index.ts';
import type { Rule } from '../server/src/rules/rule.ts';
import { completion } from '../test/support/complete.ts';
import { readPage } from '../test/rules/page.ts';

const pages = new URL('../docs/rules/', import.meta.url);
const base = 'config/deploy.yml';

/** The version of this project in which a rule came; those that are not listed came with the first. */
const since: Readonly<Record<string, string>> = {};
const first = '0.1.0';

const kinds = { kamal: 'Kamal refuses', deployment: 'the deployment suffers' };

/** `docs/rules/README.md`: all rules on one page. */
export function indexPage(): string {
  const rows = [...rules]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(
      (rule) =>
        `| [${rule.id}](${rule.id}.md) | ${rule.summary.replaceAll('|', '\\|')} | ${kinds[rule.kind]} | ${rule.severity} | ${since[rule.id] ?? first} | ${fixOf(rule)} |`,
    );
  return [
    '# Rules',
    '',
    `${rules.length} rules. Two kinds: what real Kamal refuses to load, and what it accepts and the deployment pays for. Each page says what happens, shows an example, its repair and a near miss; the test suite runs them all.`,
    '',
    'To change a rule for yourself, set `kamal.rules` in VS Code; for everybody who works on a project, commit `.kamal/lint.yml`:',
    '',
    '```yml',
    'rules:',
    '  role-same-command: off',
    '  boot-limit-no-effect: warning',
    '```',
    '',
    'To silence one line, write `# kamal-ignore: <rule>` on it or above it.',
    '',
    '| rule | what it finds | kind | severity | since | fix |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
    'This page is generated from the rules: `node scripts/rules.mjs` writes it anew.',
    '',
  ].join('\n');
}

/** The properties of the setting `kamal.rules`, so that editors complete rule ids and explain them. */
export function settingProperties(): Record<string, unknown> {
  return Object.fromEntries(
    [...rules]
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, severity, summary }) => [
        id,
        { type: 'string', enum: ['error', 'warning', 'information', 'hint', 'off'], default: severity, markdownDescription: `${summary}.` },
      ]),
  );
}

/** JSON Schema of `.kamal/lint.yml`, so that editors complete what may stand there. */
export function lintSchema(): Record<string, unknown> {
  const [off, ...severities] = ['off', 'error', 'warning', 'information', 'hint'];
  const setting = (markdownDescription: string, usual: string): Record<string, unknown> => ({
    // YAML 1.1 reads a bare \`off\` as false.
    enum: [off, false, ...severities],
    default: usual,
    description: markdownDescription,
  });
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: 'https://raw.githubusercontent.com/kamal-tools/vscode-kamal/main/docs/lint.schema.json',
    title: 'Kamal: .kamal/lint.yml',
    description: 'How kamal-check and editors judge the deployments of this project.',
    type: 'object',
    additionalProperties: false,
    properties: {
      rules: {
        description: 'How a rule reports, by its id.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          [...rules].sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, severity, summary }) => [id, setting(`${summary}.`, severity)]),
        ),
      },
      kamal_version: {
        description: 'The Kamal that deploys this project, where Gemfile.lock does not say it: `"2.12.0"`, in quotes.',
        type: 'string',
        pattern: '^\\d+(\\.\\w+)*$',
      },
      config_files: {
        description: 'Further configurations that are deployed with `kamal -c`, such as `config/deploy-worker.yml`.',
        type: 'array',
        items: { type: 'string', minLength: 1 },
        uniqueItems: true,
      },
      fail_on: { description: 'The least severity with which `kamal-check` ends with 1.', enum: severities, default: 'error' },
    },
  };
}

/** Does the page's first example end in a fix, and one that "fix all" may apply? */
function fixOf({ id }: Rule): string {
  const file = new URL(`${id}.md`, pages);
  if (!existsSync(file)) return '';
  const { examples } = readPage(readFileSync(file, 'utf8'));
  const fixes = examples.flatMap(({ project }) => {
    const texts = new Map([...project.texts].map(([path, text]) => [path, path === base ? completion(text) + text : text]));
    return analyzeTexts(texts).deployments.flatMap(({ findings }) =>
      findings.flatMap((finding) => (finding.rule === id ? finding.fixes : [])),
    );
  });
  return fixes.some(({ preferred }) => preferred) ? 'one click' : fixes.length ? 'to choose' : '';
}
