import type { LateFeatures } from './lateCode.ts';
import type { ProjectHost } from '../project/projectHost.ts';

/** What differs between the places where the server runs. */
export interface Platform {
  /**
   * The files of a project that the platform can read by itself; undefined where the client has to be asked.
   * @param root the project's folder, as a URI
   * @param folders the workspace's folders, as URIs: nothing outside them is read, but the project of a document that was opened
   * @param trusted whether the client says that the person trusts the workspace; undefined: it says nothing
   */
  files(root: string, folders: readonly string[], trusted: boolean | undefined): ProjectHost | undefined;
  /**
   * Looks for projects below a folder of the workspace, where the platform can by itself.
   * @param bases paths that make a folder a project
   * @returns their URIs; undefined at each step that found nothing
   */
  projects?(folder: string, bases: readonly string[]): Iterable<string | undefined> | undefined;
  /** Runs something in the event loop's next turn, after what has arrived by then. */
  next(turn: () => void): void;
  /** Calls back once the client's process is gone, where there are processes: an editor that is killed says no farewell. */
  watch?(processId: number, gone: () => void): void;
  /** Gives the code of what is not needed before the first diagnostics: later, where code can be loaded later. */
  late(): LateFeatures | Promise<LateFeatures>;
  /** Told when something has been judged: the work that a start begins with is done. */
  judged?(): void;
  /** Ends the process, where there is one. */
  exit(code: number): void;
}
