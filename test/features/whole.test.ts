// All that an editor is answered about a project, compared whole: README.md in `whole/` says how to read and to renew it.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import type { CompletionItem, DocumentSymbol, Hover, MarkupContent } from 'vscode-languageserver';
import { completion } from '../../server/src/features/completion.ts';
import { codeLenses } from '../../server/src/features/codeLens.ts';
import { resolveCompletion } from '../../server/src/features/completion/documentation.ts';
import { definition } from '../../server/src/features/definition.ts';
import { documentLinks } from '../../server/src/features/documentLinks.ts';
import { folding } from '../../server/src/features/folding.ts';
import { hover } from '../../server/src/features/hover.ts';
import { inlayHints } from '../../server/src/features/inlayHints.ts';
import { references } from '../../server/src/features/references.ts';
import { secretsHover } from '../../server/src/features/secrets/hover.ts';
import { secretsSymbols } from '../../server/src/features/secrets/symbols.ts';
import { symbols } from '../../server/src/features/symbols.ts';
import { judgedOf, tree } from '../../server/src/features/tree.ts';
import { filesOf } from '../../server/src/project/analyze.ts';
import type { TreeNode } from '../../server/src/protocol.ts';
import { secretsFile } from '../../server/src/references/declaredSecrets.ts';
import { read } from '../../server/src/source/read.ts';
import { completionRequest } from '../../server/src/server/completing.ts';
import { projectOf, vscode } from './completion/cell.ts';
import { filesIn, roundOf, uriOf } from './project.ts';
import { acts, indented, inWords, once, placeOf, type Word } from './told.ts';

const folder = new URL('whole/', import.meta.url);
function told(texts: Map<string, string>): string {
  const round = roundOf(texts);
  const { analysis, shown } = round;
  const files = filesOf(texts);
  const asked = { analyses: [analysis], files, uriOf };
  const whole = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };
  const outline = (list: readonly DocumentSymbol[]): string[] =>
    list.flatMap(({ name, kind, detail, range, children = [] }) => [
      `${name} (${kind})${detail ? ` = ${detail}` : ''} ${range.start.line + 1}-${range.end.line + 1}`,
      ...indented(outline(children)),
    ]);
  const nodes = (list: readonly TreeNode[]): string[] =>
    list.flatMap(({ label, description, icon, tooltip, worst, expanded, copies, target, children = [] }) => [
      `${label}${description ? ` [${description}]` : ''} ${icon}${expanded ? ' open' : ''}${worst ? ` !${worst}` : ''}${target ? ` ${placeOf(target)}` : ''}`,
      ...Object.entries(copies ?? {}).map(([what, text]) => `  copy ${what}: ${text}`),
      ...(tooltip ? indented(tooltip.split('\n')).map((line) => `  >${line}`) : []),
      ...indented(nodes(children)),
    ]);
  const parts: [string, string[]][] = [];
  for (const [file, text] of texts) {
    const secrets = file.startsWith('.kamal/') ? secretsFile(files, file) : 'none';
    const words = wordsOf(text);
    if (typeof secrets !== 'string') {
      const hovers = words.map(({ word, position }) => [word, secretsHover({ ...asked, secrets }, position)] as const);
      parts.push([`${file}: outline`, outline(secretsSymbols(secrets))], [`${file}: hover`, shownOf(hovers)]);
    }
    const judged = judgedOf(analysis, file, undefined);
    if (!judged || !file.startsWith('config/deploy')) continue;
    const { deployment } = judged;
    const source = analysis.sources.get(file) ?? read(file, text);
    parts.push(
      [`${file}: outline`, outline(symbols(source))],
      [`${file}: folding`, folding(text).map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ''}`)],
      [
        `${file}: above the lines`,
        codeLenses(source, deployment).map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`),
      ],
      [
        `${file}: in the lines`,
        inlayHints(source, deployment, whole).map(
          ({ position, label }) => `${position.line + 1}:${position.character + 1} ${String(label)}`,
        ),
      ],
      [
        `${file}: links`,
        documentLinks(source, deployment, files, uriOf).map(
          ({ range, target, tooltip }) => `${range.start.line + 1}:${range.start.character + 1} ${target}${tooltip ? ` (${tooltip})` : ''}`,
        ),
      ],
      [
        `${file}: hover`,
        shownOf(words.map(({ word, position }) => [word, hover(asked, judged, file, position, shown.get(file) ?? [])] as const)),
      ],
      [
        `${file}: names`,
        once(
          words.map(({ word, position }) => {
            const given = (definition(asked, judged, file, position) ?? []).map(placeOf);
            const used = (references(asked, file, position, true) ?? []).map(placeOf);
            return [word, [...(given.length ? [`given ${given.join(' ')}`] : []), ...used].join('\n')] as const;
          }),
        ),
      ],
      [`${file}: completion`, once(completions(texts, file, text))],
      ...acts(round, asked, file, source, words),
    );
  }
  for (const { deployment } of analysis.deployments) {
    const { destination } = deployment;
    const judged = judgedOf(analysis, 'config/deploy.yml', destination)!;
    const drawn = tree(analysis, judged, shown, { uri: '', version: 1, uriOf, files });
    parts.push([
      `tree of ${destination ?? 'the base'}`,
      nodes([...(drawn.problems ? [drawn.problems] : []), ...drawn.nodes, ...drawn.more]),
    ]);
  }
  return parts.map(([title, lines]) => `## ${title}\n\n${lines.map((line) => `${line}\n`).join('')}`).join('\n');
}

