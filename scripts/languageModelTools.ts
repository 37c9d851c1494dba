import { checkTool, editor, explainTool, planTool } from '../server/src/cli/assistant/described.ts';

/** What people see of each tool, and how they name it in a chat. */
const shown = {
  kamal_check: { reference: 'kamalCheck', about: 'What `kamal deploy` would refuse or do wrong' },
  kamal_plan: { reference: 'kamalPlan', about: 'What deploying a change does to running servers' },
  kamal_explain: { reference: 'kamalExplain', about: 'What a rule or a key of deploy.yml means' },
} as Readonly<Record<string, { reference: string; about: string }>>;

/** `contributes.languageModelTools`: the tools of `kamal-check mcp`, as package.json describes them. */
export function languageModelTools(): unknown[] {
  return [checkTool(editor), planTool(editor), explainTool()].map(({ name, title, description, inputSchema }) => ({
    name,
    displayName: title,
    userDescription: shown[name]!.about,
    modelDescription: description,
    toolReferenceName: shown[name]!.reference,
    canBeReferencedInPrompt: true,
    icon: '$(rocket)',
    tags: ['kamal', 'deploy'],
    inputSchema: { type: 'object', ...inputSchema },
  }));
}
