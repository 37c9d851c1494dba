// However long an editor stays open, the server keeps what is open and nothing else: client and server share this process, whose heap is measured.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { generate } from '../bench/generate.ts';
import { thorough } from '../support/share.ts';
import { Client } from './client.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const text = generate(159);
const somewhere = { line: 12, character: 3 };
const file = (project: number): string => `app${project}/config/deploy.yml`;

/** Bytes that are in use, once the server has nothing left to do. */
async function used(client: Client): Promise<number> {
  client.publications.length = 0;
  // Answers come one after the other, and what waits for an idle moment is done by then.
  await client.hover(file(0), somewhere);
  await new Promise(setImmediate);
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Opens a project, and looks at it as a person does. */
async function lookAt(client: Client, project: number): Promise<void> {
  await client.open(file(project), text.replace('service: shop', `service: shop${project}`));
  await client.hover(file(project), somewhere);
  await client.tree(file(project));
  client.publications.length = 0;
}

/** Looks at some projects, one after the other, and closes each. */
async function lookThrough(client: Client, from: number, to: number): Promise<void> {
  for (let project = from; project < to; project++) {
    await lookAt(client, project);
    client.close(file(project));
  }
}

const MB = 1_000_000;
/** What code and its compiler take as they get warm; an open project of this size takes two thirds of a MB. */
const warming = 2 * MB;
const grown = (before: number, after: number): string => `from ${(before / MB).toFixed(1)} MB to ${(after / MB).toFixed(1)} MB`;

suite('memory', () => {
  test('projects that are closed are forgotten', async () => {
    const client = await Client.start();
    await lookAt(client, 0);
    await lookThrough(client, 1, 60);
    const before = await used(client);
    await lookThrough(client, 60, thorough ? 660 : 160);
    const after = await used(client);
    assert.ok(after < before + warming, grown(before, after));
    await client.stop();
  });

  test('a hundred that are open keep a hundred, and closing them gives that back', async () => {
    const client = await Client.start();
    await lookAt(client, 0);
    await lookThrough(client, 1, 50);
    const before = await used(client);
    for (let project = 1; project <= 100; project++) await lookAt(client, project);
    const open = await used(client);
    for (let project = 1; project <= 100; project++) client.close(file(project));
    const after = await used(client);
    assert.ok(open < before + 100 * MB, grown(before, open));
    assert.ok(after < before + warming, grown(before, after));
    await client.stop();
  });

  test('edits leave nothing behind', async () => {
    const client = await Client.start();
    await lookAt(client, 0);
    const edit = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time++) {
        const at = { line: time % 150, character: 0 };
        client.change(file(0), { range: { start: at, end: at }, text: `# ${time}\n` });
        const version = client.change(file(0), { range: { start: at, end: { line: at.line + 1, character: 0 } }, text: '' });
        // Every few, as somebody does who types faster than the server answers.
        if (time % 5 === 4) await client.judged(file(0), version);
        client.publications.length = 0;
      }
    };
    await edit(500);
    const before = await used(client);
    await edit(thorough ? 5_000 : 1_000);
    const after = await used(client);
    assert.ok(after < before + warming, grown(before, after));
    await client.stop();
  });
});
