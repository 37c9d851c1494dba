// What ERB decides is told as unknown, wherever it is told: hover, tree, lines above, picture and time line. `erb.txt` beside this file
// holds, for each setting of a whole project, which lines are told no longer and which come in their place; UPDATE=1 writes it anew.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { codeLenses } from '../../server/src/features/codeLens.ts';
import { describeHost, describePrimary, describeRole } from '../../server/src/features/describe.ts';
import { judgedOf, tree } from '../../server/src/features/tree.ts';
import { filesOf } from '../../server/src/project/analyze.ts';
import type { TreeNode } from '../../server/src/protocol.ts';
import { addressesOf } from '../../server/src/topology/addresses.ts';
import { timelineSvg } from '../../server/src/topology/picture/timeline.ts';
import { timelineOf } from '../../server/src/topology/timeline.ts';
import { topologyOf } from '../../server/src/topology/topology.ts';
import { file, roundOf, uriOf } from './project.ts';

const project = `service: shop
image: acme/shop
registry: {server: "localhost:5555"}
builder: {arch: amd64}
primary_role: web
servers:
  web:
    hosts: [h1, h2]
  job:
    hosts: [h2, h3]
    cmd: bin/jobs
proxy:
  ssl: true
  host: a.example
  app_port: 3000
  path_prefix: /api
  healthcheck:
    interval: 2
    path: /health
boot:
  limit: 2
  wait: 5
  parallel_roles: true
deploy_timeout: 10
accessories:
  db:
    image: postgres:16
    registry: {server: registry.example, username: u, password: [P]}
    host: h9
`;

/** All that is told, a fact a line, each once. */
function told(text: string): string[] {
  const texts = new Map([[file, text]]);
  const { analysis, shown } = roundOf(texts);
  const judged = judgedOf(analysis, file, null)!;
  const { deployment } = judged;
  const { nodes, more } = tree(analysis, judged, shown, { uri: '', version: 1, uriOf, files: filesOf(texts) });
  const drawn = (list: readonly TreeNode[], above: string): string[] =>
    list.flatMap(({ label, description = '', children = [] }) => [`${above}${label} [${description}]`, ...drawn(children, `${label} / `)]);
  const topology = topologyOf(deployment);
  const said = (what: string, markdown: string): string[] => markdown.split('\n').flatMap((line) => (line ? [`${what}: ${line}`] : []));
  return [
    ...deployment.roles.flatMap((role) => said(role.name, describeRole(deployment, role))),
    ...said('h1', describeHost(deployment, 'h1')),
    ...said('primary', describePrimary(deployment)),
    ...codeLenses(analysis.sources.get(file)!, deployment).map(({ command }) => `above: ${command?.title}`),
    ...addressesOf(topology).map((address) => `picture: ${address.text}`),
    `time: ${/>(After the build: [^<]*)</.exec(timelineSvg(timelineOf(topology), 900))?.[1]}`,
    ...drawn([...nodes, ...more], ''),
  ];
}

const usual = told(project);

const changes: readonly [kind: string, change: (line: string) => string][] = [
  ['ERB for it', (line) => line.replace(/: .*/, ': <%= x %>')],
  ['behind a condition', (line) => `<% if x %>\n${line}\n<% end %>`],
  ['ERB in its place', (line) => `${/^ */.exec(line)![0]}<%= x %>`],
];

/** Settings, each a whole line of the project: where one is ERB, other lines are told than before. */
const settings = project.split('\n').filter((line) => /: \S/.test(line) && !/service|registry|builder|interval/.test(line));

/** What is told of the usual project and no longer, and what comes in its place. Each role is told at many places: one is enough. */
function difference(text: string): string[] {
  const now = told(text);
  return [
    ...usual.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
    ...now.filter((line) => !usual.includes(line)).map((line) => `+ ${line}`),
  ];
}

suite('what ERB decides is not told as certain', () => {
  const stored = new URL('erb.txt', import.meta.url);
  const blocks = settings.flatMap((line) =>
    changes.map(([kind, change]) => ({ title: `${line.trim()}: ${kind}`, text: project.replace(`${line}\n`, `${change(line)}\n`) })),
  );
  const found = new Map(blocks.map(({ title, text }) => [title, difference(text).join('\n')]));
  if (process.env['UPDATE']) writeFileSync(stored, [...found].map(([title, lines]) => `## ${title}\n\n${lines}\n`).join('\n'));
  const expected = new Map(
    readFileSync(stored, 'utf8')
      .split(/^## /m)
      .slice(1)
      .map((block) => [block.slice(0, block.indexOf('\n')), block.slice(block.indexOf('\n')).trim()]),
  );
  for (const [title, lines] of found)
    test(title, () => assert.equal(lines, expected.get(title), 'read the difference; UPDATE=1 stores it'));
  test('nothing else is stored', () => assert.deepEqual([...expected.keys()], [...found.keys()]));
});
