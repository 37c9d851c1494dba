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

const rest = 'service: shop\nregistry: {username: u, password: [P]}\nbuilder: {arch: amd64}\n';
const servers = (count: number): string => `servers: [${Array.from({ length: count }, (_, index) => `h${index + 1}`).join(', ')}]\n`;
/** What `image` is, where it is another. */
const images: Readonly<Record<string, string>> = { 'an image and times that hang on ERB': '<%= image %>' };
const shapes: Readonly<Record<string, string>> = {
  'two groups, a gate and a wait':
    'servers:\n  web: [h1, h2, h3]\n  job: {hosts: [h3, h4], cmd: bin/jobs}\nboot: {limit: 2, wait: 5}\nproxy: {host: shop.example}\n',
  'roles at once': 'servers:\n  web: [h1]\n  job: {hosts: [h1], cmd: bin/jobs}\nboot: {parallel_roles: true}\n',
  'a limit on which Kamal crashes': 'servers: [h1, h2]\nboot: {limit: 0}\n',
  'as many servers as are drawn': servers(40),
  'one more server than is drawn': servers(41),
  'more servers than are drawn': servers(43),
  'servers that hang on ERB': 'servers: <%= hosts %>\n',
  'some servers that hang on ERB': 'servers:\n  web: [h1]\n  job: {hosts: [<%= job %>], cmd: bin/jobs}\n',
  'an image and times that hang on ERB': `servers:
  web: {hosts: [h1, <%= more %>], cmd: <%= cmd %>}
  job: {hosts: [h1, h2], cmd: bin/jobs}
proxy: {hosts: [shop.example, <%= host %>], ssl: <%= tls %>, app_port: <%= port %>}
deploy_timeout: <%= deploy %>
drain_timeout: <%= drain %>
readiness_delay: <%= ready %>
boot: {limit: <%= limit %>, wait: <%= wait %>}
accessories: {db: {image: <%= db %>, hosts: [h2, <%= dbs %>], port: <%= port %>}}
`,
  'roles with names that do not fit': `servers:
  web: [h1, h2, h3, h4, h5, h6, h7, h8]
  the-jobs-that-nobody-waits-for: {hosts: [h1, h4, h8], cmd: bin/jobs}
  job: {hosts: [h3, h8], cmd: bin/jobs}
boot: {limit: 1, wait: 90}
readiness_delay: 1
deploy_timeout: 3
drain_timeout: 1
proxy: {host: shop.example}
`,
  'one name that is longer than the picture': `servers:
  web: [h1]
  ${'worker-'.repeat(12)}last: {hosts: [h1], cmd: bin/jobs}
primary_role: web
`,
  'a crowd on one server': `servers:
  web: {hosts: [h1, h2]}
  api: {hosts: [h1], proxy: {host: api.shop.example}}
  admin: {hosts: [h1, 主機.example], proxy: {host: shop.example, path_prefix: /admin}}
  job: {hosts: [h1], cmd: bin/jobs}
  mail: {hosts: [h1], cmd: bin/mail, options: {publish: "25:25"}}
proxy: {host: shop.example}
accessories:
  db: {image: postgres:17, host: h1, port: "127.0.0.1:5432:5432", volumes: ["data:/data"]}
  cache: {image: redis:7, roles: [web, job]}
`,
  'a proxy that accessories alone have': `servers: {job: {hosts: [h1], cmd: bin/jobs, proxy: false}}
primary_role: job
accessories: {search: {image: meili, hosts: [h1, h2], proxy: {host: search.example, run: {http_port: 8080}}}}
`,
  'no role for the gate': 'servers: {job: {hosts: [h1], cmd: bin/jobs}, mail: [h1, h2]}\n',
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

/** `300-411 540`: so long as what is told stays the same, the widths are told together. */
function byWidth(tell: (width: number) => string): string[] {
  const told: { from: number; to: number; what: string }[] = [];
  for (let width = 280; width <= 900; width += 2) {
    const what = tell(width);
    const last = told.at(-1);
    if (last?.what === what) last.to = width;
    else told.push({ from: width, to: width, what });
  }
  return told.map(({ from, to, what }) => `${from}-${to} ${what}`);
}

it('time lines and narrow pictures of what the twenty do not have', () => {
  const bare = (text: string): string => text.replaceAll(/^<style>[^]*?<\/style>\n/gm, '');
  const told = Object.entries(shapes).flatMap(([name, text]) => {
    const whole = `image: ${images[name] ?? 'a/b'}\n${rest}${text}`;
    const { deployment } = analyzeTexts(new Map([['config/deploy.yml', whole]])).deployments[0]!;
    const topology = topologyOf(deployment);
    const timeline = timelineOf(topology);
    if (topology.servers.length >= 40) return [`## ${name}\n`, ...bare(timelineSvg(timeline, 900)).split('\n').slice(-8)];
    return [
      `## ${name}\n`,
      mermaid(topology),
      ...[400, 900].map((width) => bare(timelineSvg(timeline, width))),
      ...[320, 370, 700].map((width) => bare(svg(layout(topology, width, true)))),
    ];
  });
  compare('shapes.txt', `${told.join('\n')}\n`);
});

it('at which widths a picture and a time line are another', () => {
  const told = ['a crowd on one server', 'roles with names that do not fit'].flatMap((name) => {
    const { deployment } = analyzeTexts(new Map([['config/deploy.yml', `image: a/b\n${rest}${shapes[name]!}`]])).deployments[0]!;
    const topology = topologyOf(deployment);
    const timeline = timelineOf(topology);
    return [
      `## ${name}\n`,
      ...byWidth((width) => {
        const { height, boxes } = layout(topology, width, true);
        return `${height} ${boxes.map(({ texts }) => texts.length).join(' ')}`;
      }),
      '',
      ...byWidth((width) => {
        const drawn = timelineSvg(timeline, width);
        return [/height="(\d+)"/.exec(drawn)?.[1], ...drawn.matchAll(/<text[^>]*>([^<]*)</g)]
          .map((one) => (typeof one === 'object' ? one[1] : one))
          .join(' | ');
      }),
      '',
    ];
  });
  compare('widths.txt', `${told.join('\n')}\n`);
});
