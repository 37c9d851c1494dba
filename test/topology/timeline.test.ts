import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { sizes, widthOf } from '../../server/src/topology/picture/text.ts';
import { timelineSvg } from '../../server/src/topology/picture/timeline.ts';
import { timelineOf, type Seconds, type Timeline } from '../../server/src/topology/timeline.ts';
import { topologyOf } from '../../server/src/topology/topology.ts';
import { overlap } from './geometry.ts';
import { realDeployments } from './projects.ts';

const rest = 'service: shop\nimage: a/b\nregistry: {username: u, password: [P]}\nbuilder: {arch: amd64}\n';

function timeline(text: string): Timeline {
  const [alone] = analyzeTexts(new Map([['config/deploy.yml', rest + text]])).deployments;
  return timelineOf(topologyOf(alone!.deployment));
}

const say = ({ best, worst }: Seconds): string => `${best}–${worst}`;

function told({ lanes, gate, end }: Timeline): string[] {
  return [
    ...lanes.map(
      ({ host, group, bars }) =>
        `${group} ${host}: ${bars.map(({ role, start, healthy, stopped }) => `${role} ${say(start)}, ${say(healthy)}, ${say(stopped)}`).join(' · ')}`,
    ),
    gate ? `gate ${gate.role} ${say(gate.at)}` : 'no gate',
    `end ${say(end)}`,
  ];
}

suite('time line', () => {
  test('one proxied role may be there at once, or take all of deploy_timeout and drain_timeout', () => {
    assert.deepEqual(told(timeline('servers: [h1, h2]\n')), [
      '1 h1: web 0–0, 0–30, 0–60',
      '1 h2: web 0–0, 0–30, 0–60',
      'no gate',
      'end 0–60',
    ]);
  });

  test('on a server the primary role goes first, elsewhere others wait for its first healthy container', () => {
    const text =
      'servers:\n  web: [h1]\n  job:\n    hosts: [h1, h2]\n    cmd: bin/jobs\ndeploy_timeout: 20\ndrain_timeout: 10\nreadiness_delay: 4\n';
    assert.deepEqual(told(timeline(text)), [
      '1 h1: web 0–0, 0–20, 0–30 · job 0–30, 4–50, 4–60',
      '1 h2: job 0–20, 4–40, 4–50',
      'gate web 0–20',
      'end 4–60',
    ]);
  });

  test('groups come one after the other, with boot.wait between them', () => {
    assert.deepEqual(told(timeline('servers: [h1, h2, h3]\nboot: {limit: 2, wait: 5}\ndrain_timeout: 0\n')), [
      '1 h1: web 0–0, 0–30, 0–30',
      '1 h2: web 0–0, 0–30, 0–30',
      '2 h3: web 5–35, 5–65, 5–65',
      'no gate',
      'end 10–70',
    ]);
  });

  test('is drawn within its width, each host once', () => {
    for (const width of [400, 900, 1600]) {
      const svg = timelineSvg(
        timeline('servers:\n  web: [h1, h2]\n  job: {hosts: [h1, a-rather-long-name-of-a-server.internal.example.com], cmd: bin/jobs}\n'),
        width,
      );
      const xs = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)].map(([, x, w]) => Number(x) + Number(w));
      assert.ok(xs.length > 0 && xs.every((x) => x <= width), `${width}: ${xs.join(' ')}`);
      assert.equal(svg.match(/>h1</g)?.length, 1);
    }
  });

  for (const { name, deployment } of realDeployments()) {
    test(`${name}: nothing is cut off, and no words stand over others`, () => {
      for (const width of [400, 800, 1600]) {
        const svg = timelineSvg(timelineOf(topologyOf(deployment)), width);
        const texts = [...svg.matchAll(/<text class="\w+" x="([\d.]+)" y="([\d.]+)" font-size="(\d+)">([^<]*)</g)].map(
          ([, x, y, size, words]) => ({
            words: words!,
            x: Number(x),
            y: Number(y) - Number(size) * 0.8,
            width: widthOf(words!, size === String(sizes.name) ? 'name' : 'detail'),
            height: Number(size),
          }),
        );
        for (const [index, a] of texts.entries()) {
          assert.ok(a.x >= 0 && a.x + a.width <= width, `"${a.words}" leaves ${width} pixels`);
          for (const b of texts.slice(index + 1)) assert.ok(!overlap(a, b), `"${a.words}" and "${b.words}" at ${width} pixels`);
        }
      }
    });
  }

  test('without servers it says why', () => {
    const head = (text: string): string | undefined => /class="strong"[^>]*>([^<]*)</.exec(timelineSvg(timeline(text), 800))?.[1];
    assert.equal(head('servers: {}\n'), 'After the build: no server is named');
    assert.equal(head('servers: <%= hosts %>\n'), 'After the build: ERB decides on the servers, and so on the time');
    assert.equal(
      head('servers:\n<% hosts.each do |host| %>\n  - <%= host %>\n<% end %>\n'),
      'After the build: ERB decides on the servers, and so on the time',
    );
  });

  test('names of servers and roles are text and nothing else', () => {
    assert.doesNotMatch(timelineSvg(timeline('servers:\n  web: ["<script>alert(1)</script>"]\n'), 800), /<script/);
  });
});
