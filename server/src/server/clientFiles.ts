import type { ProjectHost } from '../project/projectHost.ts';

/** Asks the client: null where there is nothing; rejects where it cannot tell, or may not look. */
export interface ClientReader {
  file(path: string): Promise<string | null>;
  folder(path: string): Promise<readonly string[] | null>;
}

/** So long one answer that does not come keeps others from being told, in milliseconds. */
const patience = 1_000;

/** The files of a project that only the client can read: everything is `unread` until its answer has come, and what it may not read stays so. */
export class ClientFiles implements ProjectHost {
  private readonly texts = new Map<string, { readonly text: string } | 'absent' | 'unread'>();
  private readonly folders = new Map<string, readonly string[] | 'absent' | 'unread'>();
  /** Answers that are still to come. */
  private readonly underWay = new Set<Promise<void>>();
  private came: string[] = [];
  private late: ReturnType<typeof setTimeout> | undefined;

  /** @param arrived told the paths of files and folders whose answers have come: of those that were asked for together, all at once */
  constructor(
    private readonly ask: ClientReader,
    private readonly arrived: (paths: readonly string[]) => void,
  ) {}

  read(path: string): { readonly text: string } | 'absent' | 'unread' {
    return this.answer(this.texts, path, async () => {
      const text = await this.ask.file(path);
      return text === null ? 'absent' : { text };
    });
  }

  list(folder: string): readonly string[] | 'absent' | 'unread' {
    return this.answer(this.folders, folder, async () => (await this.ask.folder(folder)) ?? 'absent');
  }

  /** Files have changed: the next question goes to the client again. */
  forget(paths: readonly string[]): void {
    this.folders.clear();
    for (const path of paths) this.texts.delete(path);
  }

  reading(): Promise<unknown> | undefined {
    return this.underWay.size > 0 ? Promise.all(this.underWay) : undefined;
  }

  private answer<T>(
    answers: Map<string, T | 'absent' | 'unread'>,
    path: string,
    ask: () => Promise<T | 'absent'>,
  ): T | 'absent' | 'unread' {
    const known = answers.get(path);
    if (known !== undefined) return known;
    if (leaves(path)) return 'unread';
    answers.set(path, 'unread');
    const asking = ask()
      .catch(() => 'unread' as const)
      .then((answer) => {
        answers.set(path, answer);
        this.underWay.delete(asking);
        this.take(path);
      });
    this.underWay.add(asking);
    return 'unread';
  }

  private take(path: string): void {
    this.came.push(path);
    if (this.underWay.size === 0) this.tell();
    else this.late ??= setTimeout(() => this.tell(), patience);
  }

  private tell(): void {
    clearTimeout(this.late);
    this.late = undefined;
    this.arrived(this.came.splice(0));
  }
}

/** Does a path lead out of the project? A deploy.yml may name any. */
function leaves(path: string): boolean {
  return /^[/~]|^[a-z]:/i.test(path) || path.split(/[/\\]/).includes('..');
}
