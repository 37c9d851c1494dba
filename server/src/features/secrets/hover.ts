import type { Hover } from 'vscode-languageserver';
import { filesOfFamily } from '../../references/names.ts';
import { secretAdapter, secretCommands } from '../../schema/secretAdapters.ts';
import { rangeOfSpan, spanOf, type Position } from '../../source/locate.ts';
import { paragraphs } from '../markdown.ts';
import { nameUnder } from '../naming.ts';
import { neededBy, type SecretsAsked } from './needed.ts';

/** What a name in a secrets file is for, which deployments look it up, and what the words of `kamal secrets` mean. Never a value. */
export function secretsHover(asked: SecretsAsked, position: Position): Hover | null {
  const { source, path } = asked.secrets;
  const name = nameUnder(asked, path, position)?.name;
  const span = name && spanOf(source, name.at);
  if (span) return { contents: { kind: 'markdown', value: aboutName(asked, name.name) }, range: rangeOfSpan(source, span) };
  return aboutWord(asked, position);
}

function aboutName(asked: SecretsAsked, name: string): string {
  const { secrets, analyses, files } = asked;
  const needed = neededBy(asked).find((one) => one.name === name);
  const destinations = needed?.in.map((one) => (one === null ? 'without a destination' : `\`${one}\``)) ?? [];
  const several = analyses.some(({ deployments }) => deployments.length > 1);
  const use = needed
    ? `Needed for ${needed.by.join(', ')}${several ? ` (${destinations.join(', ')})` : ''}.`
    : 'No deployment that reads this file looks it up by this name.';
  const all = filesOfFamily(
    analyses.flatMap(({ deployments }) => deployments.map(({ deployment }) => deployment)),
    files,
  );
  const here = secrets.assignments.filter(({ uses }) => uses.some((one) => one.name === name)).map(({ key }) => `\`${key}\``);
  const again = all.secrets
    .filter(({ path, assignments }) => path !== secrets.path && assignments.some(({ key }) => key === name))
    .map(({ path }) => `\`${path}\``);
  return paragraphs(
    `**${name}**`,
    use,
    here.length ? `Used here by ${[...new Set(here)].join(', ')}.` : '',
    again.length
      ? `Declared in ${again.join(', ')} too. Of two files that a deployment reads, the one of the destination counts before \`secrets-common\`.`
      : '',
  );
}

/** The word of a `$(kamal secrets …)` under the cursor. */
function aboutWord({ secrets: { source } }: SecretsAsked, position: Position): Hover | null {
  const start = source.offsetAt({ line: position.line, character: 0 });
  const line = source.text.slice(start).split(/\r?\n/, 1)[0]!;
  const command = [.../\$\(\s*kamal\s+secrets\s+(\w+)([^)]*)/dg[Symbol.matchAll](line)].find(
    ({ index, 0: whole }) => index <= position.character && position.character <= index + whole.length,
  );
  const word = [...line.matchAll(/[\w-]+/g)].find(
    ({ index, 0: text }) => index <= position.character && position.character <= index + text.length,
  );
  if (!command || !word) return null;
  const [, sub = '', rest = ''] = command;
  const about = secretCommands[sub];
  const before = line.slice(command.index, word.index);
  const adapter = /(?:--adapter[ =]|-a\s)\s*$/.test(before) ? secretAdapter(word[0]) : undefined;
  const store = secretAdapter(/(?:--adapter[ =]|-a\s)\s*(\S+)/.exec(rest)?.[1] ?? '');
  const text = adapter
    ? adapterText(adapter)
    : word[0] === sub && about && /secrets\s+$/.test(before)
      ? `**kamal secrets ${sub}**\n\n${about.purpose}`
      : about && Object.hasOwn(about.options, word[0])
        ? optionText(word[0], about.options[word[0]]!, store)
        : undefined;
  if (text === undefined) return null;
  const range = { from: start + word.index, to: start + word.index + word[0].length };
  return { contents: { kind: 'markdown', value: text }, range: rangeOfSpan(source, range) };
}

type Adapter = NonNullable<ReturnType<typeof secretAdapter>>;

function adapterText({ name, purpose, account, accountIs, fromIs }: Adapter): string {
  const wants = { required: 'must be given', optional: 'may be given', ignored: 'is not needed' }[account];
  return paragraphs(
    `**${name}**: ${purpose}.`,
    `\`--account\` ${wants}${accountIs ? `: ${accountIs}` : ''}.${fromIs ? ` \`--from\` is ${fromIs}.` : ''}`,
  );
}

function optionText(option: string, purpose: string, adapter: Adapter | undefined): string {
  const own = option === '--account' ? adapter?.accountIs : option === '--from' ? adapter?.fromIs : undefined;
  return `**${option}**: ${purpose}.${own && adapter ? ` For ${adapter.name}: ${own}.` : ''}`;
}
