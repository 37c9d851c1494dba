import type { CompletionItem } from 'vscode-languageserver';
import { describeKey } from '../hover/key.ts';
import type { CompletionData } from './item.ts';

/** Adds what is known about a completion, in Markdown, once a person looks at it. */
export function resolveCompletion(item: CompletionItem): CompletionItem {
  const { about, documentation } = (item.data ?? {}) as CompletionData;
  const value = documentation ?? (Array.isArray(about) ? describeKey({ path: about, on: 'key' }) : '');
  return value ? { ...item, documentation: { kind: 'markdown', value } } : item;
}
