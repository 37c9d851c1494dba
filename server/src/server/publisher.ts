import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

/** What is to be said about one file. */
export interface FileDiagnostics {
  readonly uri: string;
  readonly diagnostics: Diagnostic[];
  /** It was edited: it is told in any case, with its version. */
  readonly edited: boolean;
}

/** Pushes diagnostics; of files that were not edited only what differs from what was said last. */
export class Publisher {
  private readonly said = new Map<string, readonly Diagnostic[]>();
  /** The files that were last told of with a family of deployments. */
  private readonly families = new Map<string, readonly string[]>();

  constructor(
    private readonly send: (params: PublishDiagnosticsParams) => void,
    private readonly versionOf: (uri: string) => number | undefined,
  ) {}

  /**
   * Tells of all files of a family at once, because an edit of a base may mend or break what a destination says.
   * @param family the URI of its base; files that were told of with it before and are not among `files` have nothing to report any more
   */
  publish(family: string, files: readonly FileDiagnostics[]): void {
    const uris = new Set(files.map(({ uri }) => uri));
    for (const uri of this.families.get(family) ?? []) if (!uris.has(uri)) this.clear(uri);
    this.families.set(family, [...uris]);
    for (const file of files) this.tell(file);
  }

  /** Takes everything back that was said about a family. */
  withdraw(family: string): void {
    this.publish(family, []);
    this.families.delete(family);
  }

  /** Takes everything back that was said about a file. */
  clear(uri: string): void {
    this.tell({ uri, diagnostics: [], edited: false });
  }

  private tell({ uri, diagnostics, edited }: FileDiagnostics): void {
    // Compared only where it decides: an edited file is told in any case, at each keystroke.
    if (!edited && JSON.stringify(this.said.get(uri) ?? []) === JSON.stringify(diagnostics)) return;
    if (diagnostics.length > 0) this.said.set(uri, diagnostics);
    else this.said.delete(uri);
    const version = this.versionOf(uri);
    this.send({ uri, diagnostics, ...(version === undefined ? {} : { version }) });
  }
}
