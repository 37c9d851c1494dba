import { takeMarks } from '../support/marks.ts';
import type { Mark } from '../support/marks.ts';

/** The files of one example. */
export interface Project {
  readonly texts: ReadonlyMap<string, string>;
  /** Marks by file, with lines of the text without marks. */
  readonly marks: ReadonlyMap<string, readonly Mark[]>;
}

export interface Example {
  /** What the heading adds: `## Example: several servers`. */
  readonly name: string;
  readonly project: Project;
  /** The files that the preferred fix of the first finding changes; null where the page shows none. */
  readonly repaired: ReadonlyMap<string, string> | null;
}

export interface Page {
  readonly title: string;
  readonly examples: readonly Example[];
  /** Near misses that stay silent. */
  readonly silent: readonly Project[];
  /** The last paragraph. */
  readonly ending: string;
}

interface Block {
  readonly section: string;
  readonly file: string;
  readonly text: string;
}

/** Reads a rule's page. Throws where a section is not what the format allows. */
export function readPage(markdown: string): Page {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? '';
  const examples: Example[] = [];
  const silent: Project[] = [];
  for (const group of groups(blocks(markdown))) {
    const [kind = '', name = ''] = group[0]!.section.split(/: */, 2);
    if (kind === 'Silent') silent.push(project(group));
    else if (kind === 'Example') examples.push({ name, project: project(group), repaired: null });
    else {
      const last = examples.pop();
      if (!last || last.repaired) throw new Error(`${title}: "${group[0]!.section}" has no example before it`);
      examples.push({ ...last, repaired: project(group).texts });
    }
  }
  return { title, examples, silent, ending: markdown.trim().split(/\n\n+/).at(-1)!.replaceAll('\n', ' ') };
}

/** The fenced blocks under headings that begin with Example, Repaired or Silent; others are prose. */
function blocks(markdown: string): Block[] {
  const found: Block[] = [];
  let section = '';
  for (const match of markdown.matchAll(/^#{2,} (.+)$|^```(\w+)(?: +(\S+))?\n([^]*?\n)??```$/gm)) {
    const [, heading, language, file, text = ''] = match;
    if (heading) section = heading;
    else if (language && /^(Example|Repaired|Silent)\b/.test(section))
      found.push({ section, file: file ?? named(text) ?? 'config/deploy.yml', text });
  }
  return found;
}

/** A path in a first line that is a comment with nothing else. */
function named(text: string): string | undefined {
  return /^# ([\w.-]+\/[\w./-]+)$/m.exec(text.split('\n', 1)[0]!)?.[1];
}

/** Blocks of one section belong together until a file comes a second time. */
function groups(all: readonly Block[]): Block[][] {
  const result: Block[][] = [];
  for (const block of all) {
    const last = result.at(-1);
    if (last && last[0]!.section === block.section && !last.some(({ file }) => file === block.file)) last.push(block);
    else result.push([block]);
  }
  return result;
}

function project(group: readonly Block[]): Project {
  const taken = group.map(({ file, text }) => [file, takeMarks(text)] as const);
  return {
    texts: new Map(taken.map(([file, { text }]) => [file, text])),
    marks: new Map(taken.map(([file, { marks }]) => [file, marks])),
  };
}
