import { secretsOf } from '../../references/declaredSecrets.ts';
import type { At } from '../../source/node.ts';
import { beside, perFile } from '../perFile.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

type SecretsFile = NonNullable<ReturnType<typeof secretsOf>>['files'][number];

/** A tag that asks for a name, and where that is declared. */
interface Asked {
  readonly name: string;
  readonly at: At;
  /** `fetch` raises where the shell has none. */
  readonly fails: boolean;
  readonly file: SecretsFile;
  readonly assignment: SecretsFile['assignments'][number];
}

/** `NAME=$(printenv NAME)`, which is the shell's, too. */
function printsIt({ source }: SecretsFile, { value }: SecretsFile['assignments'][number], name: string): boolean {
  const [line = ''] = source.text.slice(value).split('\n', 1);
  return new RegExp(`\\bprintenv\\s+["']?${name}\\b`).test(line);
}

/** The secrets files are read when a secret is looked up, and never put into `ENV`; deploy.yml is rendered before (`configuration.rb`, `secrets.rb`). */
export const erbEnvOfSecret = rule({
  id: 'erb-env-of-secret',
  severity: 'information',
  kind: 'deployment',
  summary: 'ERB asks the environment for a name that only the secrets file has',
  reads: ['outputs', 'files', 'destination'],
  keys: ['secrets_path'],
  *check(given) {
    const tags = given.outputs;
    if (tags.length === 0) return;
    const secrets = secretsOf(given);
    if (!secrets) return;
    const found = tags.flatMap(({ code, at }): Asked[] => {
      const name = /^\s*ENV(?:\[\s*|\.fetch\(\s*)(["'])(\w+)\1\s*[\])]/.exec(code)?.[2];
      const declared = secrets.files.flatMap((file) =>
        file.assignments.filter(({ key }) => key === name).map((assignment) => ({ file, assignment })),
      );
      const [first] = declared;
      // `NAME=$NAME` takes it from the shell, which ERB sees as well.
      const isKnown =
        !name ||
        declared.some(({ file, assignment }) => assignment.uses.some((use) => use.name === name) || printsIt(file, assignment, name));
      return first && !isKnown ? [{ name, at, fails: code.includes('fetch'), ...first }] : [];
    });
    // Whoever exports a name mends all places that ask for it.
    for (const [{ name, at, fails, file, assignment }, ...others] of perFile(
      found,
      (one) => one.at,
      (one) => one.name,
    )) {
      yield report(
        this,
        at,
        `\`${name}\` stands in ${file.path}, and what is there is not in \`ENV\` while Kamal reads this file: unless the shell has it too, this is ${fails ? 'a KeyError' : 'empty'}. List \`${name}\` under \`env.secret\` if a container needs it, or export it before \`kamal\` runs.`,
        {
          related: [
            { at: file.source.at(assignment.from, assignment.to), message: `\`${name}\` is declared here` },
            ...beside(others.map((one) => ({ at: one.at, message: 'asked for here, too' }))),
          ],
        },
      );
    }
  },
});
