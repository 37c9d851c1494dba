// Pictures of deployments: a person can read everything in them, however wide they are, and each address and server stands there once.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { mermaid } from '../../server/src/topology/mermaid.ts';
import { addressesOf } from '../../server/src/topology/addresses.ts';
import type { Drawing } from '../../server/src/topology/picture/drawing.ts';
import { layout } from '../../server/src/topology/picture/layout.ts';
import { svg } from '../../server/src/topology/picture/svg.ts';
import { sizes, wrap, wrapShort, widthOf } from '../../server/src/topology/picture/text.ts';
import { topologyOf, type Topology } from '../../server/src/topology/topology.ts';
import { deploymentIn } from '../deployment/table.ts';
import { cases, textsOf } from '../kamal/cases.ts';
import { processorTime } from '../support/processorTime.ts';
import { seed } from '../support/seed.ts';
import { crossings, flaws } from './geometry.ts';
import { realDeployments } from './projects.ts';
import { runs } from '../support/share.ts';

const widths = [400, 800, 1600];

/** What is written in boxes of a kind, the lines of one address or name put together again. */
function written({ boxes }: Drawing, kind: string): string[] {
  return boxes.filter((box) => box.kind === kind).map(({ texts }) => texts.map(({ text }) => text).join(''));
}

function assertWhole(topology: Topology, drawing: Drawing): void {
  assert.deepEqual(flaws(drawing), []);
  const bare = (text: string): string => text.replace(/\s/g, '');
  const routes = addressesOf(topology).map(({ text }) => text);
  const known = routes.filter((text) => !text.endsWith('…'));
  assert.equal(new Set(known).size, known.length);
  assert.deepEqual(written(drawing, 'route').map(bare), routes.map(bare));
  const hosts = topology.servers.map(({ host }) => bare(host)).join('');
  assert.equal([...bare(written(drawing, 'server').join(''))].sort().join(''), [...hosts].sort().join(''));
  assert.ok(Math.min(...drawing.boxes.flatMap(({ texts }) => texts.map(({ size }) => sizes[size]))) >= 11);
}

describe('twenty projects', () => {
  for (const { name, deployment } of realDeployments()) {
    for (const width of widths) {
      it(`${name} at ${width} pixels`, () => {
        const topology = topologyOf(deployment);
        const drawing = layout(topology, width);
        assert.ok(drawing.width <= width, String(drawing.width));
        assertWhole(topology, drawing);
      });
    }
  }
});

it('whatever names are like, nothing overlaps', () => {
  const name = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,60}$/);
  const role = fc.record({
    hosts: fc.array(name, { minLength: 1, maxLength: 4 }),
    cmd: fc.option(fc.stringMatching(/^[a-z /-]{1,90}$/)),
    proxy: fc.constantFrom(true, false, { hosts: ['a.example.com', 'b.example.com'], path_prefixes: ['/x', '/y'] }),
  });
  const project = fc.record({
    service: name,
    image: name,
    servers: fc.dictionary(name, role, { minKeys: 1, maxKeys: 8 }),
    proxy: fc.record({ host: fc.oneof(name, fc.constant('*.example.com')), app_port: fc.nat(65535) }),
    accessories: fc.dictionary(
      name,
      fc.record({ hosts: fc.array(name, { minLength: 1, maxLength: 3 }), image: name, port: fc.nat(9999) }),
      { maxKeys: 5 },
    ),
  });
  fc.assert(
    fc.property(project, fc.integer({ min: 320, max: 1800 }), (config, width) => {
      // JSON is YAML, and quotes keep every name a text.
      const topology = topologyOf(deploymentIn(JSON.stringify(config)));
      assertWhole(topology, layout(topology, width));
    }),
    { numRuns: runs(100, 40), seed },
  );
});

it('every known case has a picture and a chart, those too that Kamal refuses', () => {
  for (const one of cases()) {
    const base = textsOf(one).get('config/deploy.yml');
    const text = typeof base === 'string' ? base : base!.text;
    const topology = topologyOf(deploymentIn(text.trim() === '' ? '# empty\n' : text));
    const drawing = layout(topology, 800);
    assert.deepEqual(flaws(drawing), [], one.name);
    assert.ok(svg(drawing).startsWith('<svg'));
    assert.ok(mermaid(topology).includes('flowchart LR'));
  }
});

