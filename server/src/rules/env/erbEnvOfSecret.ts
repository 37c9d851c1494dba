import { secretsOf } from '../../references/declaredSecrets.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

type SecretsFile = NonNullable<ReturnType<typeof secretsOf>>['files'][number];

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
    for (const { code, at } of tags) {
      const name = /^\s*ENV(?:\[\s*|\.fetch\(\s*)(["'])(\w+)\1\s*[\])]/.exec(code)?.[2];
      const declared = secrets.files.flatMap((file) =>
        file.assignments.filter(({ key }) => key === name).map((assignment) => ({ file, assignment })),
      );
      const [first] = declared;
      // `NAME=$NAME` takes it from the shell, which ERB sees as well.
      if (
        !name ||
        !first ||
        declared.some(({ file, assignment }) => assignment.uses.some((use) => use.name === name) || printsIt(file, assignment, name))
      )
        continue;
      yield report(
        this,
        at,
        `\`${name}\` stands in ${first.file.path}, and what is there is not in \`ENV\` while Kamal reads this file: unless the shell has it too, this is ${code.includes('fetch') ? 'a KeyError' : 'empty'}. List \`${name}\` under \`env.secret\` if a container needs it, or export it before \`kamal\` runs.`,
        { related: [{ at: first.file.source.at(first.assignment.from, first.assignment.to), message: `\`${name}\` is declared here` }] },
      );
    }
  },
});
