/** What stands before the cursor in a secrets file. Only the line up to the cursor decides, so that half-typed lines are understood. */
export type SecretsCursor =
  /** Where a line may begin with a name. */
  | { readonly at: 'name'; readonly typed: string; readonly exported: boolean }
  /** Behind `$`, in a value that is expanded. */
  | { readonly at: 'variable'; readonly typed: string; readonly braced: boolean }
  /** Within `$(kamal secrets …)`: the words before, and the one that is being typed. */
  | { readonly at: 'command'; readonly words: readonly string[]; readonly typed: string }
  /** At the very beginning of a value. */
  | { readonly at: 'value' }
  | { readonly at: 'nothing' };

/** @param line up to the cursor */
export function secretsCursor(line: string): SecretsCursor {
  const name = /^[^\S\n]*(export[^\S\n]+)?([\w.]*)$/.exec(line);
  if (name) return { at: 'name', typed: name[2]!, exported: name[1] !== undefined };
  const value = /^[^\S\n]*(?:export[^\S\n]+)?[\w.]+(?:[^\S\n]*=|:[^\S\n])[^\S\n]*(.*)$/s.exec(line)?.[1];
  if (value === undefined || value.startsWith("'") || (!value.startsWith('"') && /(^|\s)#/.test(value))) return { at: 'nothing' };
  const command = /\$\(\s*kamal\s+secrets(\s[^)]*)?$/s.exec(value);
  const variable = /(?:^|[^\\])\$(\{?)(\w*)$/.exec(value);
  if (variable) return { at: 'variable', typed: variable[2]!, braced: variable[1] !== '' };
  if (command?.[1] !== undefined) {
    const words = command[1].trimStart().split(/\s+/);
    return { at: 'command', words: words.slice(0, -1), typed: words.at(-1)! };
  }
  return value === '' || value === '"' ? { at: 'value' } : { at: 'nothing' };
}