function wordsOf(text: string): Word[] {
  return text.split('\n').flatMap((line, index) =>
    [...line.matchAll(/[^\s:,[\]{}"=$()]+/g)].map((match) => ({
      word: `${index + 1}:${match.index + 1}-${match.index + 1 + match[0].length} ${match[0]}`,
      position: { line: index, character: match.index + 1 },
    })),
  );
}

/** Below what is said the words where the editor marks more than the word. */
function shownOf(hovers: readonly (readonly [word: string, hover: Hover | null])[]): string[] {
  const wider = hovers.flatMap(([word, found]) => {
    if (!found?.range) return [];
    const range = inWords(found.range);
    return word.startsWith(`${range} `) ? [] : [`${word} is marked ${range}`];
  });
  return [...once(hovers.map(([word, found]) => [word, found ? (found.contents as MarkupContent).value : ''] as const)), ...wider];
}

/** What is offered behind each colon and dash in place of what stands there, on a line of its own below, and within each word. */
function completions(texts: ReadonlyMap<string, string>, file: string, text: string): (readonly [string, string])[] {
  const lines = text.split('\n');
  const project = projectOf({ texts, file });
  return lines.flatMap((line, index) => {
    const at = (written: string, rest: readonly string[]): string => {
      const before = [...lines.slice(0, index), written].join('\n');
      const typed = before + rest.join('\n');
      project.edit(file, typed);
      const request = completionRequest(project, file, typed, before.length, vscode)!;
      const { items, isIncomplete } = completion(request);
      const unasked = [' ', '*', '/'].filter((one) => written.endsWith(one) && completion(request, one).items.length > 0);
      return [
        ...items.slice(0, 12).map((item, place) => offered(item, place === 0)),
        ...(items.length && !isIncomplete ? ['no more'] : []),
        ...unasked.map((one) => `unasked behind "${one}"`),
      ].join('\n');
    };
    const lead = /^\s*(?:- )?(?:[\w-]+: )?(?=\S)|^\s*[\w-]+:$/.exec(line)?.[0] ?? '';
    const indent = /^\s*(?:- )?/.exec(line)![0].replace('-', ' ');
    const below = ['', ...lines.slice(index + 1)];
    return [
      [`${index + 1}: ${lead.trimEnd()} |`, lead ? at(lead.endsWith(':') ? `${lead} ` : lead, below) : ''],
      [`above ${index + 1}: |`, at(indent, ['', ...lines.slice(index)])],
      ...wordsOf(line).map(({ word, position: { character } }) => {
        const to = character - 1 + Math.ceil(word.slice(word.indexOf(' ') + 1).length / 2);
        return [`${index + 1}: ${line.slice(0, to).trim()}|`, at(line.slice(0, to), [line.slice(to), ...below.slice(1)])] as const;
      }),
    ] as const;
  });
}

/** `label (kind) detail → what it writes`, with what it is compared by, `…` where more is offered behind it, and what is said of the first. */
function offered(item: CompletionItem, first: boolean): string {
  const { label, kind, detail, labelDetails, textEdit, filterText, command, insertTextFormat } = item;
  const more = [detail, labelDetails?.detail, labelDetails?.description].filter(Boolean).join(' · ');
  const about = first && (resolveCompletion(item).documentation as MarkupContent | undefined)?.value.split('\n')[0];
  const written =
    textEdit && 'range' in textEdit
      ? `${textEdit.range.start.character + 1}-${textEdit.range.end.character + 1} ${JSON.stringify(textEdit.newText)}`
      : '';
  return `${label} (${kind})${more ? ` ${more}` : ''} → ${written}${insertTextFormat === 2 ? ' with stops' : ''}${filterText === undefined ? '' : ` by ${filterText}`}${command ? ' …' : ''}${about && about !== detail ? ` # ${about}` : ''}`;
}

suite('all that an editor is answered', () => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt') && !one.endsWith('.told.txt'))) {
    test(name, () => {
      const stored = new URL(name.replace('.txt', '.told.txt'), folder);
      const found = told(filesIn(readFileSync(new URL(name, folder), 'utf8')));
      if (process.env['UPDATE']) writeFileSync(stored, found);
      assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
    });
  }
});
