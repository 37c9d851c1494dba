/**
 * The version of Kamal that a Gemfile.lock pins: the line `    kamal (2.12.0)` under `specs:`, indented by four.
 * @returns null where the lock file names none
 */
export function kamalVersion(lock: string): string | null {
  return /^ {4}kamal \(([0-9][^)\s]*)\)/m.exec(lock)?.[1] ?? null;
}
