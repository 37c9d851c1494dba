// The thread that stands for a web worker: the script sees a world of its own, with what it may count on in a browser, and nothing of Node.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const scope = {
  console,
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  queueMicrotask,
  performance,
  TextEncoder,
  TextDecoder,
  URL,
  onmessage: null,
  // A thread has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  postMessage: (message) => parentPort.postMessage(message),
  addEventListener: () => {},
  close: () => process.exit(0),
};
scope.self = scope;
vm.createContext(scope);
parentPort.on('message', (data) => scope.onmessage?.({ data }));
vm.runInContext(readFileSync(workerData, 'utf8'), scope, { filename: workerData });
