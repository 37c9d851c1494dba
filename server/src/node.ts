import { IPCMessageReader, IPCMessageWriter, StreamMessageReader } from 'vscode-jsonrpc/node';
import { createProtocolConnection, type Logger, type ProtocolConnection } from 'vscode-languageserver';
import { serve } from './server.ts';
import { diskFiles, diskProjects } from './server/disk.ts';
import type { Platform } from './server/platform.ts';
import { StreamWriter } from './server/streamWriter.ts';

/** What has started this bundle listens (`launch.ts`). */
const told: NodeJS.EventEmitter = process;

/** Reads the disk for `file:` projects; others are read through the client. */
const platform: Platform = {
  files: diskFiles,
  projects: diskProjects,
  next: setImmediate,
  watch(processId, gone) {
    // In a container the number may be that of another world.
    if (!runs(processId)) return;
    const timer = setInterval(() => {
      if (runs(processId)) return;
      clearInterval(timer);
      gone();
    }, 1_000);
    timer.unref();
  },
  late: () => import('./features/late.ts'),
  judged: () => void told.emit('kamal:judged'),
  exit: (code) => process.exit(code),
};

function runs(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const ways: Readonly<Record<string, (logger: Logger) => ProtocolConnection>> = {
  '--stdio': (logger) => createProtocolConnection(new StreamMessageReader(process.stdin), new StreamWriter(process.stdout), logger),
  '--node-ipc': (logger) => createProtocolConnection(new IPCMessageReader(process), new IPCMessageWriter(process), logger),
};

const way = process.argv.slice(2).find((argument) => Object.hasOwn(ways, argument));
if (way) serve(ways[way]!, platform);
else {
  process.stderr.write(
    'This is the language server for Kamal. An editor starts it with --stdio or --node-ipc; to check files, use kamal-check.\n',
  );
  process.exitCode = 2;
}
