const rulePages = 'https://github.com/kamal-tools/vscode-kamal/blob/main/docs/rules/';

/** The page that documents a rule. */
export function rulePage(rule: string): string {
  return `${rulePages}${rule}.md`;
}
