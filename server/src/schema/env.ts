import type { Key, Section, Shape } from './key.ts';
import { either, list, names, page, section, special, string } from './shapes.ts';

const link = page('environment-variables');

const variable: Key = {
  shape: string,
  since: '1.x',
  purpose: 'An environment variable of the container',
  details:
    'Text, number or boolean; quote dates. Nothing after the colon is refused, and `""` leaves the variable unset. `$X` stays as it is, while `${X}` is expanded by the shell of the **server**.\n\n' +
    'As soon as `clear`, `secret` or `tags` stands in the same `env`, variables belong under `clear`: others are refused there.',
  example: 'RAILS_LOG_LEVEL: info',
  link,
};

const clear: Key = {
  shape: { is: 'names', of: string, entry: variable },
  since: '1.x',
  purpose: 'Variables whose values may be read in this file',
  details:
    'The value is visible in git and in `docker inspect`: passwords and tokens belong under `secret`. A name that is both clear and secret gets the clear value. ' +
    'Roles and host tags add to and override the root, name by name.',
  example: 'clear:\n  DB_HOST: 10.0.0.5',
  link,
};

const secret: Key = {
  shape: list(special('secret-name', string)),
  since: '1.x',
  purpose: 'Names of variables whose values come from the secrets file',
  details:
    'A **list of names**, never values. Each is looked up in `.kamal/secrets-common` and `.kamal/secrets` (with a destination: `.kamal/secrets.<destination>` instead of the latter). ' +
    '`.env` is not read. A missing name fails during the deployment.\n\n' +
    '`NAME:OTHER` (since 2.6) sets `NAME` from the secret `OTHER`. Lists of root, role and tags are united; in a destination file the list replaces the one of the base.',
  newer: [{ since: '2.6', when: { matches: ':' }, purpose: 'A secret under another name (`NAME:OTHER`)' }],
  example: 'secret:\n  - DB_PASSWORD\n  - API_KEY:STAGING_API_KEY',
  link: page('environment-variables', 'secrets'),
};

const env = (keys: Section): Shape => special('env', either(section(keys), clear.shape));

const tag: Key = {
  shape: env({ clear, secret }),
  since: '1.x',
  purpose: 'Variables for the hosts that carry this tag',
  details:
    'Hosts get tags under `servers`: `- 10.0.0.1: <tag>`. Over the variables of root and role, in the order in which the host lists its tags. Either variables, or `clear` and `secret`; no `tags` inside.',
  example: 'monitoring:\n  METRICS: "on"',
  link: page('environment-variables', 'tags'),
};

const tags: Key = {
  shape: names(tag),
  since: '1.x',
  purpose: 'Variables by host tag',
  details: 'Only at the root. A tag that hosts carry and nobody defines is ignored without a word.',
  example: 'tags:\n  monitoring:\n    METRICS: "on"',
  link: page('environment-variables', 'tags'),
};

const forms =
  'Two forms that cannot be mixed: variables directly under `env`, or `clear` and `secret`. One of these words makes every other name beside it unknown, also after a destination is merged in.';

export const rootEnv: Key = {
  shape: env({ clear, secret, tags }),
  since: '1.x',
  purpose: "Environment variables for the app's containers of every role",
  details: `${forms}\n\nRoles, then host tags, override by name. Kamal adds \`KAMAL_HOST\`, \`KAMAL_VERSION\`, \`KAMAL_CONTAINER_NAME\` and \`KAMAL_DESTINATION\` itself.`,
  default: 'none',
  example: 'env:\n  clear:\n    DB_HOST: 10.0.0.5\n  secret:\n    - DB_PASSWORD',
  link,
};

export const roleEnv: Key = {
  shape: env({ clear, secret }),
  since: '1.x',
  purpose: 'Environment variables for this role, over those of the root',
  details: `${forms}\n\n\`tags\` are allowed at the root only.`,
  default: 'those of the root',
  example: 'env:\n  clear:\n    WORKERS: 4',
  link,
};

export const accessoryEnv: Key = {
  shape: env({ clear, secret }),
  since: '1.x',
  purpose: 'Environment variables for this accessory',
  details: `${forms}\n\nThe root's \`env\` is not used for accessories.`,
  default: 'none',
  example: 'env:\n  secret:\n    - POSTGRES_PASSWORD',
  link,
};
