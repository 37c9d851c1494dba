import type { Config } from '../../config/config.ts';
import { report } from '../report.ts';
import type { Rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** Kamal always reads the base first, also with `-d` (`configuration.rb`, `create_from`). */
export const baseMissing: Rule = {
  id: 'base-missing',
  severity: 'error',
  kind: 'kamal',
  summary: 'A destination’s file has no base beside it',
  *check({ config }) {
    if (!config.partial) return;
    const [first] = config.root.entries.values();
    const base = config.base.file.replace(/\.[^./]+\.yml$/, '.yml');
    yield report(
      this,
      first?.key.at ?? config.root.at,
      `There is no ${base}: Kamal reads it first and lays this file over it, so \`-d\` fails with "Configuration file not found". Create ${base}, or complete this file and name it with \`-c\`.`,
      { fixes: [create(base, config)] },
    );
  },
};

/** What Kamal asks for, with examples to fill in. */
const skeleton: Readonly<Record<string, string>> = {
  service: 'service: my-app',
  image: 'image: my-user/my-app',
  servers: 'servers:\n  web:\n    - 192.0.2.1',
  registry: 'registry:\n  username: my-user\n  password:\n    - KAMAL_REGISTRY_PASSWORD',
  builder: 'builder:\n  arch: amd64',
};

/** A base with the sections that this file does not bring along. */
function create(base: string, config: Config): Fix {
  const sections = Object.entries(skeleton).flatMap(([key, text]) => (config.root.entries.has(key) ? [] : [text]));
  return {
    title: `Create ${base}`,
    preferred: false,
    edits: ({ source }) => (source(base) ? undefined : new Map([[base, [{ from: 0, to: 0, text: `${sections.join('\n')}\n` }]]])),
  };
}
