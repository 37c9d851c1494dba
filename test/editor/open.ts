// Second half of `npm start` where there is no desktop VS Code: the VS Code server on examples/, until Ctrl-C.
import path from 'node:path';
import { root } from './places.ts';
import { startServer } from './vscode-server.ts';

const examples = path.join(root, 'examples');
const server = await startServer();
const address = server.address(examples, [
  ['extensionDevelopmentPath', server.uri(root)],
  ['openFile', server.uri(path.join(examples, 'config/deploy.yml'))],
]);
console.log(
  `There is no desktop VS Code here (no \`code\` on the PATH), so VS Code runs as a server. Open it in a browser:\n\n  ${address}\n`,
);

if (process.argv.includes('--exit')) {
  // The first answer turns the token of the address into a cookie, as it does for a browser.
  const first = await fetch(address, { redirect: 'manual' });
  const answer = await fetch(server.address(examples), { headers: { cookie: first.headers.getSetCookie().join('; ') } });
  const workbench = (await answer.text()).includes('workbench.js');
  console.log(workbench ? 'The workbench answers.' : `No workbench there: status ${answer.status}.`);
  await server.stop();
  process.exit(workbench ? 0 : 1);
}

console.log('Ctrl-C ends it.');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.stop().then(() => process.exit(0));
  });
}
