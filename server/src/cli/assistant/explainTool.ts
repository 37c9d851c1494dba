import { explain } from '../../report/explain.ts';
import type { Terminal } from '../terminal.ts';
import { explainTool as described } from './described.ts';
import { refusal, texts, type Answer, type Tool } from './tool.ts';

/** `kamal_explain`: the page of a rule, or what a key is for. */
export const explainTool = ({ page }: Pick<Terminal, 'page'>): Tool => ({
  ...described(),
  call(given): Answer {
    const wanted = texts(given, ['rule', 'key'] as const);
    if (wanted instanceof Error) return refusal(wanted.message);
    return explain(wanted, page);
  },
});