it('each address and host is in the picture once, what is told on demand included', () => {
  const text = svg(
    layout(topologyOf(deploymentIn('service: a\nimage: b\nservers: [192.0.2.1, 192.0.2.2]\nproxy: {host: a.example.com}\n')), 800),
  );
  for (const name of ['a.example.com', '192.0.2.1', '192.0.2.2']) assert.equal(text.split(name).length, 2, name);
});

it('lines to two roles on one server do not cross, and hardly any elsewhere', () => {
  const roles = ['web', 'api', 'admin'].map((name) => `  ${name}: {hosts: [192.0.2.1], proxy: {host: ${name}.example.com}}`).join('\n');
  const one = topologyOf(deploymentIn(`service: a\nimage: b\nservers:\n${roles}\n`));
  assert.deepEqual(
    widths.map((width) => crossings(layout(one, width))),
    [0, 0, 0],
  );
  const counts = realDeployments().flatMap(({ deployment }) => widths.map((width) => crossings(layout(topologyOf(deployment), width))));
  // Where a role stands on several servers, some cannot be helped.
  const all = counts.reduce((sum, count) => sum + count, 0);
  assert.ok(all <= 17, `${all} in ${counts.length} pictures`);
});

it('two hundred servers are drawn in under 100 ms', () => {
  const hosts = Array.from({ length: 200 }, (_, index) => `10.0.${index >> 5}.${index}`);
  const accessories = Object.fromEntries(hosts.slice(100).map((host, index) => [`a${index}`, { host, image: 'redis' }]));
  const project = {
    service: 'big',
    image: 'a/b',
    servers: { web: hosts.slice(0, 150), job: hosts.slice(50) },
    proxy: { host: 'a.com' },
    accessories,
  };
  const topology = topologyOf(deploymentIn(JSON.stringify(project)));
  const times = Array.from({ length: 5 }, () => {
    const start = processorTime();
    svg(layout(topology, 1000));
    return processorTime() - start;
  });
  assert.ok(Math.min(...times) < 100, times.join(', '));
  assertWhole(topology, layout(topology, 1000));
});

it('of many servers with the same on them the first are drawn, and how many more there are', () => {
  const hosts = Array.from({ length: 800 }, (_, index) => `10.0.${index >> 8}.${index & 255}`);
  const topology = topologyOf(deploymentIn(JSON.stringify({ service: 'big', image: 'a/b', servers: { web: hosts } })));
  const text = svg(layout(topology, 1000));
  assert.equal(new Set(text.match(/>10\.0\.\d+\.\d+</g)).size, 500);
  assert.match(text, />and 300 more</);
});

it('forty roles behind kamal-proxy on one server leave room for words', () => {
  const servers = Object.fromEntries(
    Array.from({ length: 40 }, (_, index) => [`role-${index}`, { hosts: ['192.0.2.1'], proxy: { host: `r${index}.example.com` } }]),
  );
  const topology = topologyOf(deploymentIn(JSON.stringify({ service: 'many', image: 'a/b', servers })));
  for (const width of widths) assertWhole(topology, layout(topology, width));
});

it('text of a file is text in a picture, and finds its place again', () => {
  const deployment = deploymentIn(`service: a\nimage: b\nservers: {web: {hosts: ['<script>'], cmd: '"&'}}\nproxy: {host: 'x"y'}\n`);
  const text = svg(layout(topologyOf(deployment), 800), ({ chunk, from, to }) => `${chunk.file}:${chunk.text.slice(from, to)}`);
  assert.ok(!text.includes('<script>'));
  assert.ok(text.includes('&lt;script&gt;') && text.includes('&quot;&amp;'));
  assert.ok(text.includes(`data-at="config/deploy.yml:'x&quot;y'"`));
  assert.match(mermaid(topologyOf(deployment)), /\["#60;script#62;"\]/);
});

it('lines break behind what parts words, and lose nothing', () => {
  assert.deepEqual(wrap('https://a.example.com/api', 'name', widthOf('https://a.', 'name')), ['https://a.', 'example.', 'com/api']);
  assert.deepEqual(wrap('abcdefghij', 'name', widthOf('abcd', 'name')), ['abcd', 'efgh', 'ij']);
  assert.deepEqual(wrap('', 'name', 100), ['']);
  assert.deepEqual(wrapShort('a b c d e f g h', 'name', widthOf('a b c', 'name'), 2), ['a b c', 'd e …']);
});
