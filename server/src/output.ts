import { fstatSync, statSync, writeSync } from 'node:fs';

/** Where a program writes to: 1 or 2, as the system counts. */
type Descriptor = 1 | 2;

/** Node's own stream of it; loads a good part of Node, a twentieth of the time that a check takes. */
const streamOf = (to: Descriptor): NodeJS.WriteStream => (to === 1 ? process.stdout : process.stderr);

/** Does a person look on? Of most else that is known at once. */
export function isTerminal(to: Descriptor): boolean {
  try {
    const file = fstatSync(to);
    // What is thrown away is a device as well.
    if (!file.isCharacterDevice() || file.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev) return false;
  } catch {
    // Some systems tell nothing about their terminals.
  }
  return Boolean(streamOf(to).isTTY);
}

/**
 * Writes all of a text before it returns; where a pipe is full and does not wait, Node's stream does the rest, and whatever follows.
 * A reader such as `head` may go before all is written: then nobody wants the rest.
 */
export function writing(to: Descriptor): (text: string) => void {
  let stream: NodeJS.WriteStream | undefined;
  let gone = false;
  const failed = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    gone = true;
  };
  return (text) => {
    if (gone) return;
    let rest = Buffer.from(text);
    try {
      if (!stream) while (rest.length > 0) rest = rest.subarray(writeSync(to, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') return failed(error as NodeJS.ErrnoException);
      stream = streamOf(to).on('error', failed);
    }
    stream?.write(rest);
  };
}
