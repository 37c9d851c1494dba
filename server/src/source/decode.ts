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
    return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), invalidAt: firstInvalid(bytes) };
  }
}

/** UTF-16 offset of the first byte that begins no UTF-8 character. A U+FFFD in the text is no sign of one: it may be meant. */
function firstInvalid(bytes: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let offset = 0;
  for (let i = 0; i < bytes.length;) {
    const first = bytes[i]!;
    const size = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    try {
      offset += size === 1 ? 1 : decoder.decode(bytes.subarray(i, i + size)).length;
    } catch {
      break;
    }
    i += size;
  }
  return offset;
}
