// What holds for every answer, whatever was asked.

/** A value that nothing may ever repeat. */
export const planted = 'Hunter2Fuzzed';

/** Slower answers than this are a fault: milliseconds of work of this process, whatever else the machine does. */
const slowest = 1_000;

/** What was asked, or one line that says that it took too long. */
export function timed<T>(work: () => T): T | string {
  const start = process.cpuUsage();
  const answer = work();
  const { user } = process.cpuUsage(start);
  return user / 1_000 > slowest ? `took ${Math.round(user / 1_000)} ms` : answer;
}

/** A range that lies outside of the text, or runs backwards. */
export function outside(answer: unknown, text: string): string | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  let wrong: string | undefined;
  JSON.stringify(answer, (_, value: unknown) => {
    const range = value as { start?: { line: number; character: number }; end?: { line: number; character: number } } | null;
    if (range?.start && range.end && typeof range.start.line === 'number') {
      const { start, end } = range;
      const inside = [start, end].every(
        ({ line, character }) => line >= 0 && character >= 0 && character <= (lines[line] ?? '').length && line < lines.length,
      );
      if (!inside || end.line < start.line || (end.line === start.line && end.character < start.character))
        wrong ??= `a range outside of the text: ${JSON.stringify(range)}`;
    }
    return value;
  });
  return wrong;
}

/** The secret behind what it is called, or in an address; what goes on behind it is another one. */
const called = new RegExp(`(?:password|token|key_base|//u)\\W{0,3}${planted}(?![\\w.+=-])`, 'i');

/** Edits belong to the text that they change. */
const ofTheText = new Set(['newText', 'insertText', 'snippet', 'uri']);

/**
 * A secret that an answer repeats.
 * @param text of the file: where it no longer calls the secret one, as when the name is broken in two, nobody can know
 */
export function leak(answer: unknown, text: string): string | undefined {
  if (!called.test(text)) return undefined;
  const told = JSON.stringify(answer, (key, value: unknown) => (ofTheText.has(key) ? undefined : value)) ?? '';
  return told.includes(planted)
    ? `a secret is repeated: ${told.slice(Math.max(0, told.indexOf(planted) - 120), told.indexOf(planted) + 20)}`
    : undefined;
}
