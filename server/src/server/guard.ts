/** Keeps one broken handler from taking the server down, and tells of it once, without a word of anybody's file. */
export class Guard {
  private readonly told = new Set<string>();

  constructor(private readonly log: (line: string) => void) {}

  /** What `work` returns, or `otherwise` where it throws. */
  run<T>(what: string, otherwise: T, work: () => T): T {
    try {
      return work();
    } catch (error) {
      this.report(what, error);
      return otherwise;
    }
  }

  /**
   * An error's message may quote the text that it failed on, so only its class and the places in our code are told.
   * @returns in one line what is told
   */
  report(what: string, error: unknown): string {
    const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
    const name = error instanceof Error ? error.name : typeof error;
    const line = `${what} failed (${name}). Please report it: https://github.com/kamal-tools/vscode-kamal/issues`;
    const lines = `${line}\n${stack.slice(0, 8).join('\n')}`;
    if (!this.told.has(lines)) this.log(lines);
    this.told.add(lines);
    return line;
  }
}
