// The picture's parts: what each stands for in base and destination, and what is wrong with it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { partsAt } from '../../client/src/picture/partsAt.ts';
import { picture } from '../../server/src/features/picture.ts';
import { judgedOf } from '../../server/src/features/tree.ts';
import type { DeploymentPicture } from '../../server/src/protocol.ts';
import { generate } from '../bench/generate.ts';
import { base } from '../bench/typing.ts';
import { processorTime } from '../support/processorTime.ts';
import { filesIn, roundOf, uriOf } from './project.ts';

const project = filesIn(`//- config/deploy.yml
service: shop
image: acme/shop
servers:
  web: [192.0.2.1, 192.0.2.2]
  api:
    hosts: [192.0.2.1]
    cmd: bin/api
    proxy: {host: api.example.com}
proxy:
  host: shop.example.com
  ssl: true
registry: {username: u, password: [REGISTRY]}
builder: {arch: amd64}
accessories:
  db:
    image: postgres:16
    host: 192.0.2.3
//- config/deploy.staging.yml
servers:
  web: [192.0.2.9]
  api:
    hosts: [192.0.2.9]
proxy:
  host: staging.example.com
`);

function pictureOf(files: ReadonlyMap<string, string>, destination?: string | null): DeploymentPicture {
  const { analysis, shown } = roundOf(files);
  const result = judgedOf(analysis, base, destination)!;
  return picture(analysis, result, shown, { uri: uriOf(base), version: 1, uriOf, width: 700, details: false });
}

/** The word at the place that is lit when the cursor stands at `|` in a line of a file. */
function litAt(drawn: DeploymentPicture, files: ReadonlyMap<string, string>, file: string, line: string): string {
  const character = line.indexOf('|');
  const text = files.get(file)!.split('\n');
  const number = text.indexOf(line.replace('|', ''));
  assert.notEqual(number, -1, line);
  const [first] = partsAt(drawn.parts, uriOf(file), { line: number, character });
  const part = drawn.parts.find(({ at }) => at === first);
  if (!part) return '-';
  const { uri, range } = part.target;
  const words = files.get(uri.replace('file:///shop/', ''))!.split('\n')[range.start.line]!;
  return words.slice(range.start.character, range.end.character);
}

suite('the cursor lights the narrowest part that the line says something about', () => {
  const cases: readonly (readonly [destination: string | null, file: string, line: string, lit: string])[] = [
    [null, base, '  web: [192.0.2.1, 192.0.2|.2]', '192.0.2.2'],
    [null, base, '  w|eb: [192.0.2.1, 192.0.2.2]', 'web'],
    [null, base, '    cmd: bin/a|pi', 'api'],
    [null, base, '    proxy: {host: api.exa|mple.com}', 'api.example.com'],
    [null, base, '  host: shop.exa|mple.com', 'shop.example.com'],
    [null, base, '  ssl: tr|ue', 'proxy'],
    [null, base, '    image: post|gres:16', 'db'],
    [null, base, 'serv|ice: shop', '-'],
    // With a destination: in its own file, and in the base what the destination overrides or leaves.
    ['staging', 'config/deploy.staging.yml', '  web: [192.|0.2.9]', '192.0.2.9'],
    ['staging', 'config/deploy.staging.yml', '    hos|ts: [192.0.2.9]', 'api'],
    ['staging', 'config/deploy.staging.yml', '  host: stag|ing.example.com', 'staging.example.com'],
    ['staging', base, '    cmd: bin/a|pi', 'api'],
    ['staging', base, '  web: [192.0.2.1, 192.0.2|.2]', 'web'],
    ['staging', base, '  host: shop.exa|mple.com', 'proxy'],
    ['staging', base, '    image: post|gres:16', 'db'],
  ];
  for (const [destination, file, line, lit] of cases) {
    test(`${line.trim()} of ${file}${destination ? `, ${destination} shown` : ''}`, () => {
      assert.equal(litAt(pictureOf(project, destination), project, file, line), lit);
    });
  }
});

test('what is wrong is told by the part that it belongs to, and what belongs to none beside the picture', () => {
  const wrong = new Map(project);
  wrong.set(base, `${project.get(base)!.replace('cmd: bin/api', 'cdm: bin/api')}retain_containers: many\n`);
  const drawn = pictureOf(wrong);
  const api = drawn.parts.find(({ target }) => target.range.start.line === 4)!;
  assert.match(api.problems[0]?.message ?? '', /`cdm`/);
  assert.deepEqual(
    drawn.elsewhere.map(({ target: { range } }) => range.start.line),
    [17],
  );
});

test("another destination's errors are not this one's", () => {
  const files = new Map([...project, ['config/deploy.qa.yml', 'retain_containers: many\n']]);
  assert.deepEqual(pictureOf(files, 'staging').elsewhere, []);
  assert.equal(pictureOf(files, 'qa').elsewhere.length, 1);
});

suite('at 159 lines', () => {
  const text = generate(159);

  test('a picture is there within 50 ms of the diagnostics', () => {
    const { analysis, shown } = roundOf(new Map([[base, text]]));
    const times = Array.from({ length: 5 }, (_, index) => {
      // As after an edit: nothing of the deployment is known yet.
      const again = index === 0 ? { analysis, shown } : roundOf(new Map([[base, text.replace('image: ', `image: a${index}`)]]));
      const result = again.analysis.deployments[0]!;
      const begin = processorTime();
      picture(again.analysis, result, again.shown, { uri: uriOf(base), version: 1, uriOf, width: 700, details: false });
      return processorTime() - begin;
    });
    assert.ok(Math.min(...times) < 50, times.join(', '));
  });
});
