/**
 * The lines that are unfinished while somebody types on one: that line, and the keys that it stands below, as `web:` above its first server.
 * @param lineAt the text of a line
 * @param line where the cursor stands; on a line of blanks, `character` tells below what, and a key right above it that has nothing yet
 */
export function unfinished(lineAt: (line: number) => string, line: number, character: number): Set<number> {
  const lines = new Set([line]);
  const text = lineAt(line);
  let below = indentOf(text) ?? { indent: Math.max(character, line > 0 ? within(lineAt(line - 1)) : 0), item: false };
  for (let above = line - 1; above >= 0 && (below.indent > 0 || below.item); above--) {
    const written = indentOf(lineAt(above));
    if (written === undefined || !isAbove(written, below)) continue;
    lines.add(above);
    below = written;
  }
  return lines;
}

interface Indent {
  readonly indent: number;
  /** Does it begin with a dash? An item may stand right below its key. */
  readonly item: boolean;
}

function isAbove(written: Indent, { indent, item }: Indent): boolean {
  return written.indent < indent || (item && written.indent === indent && !written.item);
}

/** From which column on something stands below a key that has nothing yet; 0: it is none. */
function within(text: string): number {
  return /^[^#]*:[ \t]*$/.test(text) ? (indentOf(text)?.indent ?? -1) + 1 : 0;
}

/** undefined: blank, or a comment. */
function indentOf(text: string): Indent | undefined {
  const [, blanks, dash] = /^([ \t]*)(?:(-)(?=[ \t]|$)|[^\s#])/.exec(text) ?? [];
  return blanks === undefined ? undefined : { indent: blanks.length, item: dash !== undefined };
}
