import { secretsOf, type SecretsFile } from '../../references/declaredSecrets.ts';
import { secretsCommands, takenApart, type SecretsCommand } from '../../files/secretsCommands.ts';
import { secretAdapter, secretAdapters, type SecretAdapter } from '../../schema/secretAdapters.ts';
import { fix } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule, type Finding, type RuleInfo } from '../rule.ts';
import { nearest } from '../validation/nearest.ts';

/** Adapters that raise without a name to fetch (`secrets/adapters/bitwarden_secrets_manager.rb`, `passbolt.rb`), with their words. */
const NEEDS_NAMES: Readonly<Record<string, string>> = {
  'bitwarden-sm': 'You must specify what to retrieve from Bitwarden Secrets Manager',
  passbolt: 'No secrets given to fetch',
};

/** Adapters that give each secret under the name by which it was asked for, so that what was not asked for is not there. */
const GIVES_WHAT_IS_ASKED = new Set(['1password', 'lastpass', 'bitwarden', 'doppler', 'enpass']);

/** `kamal secrets` runs when a secret is first looked up (`secrets.rb`, `cli/secrets.rb`), in the middle of a deployment. */
export const secretsFetch = rule({
  id: 'secrets-fetch',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A `kamal secrets` command in a secrets file that fails when it is run',
  reads: ['destination', 'files'],
  keys: ['secrets_path'],
  *check(given) {
    for (const file of secretsOf(given)?.files ?? []) {
      const fetched = new Map<string, Fetched | null>();
      for (const { key, value, end } of file.assignments) {
        for (const command of secretsCommands(file.source.text, value, end)) {
          if (command.command === 'fetch') {
            yield* wrongFetch(this, file, command);
            fetched.set(key, fetchedBy(command));
          } else yield* wrongExtract(this, file, command, fetched);
        }
      }
    }
  },
});

interface Fetched {
  readonly adapter: SecretAdapter;
  readonly names: readonly string[];
}

/** What a fetch gives, where that is certain: a fixed list of names from a store that gives no more. */
function fetchedBy(command: SecretsCommand): Fetched | null {
  const { options, names } = takenApart(command);
  const adapter = secretAdapter(options.get('--adapter')?.text ?? '');
  if (!adapter || !GIVES_WHAT_IS_ASKED.has(adapter.name) || names.length === 0 || names.some(({ open }) => open)) return null;
  // Of a whole item every field comes.
  return { adapter, names: names.map(({ text }) => text) };
}

function* wrongFetch(info: RuleInfo, { path, source }: SecretsFile, command: SecretsCommand): Iterable<Finding> {
  const { options, names } = takenApart(command);
  const written = options.get('--adapter');
  if (!written || written.open) return;
  const adapter = secretAdapter(written.text);
  if (!adapter) {
    const known = secretAdapters.flatMap(({ name, also }) => [name, ...also]);
    const near =
      nearest(written.text, known) ?? known.find((name) => name.replace(/[-_]/g, '') === written.text.toLowerCase().replace(/[-_]/g, ''));
    yield report(
      info,
      source.at(written.from, written.to),
      `Kamal knows no secrets adapter \`${written.text}\`: "Unknown secrets adapter", and no secret of ${path} is there. ${near ? `Did you mean \`${near}\`?` : `There are ${secretAdapters.map(({ name }) => `\`${name}\``).join(', ')}.`}`,
      { fixes: near ? [fix(`Write \`${near}\``, path, () => [{ from: written.from, to: written.to, text: near }])] : [] },
    );
    return;
  }
  if (adapter.account === 'required' && !options.has('--account'))
    yield report(
      info,
      source.at(written.from, written.to),
      `\`${adapter.name}\` asks for \`--account\`, and without it the fetch gives nothing: "No value provided for required options '--account'". Add \`--account\` with ${adapter.accountIs ?? 'the account'}.`,
    );
  const needs = NEEDS_NAMES[adapter.name];
  if (needs && names.length === 0)
    yield report(
      info,
      source.at(written.from, written.to),
      `\`${adapter.name}\` wants to know what to fetch: "${needs}", and no secret of ${path} is there. ${adapter.name === 'bitwarden-sm' ? 'Write `all`, `<project>/all` or ids of secrets behind it.' : 'Name the secrets behind it.'}`,
      {
        fixes:
          adapter.name === 'bitwarden-sm'
            ? [fix('Fetch all: `all`', path, () => [{ from: command.to - 1, to: command.to - 1, text: ' all' }])]
            : [],
      },
    );
}

function* wrongExtract(
  info: RuleInfo,
  { source }: SecretsFile,
  command: SecretsCommand,
  fetched: ReadonlyMap<string, Fetched | null>,
): Iterable<Finding> {
  const [name, from] = takenApart(command).names;
  const variable = /^\$\{?(\w+)\}?$/.exec(from?.text ?? '')?.[1];
  const given = variable === undefined ? undefined : fetched.get(variable);
  if (!name || name.open || !given) return;
  const ends = (full: string): boolean => full === name.text || full.endsWith(`/${name.text}`);
  // An item is asked for as a whole where nothing says which of its fields: `Shop` may hold the name.
  if (given.names.some(ends) || (given.adapter.name !== 'doppler' && name.text.includes('/')) || given.names.some(isWholeItem)) return;
  yield report(
    info,
    source.at(name.from, name.to),
    `\`$${variable}\` holds ${given.names.map((one) => `\`${one}\``).join(', ')} only, so \`extract ${name.text}\` stops with "Could not find secret ${name.text}". Fetch it as well: add \`${name.text}\` to the list behind \`fetch\`.`,
  );
}

/** Stores of items with fields give all fields of an item that is named alone: a name in capitals is a field. */
function isWholeItem(name: string): boolean {
  return !/(^|\/)[A-Z][A-Z0-9_]*$/.test(name);
}
