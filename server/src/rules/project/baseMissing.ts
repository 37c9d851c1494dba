import type { Root } from '../../config/root.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';

/** Kamal always reads the base first, also with `-d` (`configuration.rb`, `create_from`). */
export const baseMissing = rule({
  id: 'base-missing',
  severity: 'error',
  kind: 'kamal',
  summary: 'A destination’s file has no base beside it',
  reads: ['partial', 'base', 'top'],
  keys: ['service', 'image', 'servers', 'registry', 'builder'],
  *check({ partial, base: file, top, root }) {
    if (!partial) return;
    const base = file.replace(/\.[^./]+\.yml$/, '.yml');
    yield report(
      this,
      top,
      `There is no ${base}: Kamal reads it first and lays this file over it, so \`-d\` fails with "Configuration file not found". Create ${base}, or complete this file and name it with \`-c\`.`,
      { fixes: [create(base, root)] },
    );
  },
});

/** What Kamal asks for, with examples to fill in. */
const skeleton = {
  service: 'service: my-app',
  image: 'image: my-user/my-app',
  servers: 'servers:\n  web:\n    - 192.0.2.1',
  registry: 'registry:\n  username: my-user\n  password:\n    - KAMAL_REGISTRY_PASSWORD',
  builder: 'builder:\n  arch: amd64',
};

type Section = keyof typeof skeleton;

/** A base with the sections that this file does not bring along. */
function create(base: string, root: Root<Section>): Fix {
  const sections = (Object.keys(skeleton) as Section[]).flatMap((key) => (root.entries.has(key) ? [] : [skeleton[key]]));
  return {
    title: `Create ${base}`,
    safety: 'unsafe',
    preferred: false,
    edits: (texts) => (texts.source(base) ? undefined : new Map([[base, [{ from: 0, to: 0, text: `${sections.join('\n')}\n` }]]])),
  };
}
