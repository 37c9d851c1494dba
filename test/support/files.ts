/**
 * Several files in one text literal, each after a line with its path from the project's root:
 *
 *     //- /config/deploy.yml
 *     service: shop
 *     //- /.kamal/secrets
 *     TOKEN=$TOKEN
 *
 * Text before the first such line is `config/deploy.yml`.
 */
export function files(literal: string): Map<string, string> {
  const found = new Map<string, string>();
  let path = 'config/deploy.yml';
  for (const line of literal.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const heading = /^\s*\/\/- \/?(\S+)\s*$/.exec(line);
    if (heading) {
      path = heading[1]!;
      found.set(path, '');
    } else if (found.has(path) || line.trim() !== '') found.set(path, (found.get(path) ?? '') + line);
  }
  return found;
}

/** The text without its common indentation and without a first line that is empty: for literals that are indented with the code around them. */
export function dedent(literal: string): string {
  const lines = literal.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n');
  const indents = lines.filter((line) => line.trim()).map((line) => /^ */.exec(line)![0].length);
  const common = Math.min(...indents);
  return lines.map((line) => line.slice(common)).join('\n');
}
