import { Session } from 'node:inspector/promises';
import type { Profiler } from 'node:inspector';
import { setFlagsFromString } from 'node:v8';

// Optimised code inlines functions, and inlined blocks are not counted.
setFlagsFromString('--no-opt');
setFlagsFromString('--no-maglev');
// Code that is thrown away and compiled again begins to count from nothing.
setFlagsFromString('--no-flush-bytecode');

const session = new Session();
session.connect();
// V8 counts blocks in what it compiles from now on. A function that has run before is counted whole, whichever way it takes: so whoever counts
// imports this file first, in a process of its own (`scripts/unit.mjs`).
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/**
 * Counts the work that `run` does: how much code is executed, in characters, each as often as it runs (V8's exact block counts). Unlike
 * time it is the same at every run, whatever else the machine does. What V8 does itself (regular expressions, `slice`, sorting) is not in it.
 * @param of which scripts count, by a piece of their URL
 */
export async function countWork(run: () => unknown, of: readonly string[] = ['/server/src/', '/node_modules/yaml/']): Promise<number> {
  return (await executedBy(run))
    .filter(({ url }) => of.some((part) => url.includes(part)))
    .flatMap(({ functions }) => functions)
    .reduce((sum, { ranges }) => sum + executed(ranges), 0);
}

/** How often `run` calls functions of a name, by the path of their script under `server/src`. */
export async function countCalls(run: () => unknown, name: string): Promise<ReadonlyMap<string, number>> {
  const calls = new Map<string, number>();
  for (const { url, functions } of await executedBy(run)) {
    const [, path] = /\/server\/src\/([^?]+)/.exec(url) ?? [];
    const count = functions.reduce((sum, { functionName, ranges }) => sum + (functionName === name ? ranges[0]!.count : 0), 0);
    if (path && count > 0) calls.set(path, count);
  }
  return calls;
}

async function executedBy(run: () => unknown): Promise<readonly Profiler.ScriptCoverage[]> {
  await session.post('Profiler.takePreciseCoverage');
  run();
  return (await session.post('Profiler.takePreciseCoverage')).result;
}

/** Ranges nest, and the innermost one counts: the first is the function itself. */
function executed(ranges: readonly Profiler.CoverageRange[]): number {
  let sum = 0;
  const around: Profiler.CoverageRange[] = [];
  for (const range of ranges) {
    while (around.length > 0 && around.at(-1)!.endOffset <= range.startOffset) around.pop();
    const outer = around.at(-1);
    sum += (range.endOffset - range.startOffset) * (range.count - (outer?.count ?? 0));
    around.push(range);
  }
  return sum;
}
