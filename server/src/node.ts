import { createConnection } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { nodeFiles } from './project/node-files.ts';
import { serve } from './server.ts';
import type { Door } from './server/door.ts';

/** Reads the disk for `file:` projects; others are read through the client. */
const door: Door = {
  files: (root, folders) => {
    const paths = folders.map((folder) => URI.parse(folder)).filter(({ scheme }) => scheme === 'file');
    const folder = URI.parse(root);
    return folder.scheme === 'file'
      ? nodeFiles(
          folder.fsPath,
          paths.map(({ fsPath }) => fsPath),
        )
      : undefined;
  },
};

const ways = ['--stdio', '--node-ipc', '--pipe', '--socket'];

if (process.argv.slice(2).some((argument) => ways.some((way) => argument.startsWith(way)))) serve(createConnection(), door, setImmediate);
else {
  process.stderr.write(
    'This is the language server for Kamal. An editor starts it with --stdio or --node-ipc; to check files, use cli.js.\n',
  );
  process.exitCode = 2;
}
