import { report } from './report.ts';
import type { Fix, Rule } from './rule.ts';
import { secretsFile, secretsOf, type Secrets } from './secrets/declared.ts';
import { appended } from './secrets/append.ts';
import { usesOf } from './secrets/uses.ts';

/** A secret that none of the files declares which Kamal reads for this deployment (`secrets.rb`). Only names are looked at. */
export const secretNotDeclared: Rule = {
  id: 'secret-not-declared',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A secret is used that no secrets file declares',
  *check(context) {
    const secrets = secretsOf(context);
    if (!secrets) return;
    const { deployment, files, family } = context;
    const dotenv = secretsFile(files, '.env');
    const told = new Set<string>();
    for (const { name, value, by, login } of usesOf(deployment)) {
      // Without any secrets file the login alone says nothing: most such projects keep their files elsewhere, or are only being begun.
      if (login && secrets.files.length === 0) continue;
      if (secrets.names.has(name) || told.has(name)) continue;
      told.add(name);
      const inDotenv = typeof dotenv === 'object' && dotenv.assignments.some(({ key }) => key === name);
      yield report(this, value.at, message(name, by, secrets, inDotenv, deployment.destination), {
        severity: secrets.files.length ? 'warning' : 'information',
        fixes: declare(name, secrets, family.length > 1),
      });
    }
  },
};

function message(name: string, by: string, { files, own }: Secrets, inDotenv: boolean, destination: string | null): string {
  const where = files.length
    ? `${files.map(({ path }) => path).join(' and ')} ${files.length > 1 ? 'do' : 'does'} not declare it`
    : `there is no secrets file (${own})`;
  const env = inDotenv ? ' It stands in .env, which Kamal does not read.' : '';
  return `\`${name}\` is needed for ${by}, but ${where}: the deployment${destination === null ? '' : ` to ${destination}`} stops with "Secret '${name}' not found".${env} Add a line such as \`${name}=$${name}\` to ${own}.`;
}

/** A reference to the environment of whoever deploys: a value never goes into the file. Where there are destinations, all of them need it. */
function declare(name: string, { own, common }: Secrets, destinations: boolean): Fix[] {
  const line = `${name}=$${name}`;
  const add = (path: string, preferred: boolean): Fix => ({
    title: `Add \`${line}\` to ${path}`,
    preferred,
    edits: (texts) => new Map([[path, [appended(texts.source(path)?.text, line)]]]),
  });
  return destinations ? [add(common, true), add(own, false)] : [add(own, true), add(common, false)];
}
