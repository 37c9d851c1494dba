// A reporter for node:test that adds up, in the words that scripts/test.mjs reads, and names what was skipped: nothing skips in silence.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* countReporter(events) {
  let passed = 0;
  let failed = 0;
  let skipped = 0;
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue;
    const left = data.skip ?? data.todo;
    if (left !== undefined && left !== false) {
      skipped++;
      yield `skipped: ${data.name}${typeof left === 'string' && left ? ` (${left})` : ''}\n`;
    } else if (type === 'test:pass') passed++;
    else failed++;
  }
  yield `passed ${passed} failed ${failed} skipped ${skipped}\n`;
}
