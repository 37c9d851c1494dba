// The cost of a file grows with its size, not faster, and ten destinations cost little more than one. Counted, so that a busy machine changes nothing.
import { countWork } from './work.ts';
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import { read } from '../../server/src/source/read.ts';
import { generate, generateDestination } from './generate.ts';
import { plansOf } from '../../server/src/plan/plans.ts';
import { run } from '../cli/terminal.ts';
import { base, projectOf, typist } from './typing.ts';

const snapshot = (texts: ReadonlyMap<string, string>) => ({ analysis: analyzeTexts(texts), files: filesOf(texts) });

const sizes = [159, 2002, 20_000];

/** Exponents of growth from each size to the next: 1 where twice the text costs twice the work. */
async function exponents(t: TestContext, what: string, workOn: (text: string) => Promise<number>): Promise<number[]> {
  const counted: { readonly length: number; readonly work: number }[] = [];
  for (const lines of sizes) {
    const text = generate(lines);
    counted.push({ length: text.length, work: await workOn(text) });
  }
  const growth = counted.slice(1).map(({ length, work }, i) => Math.log(work / counted[i]!.work) / Math.log(length / counted[i]!.length));
  t.diagnostic(`${what}: exponents ${growth.map((one) => one.toFixed(3)).join(', ')} over ${sizes.join(', ')} lines`);
  return growth;
}

function project(lines: number, destinations: number): Map<string, string> {
  const files = Array.from({ length: destinations }, (_, n) => [`config/deploy.d${n}.yml`, generateDestination(n)] as const);
  return new Map([[base, generate(lines)], ...files]);
}

test('the generated files have as many lines as asked for, and Kamal loads them', () => {
  for (const lines of sizes.slice(0, 2)) {
    const files = project(lines, 1);
    assert.equal(files.get(base)!.split('\n').length - 1, lines);
    assert.deepEqual(
      analyzeTexts(files).deployments.map(({ accepted }) => accepted),
      [true, true],
    );
  }
});

test('counted work is the same at every run', async () => {
  const text = generate(159);
  const once = () => countWork(() => read(base, text));
  // What is worked out once for all, such as tables, belongs to no run.
  await once();
  assert.equal(await once(), await once());
});

test('reading grows with the file, not faster', async (t) => {
  const growth = await exponents(t, 'read', (text) => countWork(() => read(base, text)));
  for (const one of growth) assert.ok(one <= 1.05, String(one));
});

test('judging grows with the file, not faster', async (t) => {
  const growth = await exponents(t, 'judge', (text) => countWork(() => analyzeTexts(new Map([[base, text]]))));
  for (const one of growth) assert.ok(one <= 1.05, String(one));
});

test('a fault on each line costs as much for each, however many there are', async () => {
  const work = (lines: number) => countWork(() => analyzeTexts(new Map([[base, `service: shop\nservers:\n${'  k: "v\n'.repeat(lines)}`]])));
  assert.ok((await work(4_000)) / (await work(500)) <= 9);
});

test('a keystroke grows with the file, not faster', async (t) => {
  const growth = await exponents(t, 'keystroke', (text) => {
    const type = typist(projectOf(new Map([[base, text]])), text);
    type();
    return countWork(type);
  });
  for (const one of growth) assert.ok(one <= 1.05, String(one));
});

test('a plan and the commands grow with the servers, not faster', async (t) => {
  const deployment = (servers: number, image: string) => {
    const hosts = Array.from({ length: servers }, (_, number) => `10.0.${number >> 8}.${number & 255}`).join(', ');
    return `service: shop
image: acme/shop
registry: {server: "localhost:5555"}
builder: {arch: amd64}
boot: {limit: 10}
servers:
  web: [${hosts}]
  job: {hosts: [${hosts}], cmd: bin/jobs}
proxy: {host: shop.example.com}
accessories:
  redis: {image: ${image}, roles: [web, job]}
`;
  };
  const plan = (servers: number) => {
    const [before, after] = [new Map([[base, deployment(servers, 'redis:7')]]), new Map([[base, deployment(servers, 'redis:8')]])];
    return countWork(() => plansOf(snapshot(before), snapshot(after)));
  };
  const commands = (servers: number) =>
    countWork(() => run(['commands', '--format', 'text'], new Map([[base, deployment(servers, 'redis:7')]])));
  for (const [what, work] of Object.entries({ plan, commands })) {
    const ratio = (await work(800)) / (await work(100));
    t.diagnostic(`${what}: ${ratio.toFixed(2)} times for eight times the servers`);
    assert.ok(ratio <= 9, `${what}: ${ratio}`);
  }
});

for (const lines of sizes.slice(0, 2)) {
  test(`ten destinations cost at most three times one, at ${lines} lines`, async (t) => {
    const first = async (destinations: number) => countWork(() => analyzeTexts(project(lines, destinations)));
    const keystroke = async (destinations: number) => {
      const files = project(lines, destinations);
      const type = typist(projectOf(files), files.get(base)!);
      type();
      return countWork(type);
    };
    for (const [what, work] of Object.entries({ 'the first time': first, 'after a keystroke': keystroke })) {
      const ratio = (await work(10)) / (await work(1));
      t.diagnostic(`${what}: ${ratio.toFixed(2)} times`);
      assert.ok(ratio <= 3, `${what}: ${ratio}`);
    }
  });
}

for (const lines of sizes.slice(0, 2)) {
  test(`an edit of one variable costs with ten destinations at most 2.2 times what it costs with none, at ${lines} lines`, async (t) => {
    const keystroke = async (destinations: number) => {
      const files = project(lines, destinations);
      const type = typist(projectOf(files), files.get(base)!);
      type();
      return countWork(type);
    };
    const ratio = (await keystroke(10)) / (await keystroke(0));
    t.diagnostic(`${ratio.toFixed(2)} times`);
    assert.ok(ratio <= 2.2, String(ratio));
  });
}

for (const lines of sizes.slice(0, 2)) {
  test(`a keystroke costs at most five times as much where the environment has a say, at ${lines} lines`, async (t) => {
    const keystroke = async (text: string) => {
      const type = typist(projectOf(new Map([[base, text]])), text);
      type();
      return countWork(type);
    };
    const text = generate(lines);
    const ratio = (await keystroke(text.replace(/^image: .*$/m, 'image: acme/<%= ENV["IMAGE"] %>'))) / (await keystroke(text));
    t.diagnostic(`${ratio.toFixed(2)} times`);
    assert.ok(ratio <= 5, String(ratio));
  });
}

test('a keystroke draws nothing where nobody asks for a picture', async () => {
  const text = generate(159);
  const type = typist(projectOf(new Map([[base, text]])), text);
  type();
  assert.equal(
    await countWork(type, ['/server/src/topology/picture/', '/server/src/topology/timeline.ts', '/server/src/features/picture.ts']),
    0,
  );
});
