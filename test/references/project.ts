import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import type { Mention } from '../../server/src/references/mention.ts';
import { filesOfFamily, type NamedFiles } from '../../server/src/references/names.ts';
import { filesIn } from '../features/project.ts';

/** The files of a base and its destinations, given as one text (`//- path` begins each). */
export function namedFiles(text: string): NamedFiles {
  const texts = filesIn(text);
  return filesOfFamily(
    analyzeTexts(texts).deployments.map(({ deployment }) => deployment),
    filesOf(texts),
  );
}

/** One line for each: file, line from 1, kind, name, then what is special about it. */
export function listed({ sources, secrets }: NamedFiles, mentions: readonly Mention[]): string[] {
  const all = [...sources, ...secrets.map(({ source }) => source)];
  return mentions.map(({ at, kind, name, defines, sure, pattern, implied }) => {
    const source = all.find(({ file, offset }) => file === at.chunk.file && offset(at.chunk) !== undefined)!;
    const start = source.offset(at.chunk)!;
    const written = source.text.slice(start + at.from, start + at.to);
    const file = source.file.replace(/^config\/|^\.kamal\//, '');
    const more = [
      defines ? 'given' : '',
      sure ? '' : 'unsure',
      pattern ? 'pattern' : '',
      written === name ? '' : `at ${written}`,
      implied ? 'implied' : '',
    ];
    return [`${file}:${source.position(start + at.from).line + 1}`, kind, name, ...more].filter((part) => part).join(' ');
  });
}
