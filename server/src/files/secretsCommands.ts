/** A word of a command, without its quotes, with its offsets in the file. */
export interface CommandWord {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** Holds a `$`: only a shell knows what it comes to. */
  readonly open: boolean;
}

/** One `kamal secrets fetch …` or `kamal secrets extract …` in a secrets file. */
export interface SecretsCommand {
  readonly command: 'fetch' | 'extract';
  /** What stands behind the command's name, options among it. */
  readonly words: readonly CommandWord[];
  /** Offsets of the whole command. */
  readonly from: number;
  readonly to: number;
}

/** The `$(kamal secrets …)` in a stretch of a secrets file, from an offset on; values are looked at for nothing else. */
export function secretsCommands(text: string, from: number, to: number): SecretsCommand[] {
  const found: SecretsCommand[] = [];
  for (const match of text.slice(from, to).matchAll(/\$\(\s*kamal\s+secrets\s+(fetch|extract)\b((?:[^()\n]|\([^()\n]*\))*)\)/g)) {
    const start = from + match.index;
    const rest = match[2] ?? '';
    const after = start + match[0].length - 1 - rest.length;
    const words = [...rest.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map((word) => {
      const at = after + word.index;
      return { text: word[0].replace(/["']/g, ''), from: at, to: at + word[0].length, open: /[$`]/.test(word[0]) };
    });
    found.push({ command: match[1] as 'fetch' | 'extract', words, from: start, to: start + match[0].length });
  }
  return found;
}

/** Options of a command, and what is left: names of secrets. */
export function takenApart({ words }: SecretsCommand): {
  options: ReadonlyMap<string, CommandWord | undefined>;
  names: readonly CommandWord[];
} {
  const options = new Map<string, CommandWord | undefined>();
  const names: CommandWord[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    const [, name, value] = /^(--?[a-z]+)(?:=(.*))?$/s.exec(word.text) ?? [];
    if (name === undefined) names.push(word);
    else if (value !== undefined)
      options.set(name === '-a' ? '--adapter' : name, { ...word, text: value, from: word.from + name.length + 1 });
    else options.set(name === '-a' ? '--adapter' : name, words[++i]);
  }
  return { options, names };
}
