// What the terminal says, whole: `said/*.txt` are projects and what is asked about them, `*.told.txt` the answers. UPDATE=1 writes these anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { toolsOf } from '../../server/src/cli/assistant/index.ts';
import { filesIn } from '../features/project.ts';
import { runLoading, terminalOf, type Ran } from './terminal.ts';

const folder = new URL('said/', import.meta.url);

/** `=== mcp` lists the tools of assistants, `=== mcp NAME ARGUMENTS` calls one: without the wire, which test/protocol holds. */
function asAssistant(asked: string, texts: ReadonlyMap<string, string>): Ran {
  const { terminal, ran } = terminalOf(texts);
  const [, name, given] = /^(\w*) ?(.*)$/.exec(asked)!;
  const tools = toolsOf(terminal);
  if (name === '') terminal.out(`${JSON.stringify(tools, undefined, 2)}\n`);
  else {
    const { text, data, wrong } = tools.find((tool) => tool.name === name)!.call(JSON.parse(given!) as Record<string, unknown>);
    terminal.out(`${text}\n${data ? `--- as data\n${JSON.stringify(data, undefined, 2)}\n` : ''}${wrong ? '--- is wrong\n' : ''}`);
  }
  return ran(0);
}

/** `=== ARGUMENTS` asks about the project above it. */
async function answers(text: string): Promise<string> {
  const [project = '', ...asked] = text.split(/^=== /m);
  const texts = filesIn(project);
  const told: string[] = [];
  for (const line of asked) {
    const argv = line.trim();
    const { status, out, err, written } = /^mcp\b/.test(argv)
      ? asAssistant(argv.slice('mcp '.length), texts)
      : await runLoading(argv.split(' ').filter(Boolean), texts);
    const files = [...written].map(([file, content]) => `--- writes ${file}\n${content}`).join('');
    const all = `${out}${err && `--- and to stderr\n${err}`}${files}`.replaceAll('\u001b', '␛');
    told.push(`=== ${argv}\n${all}--- ends with ${status}\n`);
  }
  return told.join('\n');
}

suite('what the terminal says', () => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith('.txt') && !one.endsWith('.told.txt'))) {
    test(name, async () => {
      const stored = new URL(name.replace('.txt', '.told.txt'), folder);
      const found = await answers(readFileSync(new URL(name, folder), 'utf8'));
      if (process.env['UPDATE']) writeFileSync(stored, found);
      assert.equal(found, existsSync(stored) ? readFileSync(stored, 'utf8') : '', 'read the difference; UPDATE=1 stores it');
    });
  }
});
