import { command } from '../command.ts';

export const mcp = command({
  name: 'mcp',
  summary: 'Offers the same to assistants, as an MCP server over stdio',
  about: `
Tools: kamal_check, kamal_plan, kamal_explain. They read what lies below the folder that the server
is started in, and change nothing. In a client's settings:

  { "mcpServers": { "kamal": { "command": "npx", "args": ["--yes", "kamal-check", "mcp"] } } }`,
  options: {},
  run(_given, _words, terminal) {
    return terminal.serveTools().then(() => 0);
  },
});
