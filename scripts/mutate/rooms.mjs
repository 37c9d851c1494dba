// Which tests are about a source: the quickest first, as the first that fails ends the run.
import path from 'node:path';

/**
 * Folders of server/src, or beginnings of paths in it; the longest that fits is taken. First what is quick and mostly notices, then what else looks at
 * the room. Paths in test/, without `.test.ts`; what one text names shares a bundle.
 */
const rooms = {
  schema: [
    'schema/told schema/lookup schema/tables schema/json-schema features/whole rules/validation/everyKey',
    'rules/findings features/hover features/completion/schema',
  ],
  source: [
    'source/golden source/cursors source/anchors source/erb source/positions source/limits source/cursor source/psych',
    'source/simpleBlock source/edits',
    'rules/findings features/completion/cells kamal/verdicts',
  ],
  edit: ['edit/everyPlace edit/edit', 'rules/findings rules/validation/everyKey', 'edit/property report/fixAll'],
  files: [
    'files/told files/dotenv',
    'rules/files/dockerfile features/secrets/hover features/secrets/completion rules/findings',
    'rules/pages kamal/verdicts',
  ],
  config: [
    'config/ruby commands/whole config/effective config/load config/merge rules/findings',
    'features/whole kamal/effective kamal/verdicts',
  ],
  deployment: [
    'deployment/resolved commands/whole deployment/roles deployment/boot deployment/accessories deployment/environment deployment/proxy features/whole rules/findings',
    'deployment/total kamal/verdicts kamal/commands',
  ],
  references: [
    'references/mentions references/veil references/declaredSecrets features/whole features/references features/definition features/hover',
    'features/rename rules/findings',
  ],
  commands: ['commands/whole commands/origins commands/lines features/whole cli/said', 'cli/commands commands/total kamal/commands'],
  topology: [
    'topology/topology topology/timeline topology/picture topology/golden features/whole',
    'features/tree/sections cli/said cli/show',
  ],
  rules: [
    'rules/findings rules/generated',
    'rules/neighbours rules/pages rules/proxyAndBoot rules/secretNotDeclared rules/hookNeverRuns rules/workerProxied rules/hostsAndAccessories rules/kamal1 rules/safety rules/judging/ignore rules/judging/bounded rules/judging/judge rules/files/dockerfile kamal/findings',
  ],
  'rules/hooks': [
    'rules/findings rules/generated rules/hookNeverRuns',
    'rules/neighbours rules/pages rules/safety rules/judging/ignore kamal/findings',
  ],
  'rules/validation': ['rules/findings rules/validation/everyKey', 'rules/neighbours rules/pages schema/repairs kamal/findings'],
  'rules/judging': [
    'rules/judging/ignore rules/judging/bounded rules/judging/judge rules/findings',
    'rules/neighbours rules/pages rules/safety project/project',
  ],
  project: [
    'project/told project/disk project/names project/accepted project/destinations project/project project/verdict',
    'report/told cli/said',
    'rules/findings report/present server/answering protocol/workspace protocol/wire',
  ],
  plan: [
    'plan/lineDiff plan/commands plan/told plan/neighbours plan/truth features/plan',
    'cli/plan cli/said plan/remedies plan/properties',
  ],
  report: [
    'report/told report/printable report/present',
    'cli/said',
    'rules/findings',
    'cli/formats cli/fix rules/judging/ignore rules/judging/bounded rules/judging/judge protocol/workspace report/fixAll',
  ],
  'report/text': ['cli/said cli/commands cli/show cli/formats', 'cli/usage cli/options cli/fix cli/plan'],
  'report/plan': ['plan/told features/plan cli/plan', 'plan/neighbours'],
  features: [
    'features/whole features/outline features/scenarios features/references features/reading features/plan features/hoverEffect',
    'features/definition features/rename report/fixAll protocol/sync protocol/workspace',
  ],
  'features/completion': [
    'features/whole features/completion/pieces features/completion/cells',
    'features/completion/schema protocol/sync',
  ],
  'features/secrets': [
    'features/whole features/secrets/hover features/secrets/completion',
    'features/rename protocol/sync protocol/workspace',
  ],
  'features/hover': ['features/whole features/hover features/hoverEffect', 'features/scenarios protocol/sync'],
  'features/re': ['features/whole features/references features/rename', 'references/mentions protocol/sync'],
  'features/tree': ['features/whole features/tree/sections features/scenarios', 'protocol/sync'],
  'features/definition': ['features/whole features/definition features/references', 'protocol/sync'],
  server: [
    'server/working server/unopened server/told server/disk server/answering server/clientFiles',
    'protocol/sync protocol/workspace',
    'server/everywhere protocol/wire protocol/watch protocol/secrets protocol/hostile',
  ],
  cli: ['cli/said cli/commands', 'cli/show cli/usage cli/options cli/formats cli/fix', 'cli/plan'],
  'cli/plan': ['cli/plan cli/said plan/told', 'cli/usage'],
};

/** For what is in no room, such as the doors. */
const elsewhere = ['protocol/sync protocol/workspace'];

/**
 * @param {string} file path in server/src
 * @returns {{ tests: string[], only?: string }[]} one bundle after the other; `only`: of it, the tests with these words in their names
 */
export function testsOf(file) {
  const place = file.replaceAll(path.sep, '/');
  const [room] = Object.keys(rooms)
    .filter((start) => place.startsWith(start))
    .sort((a, b) => b.length - a.length);
  const bundles = (rooms[room] ?? elsewhere).map((names) => ({ tests: names.split(' ').map((name) => `test/${name}.test.ts`) }));
  if (!room?.startsWith('rules')) return bundles;
  // A rule's own page notices most of what changes in it, and what lies beyond the pages of its folder nearly all.
  const id = path.basename(file, '.ts').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return [{ ...bundles[0], only: `\\b(${id}|${path.basename(path.dirname(file))})\\b` }, ...bundles];
}
