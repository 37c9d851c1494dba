import { inspect } from '../config/inspect.ts';
import type { Value } from '../config/value.ts';

/**
 * Ruby's `to_s` of a value of the configuration: lists and maps as `inspect` writes them.
 * @returns null where ERB decides it, or for a time, whose zone is the machine's
 */
export function toText(value: Value): string | null {
  if (value.kind === 'scalar') return value.type === 'time' ? null : value.type === 'date' ? isoDate(value.string) : value.string;
  return inspect(value);
}

function isoDate(text: string): string {
  const [year, month = '', day = ''] = text.split('-');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** Ruby's `File.join`: one slash between two parts. */
export function joinPath(...parts: readonly string[]): string {
  return parts.reduce((path, part) => `${path.replace(/(?<!\/)\/+$/, '')}/${part.replace(/^\/+/, '')}`);
}
