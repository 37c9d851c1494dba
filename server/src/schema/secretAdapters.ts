/** A password store that `kamal secrets fetch` can ask (`secrets/adapters.rb`). */
export interface SecretAdapter {
  /** As Kamal's documentation writes it after `--adapter`. */
  readonly name: string;
  /** Other spellings that lead to it. */
  readonly also: readonly string[];
  readonly purpose: string;
  /** `--account`: must be given, may be, or counts for nothing. */
  readonly account: 'required' | 'optional' | 'ignored';
  /** What to give as account. */
  readonly accountIs?: string;
  /** What `--from` names, where it means anything. */
  readonly fromIs?: string;
}

/** The adapters of Kamal 2.12, each with what it wants (`secrets/adapters/*.rb`). */
export const secretAdapters: readonly SecretAdapter[] = [
  {
    name: '1password',
    also: ['one_password'],
    purpose: '1Password, through its `op` command',
    account: 'required',
    accountIs: 'the account, as `op account list` shows it',
    fromIs: 'vault and item, `Vault/Item`',
  },
  {
    name: 'lastpass',
    also: ['last_pass'],
    purpose: 'LastPass, through its `lpass` command',
    account: 'required',
    accountIs: 'the email address of the login',
    fromIs: 'the folder',
  },
  {
    name: 'bitwarden',
    also: [],
    purpose: 'Bitwarden, through its `bw` command',
    account: 'required',
    accountIs: 'the email address of the login',
    fromIs: 'the item',
  },
  {
    name: 'bitwarden-sm',
    also: ['bitwarden_secrets_manager'],
    purpose: 'Bitwarden Secrets Manager, through its `bws` command. It must be told what to fetch: `all`, `<project>/all` or ids',
    account: 'ignored',
    fromIs: 'the project',
  },
  {
    name: 'aws_secrets_manager',
    also: [],
    purpose: 'AWS Secrets Manager, through the `aws` command',
    account: 'optional',
    accountIs: 'a profile of the AWS command line',
    fromIs: 'what stands before each name',
  },
  {
    name: 'doppler',
    also: [],
    purpose: 'Doppler, through the `doppler` command',
    account: 'ignored',
    fromIs: 'project and config, `project/config`',
  },
  {
    name: 'enpass',
    also: [],
    purpose: 'Enpass, through the `enpass-cli` command',
    account: 'ignored',
    fromIs: 'the path of the vault',
  },
  {
    name: 'gcp',
    also: ['gcp_secret_manager'],
    purpose: 'Google Secret Manager, through the `gcloud` command',
    account: 'required',
    accountIs: '`default`, or an email address; behind a `|` the service account to act for',
    fromIs: 'the project',
  },
  { name: 'passbolt', also: [], purpose: 'Passbolt, through the `passbolt` command', account: 'ignored', fromIs: 'the folder' },
];

/** Adapters by every spelling; those that Kamal maps itself are taken in any case. */
export function secretAdapter(name: string): SecretAdapter | undefined {
  return secretAdapters.find((one) => one.name === name.toLowerCase() || one.also.includes(name));
}

/** What may stand behind `kamal secrets` (`cli/secrets.rb`), and the options of each. */
export const secretCommands: Readonly<Record<string, { readonly purpose: string; readonly options: Readonly<Record<string, string>> }>> = {
  fetch: {
    purpose:
      'Asks a password store for secrets, and gives all that it finds in one text. Put it into a variable, and take each out with `extract`.',
    options: {
      '--adapter': 'Which password store',
      '--account': 'The account in the password store',
      '--from': 'A vault, item or folder in which the names are looked for',
    },
  },
  extract: { purpose: 'Takes one secret out of what `fetch` gave: `extract NAME $SECRETS`', options: {} },
  print: { purpose: 'Prints the secrets with their values, for finding mistakes. Not for use in this file', options: {} },
};
