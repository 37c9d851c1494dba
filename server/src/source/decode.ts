/** The bytes of a file as text; `invalidAt` is the offset of the first character that could not be read. */
export interface Decoded {
  readonly text: string;
  readonly invalidAt?: number;
}

/**
 * Decodes a file as Kamal does: UTF-8, a byte order mark kept (it moves the first key, and Psych sees that).
 * Bytes that are no UTF-8 become U+FFFD and `invalidAt` tells where; Ruby refuses such a file, and UTF-16 too.
 */
export function decode(bytes: Uint8Array): Decoded {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    return { text, invalidAt: firstInvalid(bytes, text) };
  }
}

/** A U+FFFD may also be meant: the first that stands for bytes is where the text, encoded again, leaves the bytes. */
function firstInvalid(bytes: Uint8Array, text: string): number {
  const encoder = new TextEncoder();
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    // never between the halves of a surrogate pair
    const cut = /[\udc00-\udfff]/.test(text[middle] ?? '') ? middle - 1 : middle;
    const start = encoder.encode(text.slice(0, cut));
    if (cut <= low ? middle === high : false) break;
    if (start.length <= bytes.length && start.every((byte, i) => byte === bytes[i])) low = Math.max(cut, low);
    else high = middle - 1;
    if (cut < middle && low === cut) {
      if (high === middle) break;
    }
  }
  return low;
}
