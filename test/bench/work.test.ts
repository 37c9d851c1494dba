// The cost of a file grows with its size, not faster, and ten destinations cost little more than one. Counted, so that a busy machine changes nothing.
import { countWork } from './work.ts';
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { read } from '../../server/src/source/read.ts';
import { generate, generateDestination } from './generate.ts';
import { base, projectOf, typist } from './typing.ts';

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
