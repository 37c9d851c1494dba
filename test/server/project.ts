import * as late from '../../server/src/features/late.ts';
import { LateCode } from '../../server/src/server/lateCode.ts';
import { clientOf } from '../../server/src/server/client.ts';
import type { Answering } from '../../server/src/server/answering.ts';
import { Guard } from '../../server/src/server/guard.ts';
import type { ProjectHost } from '../../server/src/project/projectHost.ts';
import { OpenProject } from '../../server/src/server/openProject.ts';

/** A project given as texts, in which one file after the other is open, as the server sees it. */
export interface Served {
  readonly around: Answering;
  readonly project: OpenProject;
  /** Where its files come from. */
  readonly host: ProjectHost;
  /** What was logged. */
  readonly logged: readonly string[];
  uri(path: string): string;
  /** Opens a file, or types in it. */
  type(path: string, text: string): void;
}

const root = 'file:///shop';

export function serve(texts: ReadonlyMap<string, string>): Served {
  const logged: string[] = [];
  const open = new Map<string, { text: string; version: number }>();
  const host: ProjectHost = {
    read(path) {
      const text = texts.get(path);
      return text === undefined ? 'absent' : { text };
    },
    list(folder) {
      const names = [...texts.keys()]
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split('/')[0]!);
      return names.length ? [...new Set(names)] : 'absent';
    },
  };
  const project = new OpenProject(root, host);
  const pathOf = (uri: string): string => uri.slice(root.length + 1);
  const isSecrets = (path: string): boolean => path.startsWith('.kamal/secrets') || project.readersOf(path).length > 0;
  const client = clientOf({
    capabilities: { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'], changeAnnotationSupport: {} } } },
  });
  return {
    project,
    host,
    logged,
    around: {
      code: new LateCode(() => late),
      guard: new Guard((line) => logged.push(line)),
      client: () => client,
      say: () => {},
      document: (uri) => open.get(pathOf(uri)),
      find: (uri) => (isSecrets(pathOf(uri)) ? { project, path: pathOf(uri), secrets: true } : { project, path: pathOf(uri) }),
    },
    uri: (path) => `${root}/${path}`,
    type(path, text) {
      open.set(path, { text, version: (open.get(path)?.version ?? 0) + 1 });
      project.edit(path, text);
    },
  };
}
