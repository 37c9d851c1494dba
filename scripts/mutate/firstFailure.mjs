// A reporter for node:test that ends the process at the first test that fails, and names it.
import { writeSync } from 'node:fs';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* firstFailure(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:fail' || data.todo) continue;
    writeSync(1, `failed: ${data.name}\n`);
    process.exit(1);
  }
  yield '';
}
