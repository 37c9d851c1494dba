import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';
import { diagnostics } from '../features/diagnostics.ts';
import { looksLikeKamal } from '../features/looksLikeKamal.ts';
import { present } from '../report/present.ts';
import type { Analysis } from '../project/analysis.ts';
import type { OpenProject } from './workspace.ts';

/** The analysis of a file's family, if it looks like Kamal's. */
export function ours(home: OpenProject, path: string): Analysis | undefined {
  const analysis = home.project.analysisOf(path);
  return analysis && looksLikeKamal(analysis) ? analysis : undefined;
}

/** Pushes diagnostics: for all files of a family at once, because a base's edit may mend or break what a destination says. */
export class Publisher {
  /** What was last said about a file; files in which nothing changed are left out, unless they were edited themselves. */
  private readonly said = new Map<string, readonly Diagnostic[]>();
  /** Files outside the family in which a base's findings were last shown. */
  private readonly elsewhere = new Map<string, readonly string[]>();

  constructor(
    private readonly send: (params: PublishDiagnosticsParams) => void,
    private readonly versionOf: (uri: string) => number | undefined,
  ) {}

  /**
   * Judges the family of a base.
   * @param edited paths of documents that are told in any case, with their version: also one that is no part of the family after all
   */
  family(home: OpenProject, base: string, edited: ReadonlySet<string>): void {
    const analysis = ours(home, base);
    const shown = analysis && present(analysis, home.settings.rules);
    const key = home.uriOf(base);
    const files = new Set([...edited, ...home.project.familyOf(base), ...(shown?.keys() ?? []), ...(this.elsewhere.get(key) ?? [])]);
    this.elsewhere.set(key, [...(shown?.keys() ?? [])]);
    for (const file of files) {
      const uri = home.uriOf(file);
      this.publish(uri, analysis && shown ? diagnostics(analysis, shown.get(file) ?? [], home.uriOf) : [], edited.has(file));
    }
  }

  /** Takes everything back that was said about a file. */
  clear(uri: string): void {
    this.publish(uri, [], false);
  }

  private publish(uri: string, list: Diagnostic[], certainly: boolean): void {
    // Compared only where it decides: an edited file is told in any case, at each keystroke.
    if (!certainly && JSON.stringify(this.said.get(uri) ?? []) === JSON.stringify(list)) return;
    this.said.set(uri, list);
    const version = this.versionOf(uri);
    this.send({ uri, diagnostics: list, ...(version === undefined ? {} : { version }) });
  }
}
