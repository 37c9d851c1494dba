import { readdirSync, readFileSync } from 'node:fs';
import type { Diagnostic } from 'vscode-languageserver';
import type { Tree, TreeNode } from '../../server/src/protocol.ts';

/** One state of a scenario: a text, and what must be shown for it. */
export interface Step {
  readonly text: string;
  readonly findings: string;
  /** Left out where the tree is not the point. */
  readonly tree?: string;
  /** The preferred fix makes the next step's text of this one. */
  readonly fixed: boolean;
}

export interface Scenario {
  readonly name: string;
  readonly steps: readonly Step[];
}

const folder = new URL('./', import.meta.url);

/**
 * The scenarios in this folder. A file is prose, then sections: `=== config/deploy.yml` begins a step, `=== findings` and `=== tree` say what must be
 * shown for it, and `=== fix` says that the preferred fix leads to the next one.
 */
export function scenarios(): Scenario[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return files
    .sort()
    .map((file) => ({ name: file.replace(/\.txt$/, '').replaceAll('-', ' '), steps: parse(readFileSync(new URL(file, folder), 'utf8')) }));
}

function parse(text: string): Step[] {
  const steps: { text: string; findings: string; tree?: string; fixed: boolean }[] = [];
  for (const [, name, body = ''] of text.matchAll(/^=== (.+)\n([\s\S]*?)(?=^=== |$(?![\s\S]))/gm)) {
    const last = steps.at(-1);
    if (name === 'config/deploy.yml') steps.push({ text: `${body.trimEnd()}\n`, findings: '', fixed: false });
    else if (!last) throw new Error(`=== ${name} stands before any text`);
    else if (name === 'fix') last.fixed = true;
    else if (name === 'findings' || name === 'tree') last[name] = body.trim();
    else throw new Error(`=== ${name} means nothing here`);
  }
  return steps;
}

const severities = ['', 'error', 'warning', 'information', 'hint'];

/** Diagnostics as the scenarios write them: severity, rule, line from 1 and the text that is marked there. */
export function findingsText(text: string, diagnostics: readonly Diagnostic[]): string {
  const lines = text.split('\n');
  return diagnostics
    .map(({ severity = 0, code, range, data }) => {
      const line = lines[range.start.line] ?? '';
      const marked = line.slice(range.start.character, range.end.line === range.start.line ? range.end.character : undefined);
      const kamal = (data as { kamal?: string } | undefined)?.kamal;
      return `${severities[severity]} ${String(code)}, line ${range.start.line + 1}: ${marked}${kamal ? `\n  kamal: ${kamal}` : ''}`;
    })
    .join('\n');
}

/** What a tree says that the deployment does, as the scenarios write it: label, description in brackets, and what is marked with a finding. */
export function treeText(tree: Pick<Tree, 'nodes' | 'stale'> | null): string {
  return tree ? [...(tree.stale ? [`(stale: ${tree.stale})`] : []), ...nodesText(tree.nodes)].join('\n') : '(none)';
}

/** Nodes in the same way, a line for each. */
export function nodesText(all: readonly TreeNode[]): string[] {
  const lines = (nodes: readonly TreeNode[], indent: string): string[] =>
    nodes.flatMap(({ label, description, worst, children = [] }) => [
      `${indent}${label}${description ? ` [${description}]` : ''}${worst ? ` !${worst}` : ''}`,
      ...lines(children, `${indent}  `),
    ]);
  return lines(all, '');
}
