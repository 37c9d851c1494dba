import type { Position } from 'vscode-languageserver';
import type { SecretsAsked } from '../../../server/src/features/secrets/needed.ts';
import { secretsFile } from '../../../server/src/references/declaredSecrets.ts';
import { atCursor } from '../cursor.ts';
import { askedAbout } from '../names.ts';

/** What a request in a secrets file gets to see; the project is given as one text, with a `|` at the cursor. */
export function inSecrets(marked: string): { asked: SecretsAsked; position: Position; text: string; texts: ReadonlyMap<string, string> } {
  const { texts, file, position } = atCursor(marked);
  const { asked } = askedAbout(texts);
  const secrets = secretsFile(asked.files, file);
  if (typeof secrets === 'string') throw new Error(`${file} is no secrets file`);
  return { asked: { ...asked, secrets }, position, text: texts.get(file)!, texts };
}
