import type { Analysis } from '../../server/src/project/analysis.ts';
import { kamalVersion } from '../../server/src/files/gemfile.ts';
import { analyze, filesOf, analyzeTexts } from '../../server/src/project/analyze.ts';
import { applyChanges } from '../../server/src/edit/index.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import type { Edits, Fix } from '../../server/src/edit/change.ts';
import { read } from '../../server/src/source/read.ts';

/** A finding with its place in its file, whatever deployment it was found in. */
export interface Located {
  readonly finding: Finding;
  readonly file: string;
  /** Offsets in the file. */
  readonly from: number;
  readonly to: number;
}

/** All findings of all deployments of a project, each once, in the order of the files' text. */
export function findingsOf(analysis: Analysis): Located[] {
  const found = new Map<string, Located>();
  for (const { findings } of analysis.deployments) {
    for (const finding of findings) {
      const { chunk, from, to } = finding.at;
      // A file that is no YAML, such as `.kamal/secrets`, is one chunk.
      const source = analysis.sources.get(chunk.file);
      const start = source ? source.offset(chunk) : 0;
      if (start === undefined) throw new Error(`${finding.rule} points at no place of ${chunk.file}`);
      const located = { finding, file: chunk.file, from: start + from, to: start + to };
      found.set(`${finding.rule} ${chunk.file} ${located.from} ${located.to} ${finding.message}`, located);
    }
  }
  return [...found.values()].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.from - b.from || a.to - b.to));
}

/** The edits of a fix, or undefined where it says that it cannot be done. */
export function editsOf(fix: Fix, analysis: Analysis, texts: ReadonlyMap<string, string>): Edits | undefined {
  return fix.edits({
    source: (file) => {
      const text = texts.get(file);
      return analysis.sources.get(file) ?? (text === undefined ? undefined : read(file, text));
    },
  });
}

/** The project's texts after the edits. */
export function edited(texts: ReadonlyMap<string, string>, edits: Edits): Map<string, string> {
  const result = new Map(texts);
  for (const [file, changes] of edits) result.set(file, applyChanges(result.get(file) ?? '', changes));
  return result;
}

/**
 * Judges a project given as texts: its `Gemfile.lock` tells the version of Kamal, and where there is no `config/deploy.yml` the first
 * file of a destination is judged for what it is without one.
 */
export function judged(texts: ReadonlyMap<string, string>): Analysis {
  const version = kamalVersion(texts.get('Gemfile.lock') ?? '');
  const kamal = version === null ? null : ({ version, from: 'Gemfile.lock' } as const);
  const orphan = texts.has('config/deploy.yml') ? undefined : [...texts.keys()].find((path) => path.startsWith('config/deploy.'));
  if (orphan === undefined) return analyzeTexts(texts, 'config/deploy.yml', kamal);
  return analyze({ base: read(orphan, texts.get(orphan) ?? ''), destinations: [], orphan: true }, { files: filesOf(texts), kamal });
}

/** All findings of a project given as texts. */
export function findingsIn(texts: ReadonlyMap<string, string>): Located[] {
  return findingsOf(judged(texts));
}
