import { CompletionItemKind, type CompletionItem, type CompletionList } from 'vscode-languageserver';
import type { Position } from '../../source/locate.ts';
import { isCredential } from '../../files/credential.ts';
import { secretAdapter, secretAdapters, secretCommands } from '../../schema/secretAdapters.ts';
import { secretsCursor } from './cursor.ts';
import { neededBy, type SecretsAsked } from './needed.ts';

/** Characters behind which an editor asks by itself; the blank within `$(kamal secrets …)` alone. */
export const secretsTriggers = ['$', ' '];

/**
 * What may be written in a secrets file: names that deployments look up here and nobody declares, names declared above, adapters and options
 * of `kamal secrets`. Values of other lines are never looked at. Asked anew for each letter: editors accept the first one on Enter, so nothing
 * is offered behind a word that is complete, nor what is merely like it.
 * @param trigger the character that made the editor ask by itself
 */
export function secretsCompletion(asked: SecretsAsked, position: Position, trigger?: string): CompletionList {
  const { source } = asked.secrets;
  const line = source.text.slice(source.offsetAt({ line: position.line, character: 0 }), source.offsetAt(position));
  const cursor = secretsCursor(line);
  const typed = 'typed' in cursor ? cursor.typed : '';
  const wanted = trigger === ' ' ? cursor.at === 'command' : trigger === undefined || trigger === '$';
  const replace = (typed: string, newText: string): Pick<CompletionItem, 'textEdit'> => ({
    textEdit: { range: { start: { ...position, character: position.character - typed.length }, end: position }, newText },
  });
  const items = ((): CompletionItem[] => {
    switch (cursor.at) {
      case 'name':
        return missing(asked).map(({ name, detail }) => ({
          label: name,
          kind: CompletionItemKind.Variable,
          detail,
          filterText: name,
          ...replace(cursor.typed, hasSeparator(asked, position) ? name : `${name}=`),
        }));
      case 'variable':
        return declaredAbove(asked, position.line).map((name) => ({
          label: name,
          kind: CompletionItemKind.Variable,
          detail: 'declared above',
          ...replace(cursor.typed, name),
        }));
      case 'value':
        return valueItems(asked, position, replace);
      case 'command':
        return commandItems(asked, cursor.words, cursor.typed, position.line).map(({ label, detail, kind }) => ({
          label,
          kind,
          detail,
          ...replace(cursor.typed, label),
        }));
      case 'nothing':
        return [];
    }
  })();
  const begun = items.filter(({ label }) => wanted && label !== typed && label.toLowerCase().startsWith(typed.toLowerCase()));
  return { isIncomplete: true, items: begun.map((item, index) => ({ ...item, sortText: String(index).padStart(3, '0') })) };
}

/** Names that some deployment looks up in this file and that none of its files declares. */
function missing(asked: SecretsAsked): { name: string; detail: string }[] {
  const here = new Set(asked.secrets.assignments.map(({ key }) => key));
  return neededBy(asked).flatMap(({ name, undeclared, by }) =>
    undeclared && !here.has(name) && !isCredential(name) ? [{ name, detail: `for ${by.join(', ')}` }] : [],
  );
}

function declaredAbove({ secrets: { source, assignments } }: SecretsAsked, line: number): string[] {
  return [...new Set(assignments.filter(({ from }) => source.position(from).line < line).map(({ key }) => key))];
}

/** Does a `=` or `:` stand behind the cursor already? */
function hasSeparator({ secrets: { source } }: SecretsAsked, position: Position): boolean {
  return /^[\w.]*\s*[=:]/.test(source.text.slice(source.offsetAt(position)));
}

type Replace = (typed: string, newText: string) => Pick<CompletionItem, 'textEdit'>;

/** Where a value begins: from the environment, out of what is fetched above, or from a store. */
function valueItems({ secrets }: SecretsAsked, { line }: Position, replace: Replace): CompletionItem[] {
  const { source, assignments } = secrets;
  const name = assignments.find(({ from }) => source.position(from).line === line)?.key;
  const fetched = assignments.filter(({ from, fetches }) => fetches && source.position(from).line < line).map(({ key }) => key);
  const item = (text: string, detail: string): CompletionItem => ({
    label: text,
    kind: CompletionItemKind.Value,
    detail,
    ...replace('', text),
  });
  return [
    ...(name ? fetched.map((from) => item(`$(kamal secrets extract ${name} $${from})`, 'out of what is fetched above')) : []),
    ...(name ? [item(`$${name}`, 'from the environment of whoever deploys')] : []),
    item('$(kamal secrets fetch --adapter ', 'from a password store'),
  ];
}

interface Word {
  readonly label: string;
  readonly detail: string;
  readonly kind: CompletionItemKind;
}

function commandItems(asked: SecretsAsked, words: readonly string[], typed: string, line: number): Word[] {
  const [command, ...rest] = words;
  if (command === undefined)
    return Object.entries(secretCommands)
      .filter(([name]) => name !== 'print')
      .map(([label, { purpose }]) => ({ label, detail: purpose, kind: CompletionItemKind.Function }));
  const last = rest.at(-1);
  if (command === 'fetch' && (last === '--adapter' || last === '-a'))
    return secretAdapters.map(({ name, purpose }) => ({ label: name, detail: purpose, kind: CompletionItemKind.EnumMember }));
  if (command === 'extract') {
    // What is extracted is most often called as the line is.
    const { source, assignments } = asked.secrets;
    const own = assignments.find(({ from }) => source.position(from).line === line)?.key;
    return rest.length === 0 && own ? [{ label: own, detail: 'the name of this line', kind: CompletionItemKind.Variable }] : [];
  }
  if (command !== 'fetch' || (typed !== '' && !typed.startsWith('-')) || /^--?\w+$/.test(last ?? '')) return [];
  const adapter = adapterIn(rest);
  return Object.entries(secretCommands[command]!.options)
    .filter(([option]) => !rest.some((word) => word.split('=')[0] === option || (option === '--adapter' && word === '-a')))
    .filter(([option]) => option !== '--account' || adapter?.account !== 'ignored')
    .map(([label, purpose]) => ({ label, detail: detailOf(label, adapter) ?? purpose, kind: CompletionItemKind.Property }));
}

function adapterIn(words: readonly string[]): ReturnType<typeof secretAdapter> {
  const index = words.findIndex((word) => word === '--adapter' || word === '-a');
  const name = index >= 0 ? words[index + 1] : /^--adapter=(.+)$/.exec(words.find((word) => word.startsWith('--adapter=')) ?? '')?.[1];
  return name === undefined ? undefined : secretAdapter(name);
}

function detailOf(option: string, adapter: ReturnType<typeof secretAdapter>): string | undefined {
  return option === '--account' ? adapter?.accountIs : option === '--from' ? adapter?.fromIs : undefined;
}
