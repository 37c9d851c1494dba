import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';

/**
 * Holds answers against those that are stored as JSON; UPDATE=1 writes them anew.
 * @param subjects by their names what gives each answer
 */
export function tell(title: string, stored: URL, subjects: Readonly<Record<string, () => unknown>>): void {
  suite(title, { timeout: 10_000 }, () => {
    const before = existsSync(stored) ? (JSON.parse(readFileSync(stored, 'utf8')) as Record<string, unknown>) : {};
    const now: Record<string, unknown> = {};
    for (const [name, made] of Object.entries(subjects))
      test(name, async () => {
        // What JSON has no word for is told as null.
        now[name] = JSON.parse(JSON.stringify(await made(), (_key, value: unknown) => (value === undefined ? null : value)));
        if (process.env['UPDATE']) writeFileSync(stored, `${JSON.stringify(now, undefined, 2)}\n`);
        else assert.deepEqual(now[name], before[name]);
      });
  });
}
