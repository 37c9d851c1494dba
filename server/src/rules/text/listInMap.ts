import { memoize } from '../../memoize.ts';
import type { Source } from '../../source/source.ts';
import type { Repair } from './syntaxRepair.ts';

interface Line {
  readonly from: number;
  readonly text: string;
  readonly indent: number;
}

/**
 * A role of which the servers are a list, and to which a key was added: YAML takes a list or a map, not both. The list goes under `hosts`.
 *
 *     web:                 web:
 *       - 192.0.2.1          hosts:
 *       proxy: true            - 192.0.2.1
 *                            proxy: true
 *
 * @param from start of the line that cannot be read, in or below the role
 */
export function listInMap(source: Source, from: number): Repair | undefined {
  const { text } = source;
  const lines = linesOf(source);
  const at = lines.findIndex((line) => line.from === from);
  const here = lines[at];
  if (!here) return undefined;
  const within = here.indent + (isItem(here) ? 1 : 0);
  let role = at - 1;
  while (role >= 0 && !(lines[role]!.indent < within && isBareKey(lines[role]!))) role--;
  const servers = role < 0 ? -1 : lines.slice(0, role).findLastIndex((line) => line.indent < lines[role]!.indent && isMeant(line));
  if (servers < 0 || !lines[servers]!.text.startsWith('servers:')) return undefined;
  const { indent } = lines[role]!;
  const rest = lines.slice(role + 1);
  const end = rest.findIndex((line) => isMeant(line) && (line.indent < indent || (line.indent === indent && !line.text.startsWith('-'))));
  const body = end < 0 ? rest : rest.slice(0, end);
  const items = body.filter(isItem);
  const key = body.find((line) => isMeant(line) && !isItem(line));
  if (items.length === 0 || !key || !/^[\w-]+:(\s|$)/.test(key.text)) return undefined;
  const unit = Math.max(1, indent - lines[servers]!.indent);
  const pad = indent + unit;
  const next = text.includes('\r\n') ? '\r\n' : '\n';
  const list = [`${' '.repeat(pad)}hosts:`];
  const others: string[] = [];
  body.forEach((line, index) => {
    // A comment goes with what stands below it.
    const owner = isMeant(line) ? line : (body.slice(index).find(isMeant) ?? key);
    if (isItem(owner)) list.push(' '.repeat(pad + unit) + line.text);
    else others.push(' '.repeat(Math.max(0, line.indent - key.indent + pad)) + line.text);
  });
  const last = body.at(-1)!;
  const to = last.from + last.indent + last.text.length;
  const changed = [...list, ...others].map((line) => line.trimEnd()).join(next);
  const name = lines[role]!.text.replace(/:.*/, '');
  return {
    title: 'Put the list of servers under `hosts`',
    message: `The role \`${name}\` is a list of servers and has a key, \`${key.text.replace(/:.*/, '')}\`, at once: Kamal cannot read the file. Put the servers under \`hosts:\`, beside that key.`,
    changes: [{ from: body[0]!.from, to, text: changed }],
  };
}

/** Cut once for each version of a text: it may have many faults. */
const linesOf = memoize(({ text }: Source): readonly Line[] =>
  // `^` would also match between CR and LF.
  [...text.matchAll(/(?<=^|\n)( *)([^\r\n]*)\r?(?=\n|$)/g)].map(({ index, 1: pad = '', 2: rest = '' }) => ({
    from: index,
    text: rest,
    indent: pad.length,
  })),
);

const isMeant = ({ text }: Line): boolean => text.trim() !== '' && !text.startsWith('#');
const isBareKey = ({ text }: Line): boolean => /^[\w-]+:\s*(#.*)?$/.test(text);
const isItem = ({ text }: Line): boolean => text.startsWith('- ');
