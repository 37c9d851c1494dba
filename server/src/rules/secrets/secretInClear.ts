import type { ConfigEntry } from '../../config/value.ts';
import type { Source } from '../../source/source.ts';
import { CannotEdit, insertAt, insertItem, inSteps, placeAt, removeEntry, scalarText, wrapValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix, TextChange } from '../../edit/change.ts';
import { appended } from '../../files/append.ts';
import { couldBeCredential, isCredential, isCredentialName } from '../../files/credential.ts';
import { secretsOf, type Secrets } from '../../references/declaredSecrets.ts';
import type { EnvOwner } from '../../references/secretUses.ts';
import { variablesWhere } from '../../references/variables.ts';

const credentials = variablesWhere(({ name, value, conditional }) => {
  if (conditional || value.kind !== 'scalar' || value.conditional || value.type !== 'string') return false;
  if (value.node.kind === 'scalar' && value.node.fallback) return false;
  return isCredential(value.string) || (isCredentialName(name) && couldBeCredential(value.string));
});

/** A credential among the clear variables. Its value is looked at and never repeated. */
export const secretInClear = rule({
  id: 'secret-in-clear',
  severity: 'warning',
  kind: 'deployment',
  summary: 'A credential stands in deploy.yml for everyone to read',
  reads: ['destination', 'files'],
  looks: { credentials },
  keys: ['secrets_path'],
  *check(given) {
    const secrets = secretsOf(given);
    for (const { env, entry } of given.credentials) {
      const { name, value } = entry;
      yield report(
        this,
        value.at,
        `\`${name}\` looks like a credential, and stands here for everyone who can read the repository or run \`docker inspect\`. Name it under \`secret\`, keep the value in a password store, and change it there: it is known now.`,
        { fixes: secrets && env.path[1] !== 'tags' && !value.alias ? [moveToSecret(env, entry, secrets)] : [] },
      );
    }
  },
});

/** Not preferred: the value goes from the file and is written nowhere, so a person must have it. */
function moveToSecret({ path, key: envKey }: EnvOwner, { name, key }: ConfigEntry, { own, names }: Secrets): Fix {
  const { file } = key.at.chunk;
  return {
    title: `Make \`${name}\` a secret, fetched from your environment (the value is removed here and written nowhere: keep it first)`,
    safety: 'unsafe',
    preferred: false,
    edits: (texts) => {
      const source = texts.source(file);
      if (!source || envKey.at.chunk.file !== file) return undefined;
      const changes = movedName(source, path, name);
      const line = `${name}=$${name}`;
      if (!changes) return undefined;
      const edits = new Map<string, readonly TextChange[]>([[file, changes]]);
      if (!names.has(name)) edits.set(own, [appended(texts.source(own)?.text, line)]);
      return edits;
    },
  };
}

function movedName(source: Source, path: readonly string[], name: string): TextChange[] | undefined {
  const complex = ['clear', 'secret', 'tags'].some((key) => placeAt(source, ...path, key));
  try {
    return inSteps(source, [
      // The simple form knows no secrets: all variables go under `clear` first.
      (now) => {
        const place = placeAt(now, ...path);
        return complex || !place ? [] : wrapValue(now, place, ['clear']);
      },
      (now) => {
        const list = placeAt(now, ...path, 'secret');
        return list ? insertItem(now, list, scalarText(name)) : insertAt(now, [...path, 'secret'], [scalarText(name)]);
      },
      (now) => {
        const place = placeAt(now, ...path, 'clear', name);
        return place ? removeEntry(now, place, { emptied: 'parent' }) : [];
      },
    ]);
  } catch (error) {
    if (error instanceof CannotEdit) return undefined;
    throw error;
  }
}
