import { readdirSync, readFileSync } from 'node:fs';
import { decode } from '../../server/src/source/decode.ts';

/** One small project and what real Kamal 2.12.0 says about it; `README.md` beside this file explains the fields. */
export interface Case {
  readonly name: string;
  readonly subject: string;
  /** Bytes where the text is not UTF-8. */
  readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
  readonly destination?: string;
  readonly kamal: {
    readonly accepts: boolean;
    readonly error?: string;
    readonly message?: string;
    readonly resolved?: Record<string, unknown>;
  };
}

const folder = new URL('cases/', import.meta.url);

/** All cases, file by file. */
export function cases(): Case[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .sort()
    .flatMap((name) =>
      readFileSync(new URL(name, folder), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => ({ ...(JSON.parse(line) as Omit<Case, 'subject'>), subject: name.replace('.jsonl', '') })),
    );
}

/** A case's files as the command line would read them. */
export function textsOf(one: Case): Map<string, string | { text: string; invalidAt?: number }> {
  return new Map(
    Object.entries(one.files).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : decode(Buffer.from(content.base64, 'base64')),
    ]),
  );
}
