// The twenty projects as pictures and charts, in `golden/`. `UPDATE=1` writes them anew; look at what changed before it is kept.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { it } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { mermaid } from '../../server/src/topology/mermaid.ts';
import { layout } from '../../server/src/topology/picture/layout.ts';
import { svg } from '../../server/src/topology/picture/svg.ts';
import { timelineSvg } from '../../server/src/topology/picture/timeline.ts';
import { timelineOf } from '../../server/src/topology/timeline.ts';
import { topologyOf } from '../../server/src/topology/topology.ts';
import { realDeployments } from './projects.ts';

const folder = new URL('golden/', import.meta.url);

function compare(name: string, text: string): void {
  const file = new URL(name, folder);
  if (process.env.UPDATE) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  }
  assert.equal(existsSync(file) ? readFileSync(file, 'utf8') : '', text);
}

for (const { name, deployment } of realDeployments()) {
  it(name, () => {
    const topology = topologyOf(deployment);
    compare(`${name}.svg`, svg(layout(topology, 800)));
    compare(`${name}.mmd`, mermaid(topology));
  });
}

const rest = 'service: shop\nimage: a/b\nregistry: {username: u, password: [P]}\nbuilder: {arch: amd64}\n';
const shapes: Readonly<Record<string, string>> = {
  'two groups, a gate and a wait':
    'servers:\n  web: [h1, h2, h3]\n  job: {hosts: [h3, h4], cmd: bin/jobs}\nboot: {limit: 2, wait: 5}\nproxy: {host: shop.example}\n',
  'roles at once': 'servers:\n  web: [h1]\n  job: {hosts: [h1], cmd: bin/jobs}\nboot: {parallel_roles: true}\n',
  'a limit on which Kamal crashes': 'servers: [h1, h2]\nboot: {limit: 0}\n',
  'more servers than are drawn': `servers: [${Array.from({ length: 43 }, (_, index) => `h${index + 1}`).join(', ')}]\n`,
  'servers that hang on ERB': 'servers: <%= hosts %>\n',
  'some servers that hang on ERB': 'servers:\n  web: [h1]\n  job: {hosts: [<%= job %>], cmd: bin/jobs}\n',
  'all that a container may have': `servers:
  web:
    hosts: [a-rather-long-name-of-a-server.internal.example.com]
    options: {publish: "8080:80", network: other}
    env: {secret: [TOKEN, OTHER]}
  job: {hosts: [h2], cmd: bin/jobs --with many --words until they have to be broken}
proxy: {hosts: [shop.example, www.shop.example], path_prefixes: [/a, /b], ssl: false, run: {publish: false}}
volumes: [data:/data, cache:/cache]
accessories:
  db: {image: postgres:17, host: h2, port: "5432:5432", directories: ["data:/var/lib/postgresql/data"]}
  search: {image: meili, host: h3, proxy: {host: search.example, app_port: 7700}}
`,
};

it('time lines and narrow pictures of what the twenty do not have', () => {
  const withoutStyle = (text: string): string => text.replaceAll(/^<style>[^]*?<\/style>\n/gm, '');
  const told = Object.entries(shapes).flatMap(([name, text]) => {
    const { deployment } = analyzeTexts(new Map([['config/deploy.yml', rest + text]])).deployments[0]!;
    const topology = topologyOf(deployment);
    return [
      `## ${name}\n`,
      ...(topology.servers.length > 40 ? [900] : [400, 900]).map((width) => withoutStyle(timelineSvg(timelineOf(topology), width))),
      ...(topology.servers.length > 40 ? [] : [320, 370, 700].map((width) => withoutStyle(svg(layout(topology, width, true))))),
    ];
  });
  compare('shapes.txt', `${told.join('\n')}\n`);
});
