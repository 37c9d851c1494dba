import { Worker } from 'node:worker_threads';
import {
  AbstractMessageReader,
  AbstractMessageWriter,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageReader,
  type MessageWriter,
} from 'vscode-languageserver/node';

/** The server as the browser runs it, in a thread that has what a web worker has, and nothing of Node. */
export interface BrowserWorker {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
  /** Settles when the worker has closed itself. */
  readonly ended: Promise<unknown>;
  /** Whatever state it is in. */
  kill(): void;
}

/** @param bundle path of the worker's script */
export function browserWorker(bundle: string): BrowserWorker {
  const worker = new Worker(new URL('browserScope.mjs', import.meta.url), { workerData: bundle, execArgv: [] });
  return {
    reader: new Reader(worker),
    writer: new Writer(worker),
    ended: new Promise((resolve) => worker.once('exit', resolve)),
    kill: () => void worker.terminate(),
  };
}

class Reader extends AbstractMessageReader {
  constructor(private readonly worker: Worker) {
    super();
    worker.on('error', (error) => this.fireError(error));
    worker.on('exit', () => this.fireClose());
  }

  listen(callback: DataCallback): Disposable {
    this.worker.on('message', callback);
    return { dispose: () => this.worker.off('message', callback) };
  }
}

class Writer extends AbstractMessageWriter {
  constructor(private readonly worker: Worker) {
    super();
  }

  write(message: Message): Promise<void> {
    // A thread has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    this.worker.postMessage(message);
    return Promise.resolve();
  }

  end(): void {}
}
