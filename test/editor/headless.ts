// Runs what `code --extensionDevelopmentPath=… --extensionTestsPath=… FOLDER` would run, in the VS Code server and a headless Chromium.
import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { resultsFolder } from './places.ts';
import { startServer } from './vscode-server.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

const limit = 300_000;

const args = process.argv.slice(2);
const folder = path.resolve(args.find((arg) => !arg.startsWith('-')) ?? '.');

function option(name: string): string {
  const value = args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  if (value === undefined) throw new Error(`--${name}= is missing`);
  return value;
}

mkdirSync(resultsFolder, { recursive: true });
const log = createWriteStream(path.join(resultsFolder, 'workbench.log'));
const server = await startServer();
let workbench: Workbench | undefined;
let code = 1;
try {
  let exit: (code: number) => void = () => {};
  const exited = new Promise<number>((resolve) => (exit = resolve));
  const timer = setTimeout(() => {
    console.error(`the suite did not end within ${limit / 1000} s; see ${log.path}`);
    exit(124);
  }, limit);
  const address = server.address(folder, [
    ['extensionDevelopmentPath', server.uri(option('extensionDevelopmentPath'))],
    ['extensionTestsPath', server.uri(option('extensionTestsPath'))],
  ]);
  workbench = await openWorkbench(address, {
    codeAutomationLog: (_type: string, args: unknown[]) => log.write(`${format(...args)}\n`),
    codeAutomationExit: (code: number) => exit(code),
  });
  code = await exited;
  clearTimeout(timer);
} finally {
  await workbench?.browser.close();
  await server.stop();
}
process.exit(code);
