import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type CallToolResult,
} from '@modelcontextprotocol/sdk/types.js';
import { toolsOf } from './cli/assistant/index.ts';
import type { Terminal } from './cli/terminal.ts';

/**
 * Offers the tools for assistants over stdio by the Model Context Protocol, until the client is gone. In a bundle of its own: nothing else loads the SDK,
 * or the tools.
 * @param version of this program
 */
export async function serveTools(terminal: Terminal, version: string): Promise<void> {
  const tools = toolsOf(terminal);
  const server = new Server({ name: 'kamal-check', version }, { capabilities: { tools: {} } });
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: tools.map(({ name, title, description, inputSchema }) => ({
      name,
      title,
      description,
      inputSchema: { ...inputSchema, type: 'object' as const },
      annotations: { readOnlyHint: true, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }): CallToolResult => {
    const tool = tools.find(({ name }) => name === params.name);
    if (!tool) throw new McpError(ErrorCode.InvalidParams, `There is no tool ${params.name}`);
    const { text, data, wrong } = tool.call(params.arguments ?? {});
    return { content: [{ type: 'text', text }], ...(data && { structuredContent: data }), ...(wrong && { isError: true }) };
  });
  const gone = new Promise<void>((resolve) => {
    // The SDK's own; there is no event of it.
    // oxlint-disable-next-line unicorn/prefer-add-event-listener
    server.onclose = resolve;
    process.stdin.once('end', resolve);
  });
  await server.connect(new StdioServerTransport());
  await gone;
}
