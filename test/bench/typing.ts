import { Project } from '../../server/src/project/project.ts';

export const base = 'config/deploy.yml';

/** A project in memory, as the language server keeps it. */
export function projectOf(texts: ReadonlyMap<string, string>): Project {
  return new Project({
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? 'absent' : { text };
    },
    list: (folder) => [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1)),
  });
}

/** Types one digit after another into a value in the middle of the base, and judges after each. */
export function typist(project: Project, text: string): () => void {
  const value = 'value 1';
  const at = text.indexOf(value, text.length / 2) + value.length;
  let typed = 0;
  return () => {
    project.edit(base, `${text.slice(0, at)}${typed++ % 10}${text.slice(at)}`);
    if (!project.analysisOf(base)) throw new Error('nothing was judged');
  };
}
