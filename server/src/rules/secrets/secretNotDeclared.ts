import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import { secretsFile, secretsOf, type Secrets } from '../../references/declaredSecrets.ts';
import { isCredential } from '../../files/credential.ts';
import { appended } from '../../files/append.ts';
import { usesOf, type Use } from '../../references/secretUses.ts';

/** A secret that none of the files declares which Kamal reads for this deployment (`secrets.rb`). Only names are looked at. */
export const secretNotDeclared = rule({
  id: 'secret-not-declared',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A secret is used that no secrets file declares',
  reads: ['roles', 'accessories', 'destination', 'files', 'hasDestinations'],
  keys: ['env', 'registry', 'builder', 'proxy', 'ssh', 'secrets_path'],
  *check(given) {
    const secrets = secretsOf(given);
    if (!secrets) return;
    const { destination, files, hasDestinations } = given;
    const undeclared = [...new Map(usesOf(given).map((use) => [use.name, use])).values()].filter(({ name }) => !secrets.names.has(name));
    // A token in the place of its name must not be repeated, nor written into another file.
    for (const { value, by } of undeclared.filter(({ name }) => isCredential(name))) yield report(this, value.at, itself(by, secrets));
    const missing = undeclared.filter(({ name }) => !isCredential(name));
    if (secrets.files.length === 0) {
      // The login alone says nothing: most projects without any secrets file keep theirs elsewhere, or are only being begun.
      const [first] = missing.filter(({ login }) => !login);
      if (first)
        yield report(this, first.value.at, noFile(missing, first, secrets, destination), {
          severity: 'information',
          fixes: begin(missing, secrets),
        });
      return;
    }
    const dotenv = secretsFile(files, '.env');
    for (const { name, value, by } of missing) {
      const inDotenv = typeof dotenv === 'object' && dotenv.assignments.some(({ key }) => key === name);
      yield report(this, value.at, message(name, by, secrets, inDotenv, destination), {
        fixes: declare(name, secrets, hasDestinations),
      });
    }
  },
});

function itself(by: string, { own }: Secrets): string {
  return `This looks like a secret itself, where Kamal wants the name of one for ${by}: the deployment stops, because no secrets file declares such a name. Write a name such as \`API_TOKEN\` here, declare it in ${own}, and change the secret: it is known now.`;
}

/** One for all: a list of hundreds would say no more. */
function noFile(missing: readonly Use[], { name, by }: Use, { own }: Secrets, destination: string | null): string {
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  return `\`${name}\`${others} must come from a secrets file for ${by}, and there is none (${own}): the deployment${destination === null ? '' : ` to ${destination}`} stops with "Secret '${name}' not found". Create ${own} with a line such as \`${name}=$${name}\`.`;
}

function begin(missing: readonly Use[], { own }: Secrets): Fix[] {
  const lines = missing.map(({ name }) => `${name}=$${name}\n`).join('');
  return [
    {
      title: `Create ${own} with ${missing.length > 1 ? `all ${missing.length} names` : `\`${lines.trim()}\``}`,
      preferred: false,
      edits: () => new Map([[own, [{ from: 0, to: 0, text: lines }]]]),
    },
  ];
}

function message(name: string, by: string, { files, own }: Secrets, inDotenv: boolean, destination: string | null): string {
  const where = `${files.map(({ path }) => path).join(' and ')} ${files.length > 1 ? 'do' : 'does'} not declare it`;
  const env = inDotenv ? ' It stands in .env, which Kamal does not read.' : '';
  return `\`${name}\` is needed for ${by}, but ${where}: the deployment${destination === null ? '' : ` to ${destination}`} stops with "Secret '${name}' not found".${env} Add a line such as \`${name}=$${name}\` to ${own}.`;
}

/**
 * A reference to the environment of whoever deploys: a value never goes into the file. Where there are destinations, all of them need it.
 * Sure only in a file that is there: a new one is read for other deployments too, which then miss names of their own.
 */
function declare(name: string, { own, common, files }: Secrets, destinations: boolean): Fix[] {
  const line = `${name}=$${name}`;
  const paths = destinations ? [common, own] : [own, common];
  const sure = paths.find((path) => files.some((file) => file.path === path));
  return paths.map((path) => ({
    title: `Add \`${line}\` to ${path}`,
    preferred: path === sure,
    edits: (texts) => new Map([[path, [appended(texts.source(path)?.text, line)]]]),
  }));
}
