import type { Terminal } from '../terminal.ts';
import { checkTool } from './checkTool.ts';
import { explainTool } from './explainTool.ts';
import { planTool } from './planTool.ts';
import type { Tool } from './tool.ts';

/** What `kamal-check mcp` offers. */
export const toolsOf = (terminal: Terminal): readonly Tool[] => [checkTool(terminal), planTool(terminal), explainTool(terminal)];
