import type { PresentedFinding } from '../../server/src/report/presented.ts';
import { present } from '../../server/src/report/present.ts';
import type { Round } from '../../server/src/report/fixAll.ts';
import type { Analysis } from '../../server/src/project/analysis.ts';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import type { RuleSetting } from '../../server/src/rules/rule.ts';
import { read } from '../../server/src/source/read.ts';

export const uriOf = (file: string): string => `file:///shop/${file}`;

/** A project given as texts, judged: what a feature gets to see. */
export function roundOf(
  texts: ReadonlyMap<string, string>,
  settings?: ReadonlyMap<string, RuleSetting>,
): Round & { shown: ReadonlyMap<string, readonly PresentedFinding[]> } {
  const analysis: Analysis = analyzeTexts(texts);
  const source = (file: string) => analysis.sources.get(file) ?? (texts.has(file) ? read(file, texts.get(file)!) : undefined);
  return { analysis, shown: present(analysis, settings), texts: { source } };
}

/** Several files in one text: `//- path` begins each; without that it is one deploy.yml. */
export function filesIn(text: string): Map<string, string> {
  if (!text.startsWith('//- ')) return new Map([['config/deploy.yml', text]]);
  return new Map(
    text
      .split(/^\/\/- /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end), part.slice(end + 1)] as const;
      }),
  );
}

export const file = 'config/deploy.yml';
