/**
 * May text be coloured where nobody said so on the command line? `NO_COLOR` and `FORCE_COLOR` as their conventions have it: set to anything
 * but nothing (and `0`, for the latter), and the refusal wins.
 */
export function coloursWanted(env: Readonly<Record<string, string | undefined>>, terminal: boolean): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return terminal && env['TERM'] !== 'dumb';
}
