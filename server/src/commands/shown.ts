import { hasCredential, isCredentialName } from '../files/credential.ts';
import type { Argument } from './argument.ts';

/** An argument as it may be shown where others look on: what may be a credential is left out. null: hangs on ERB, or Kamal falls over. */
export function shown(argument: Argument): string | null {
  const { text, name } = argument;
  if (text === null) return null;
  return (name !== null && isCredentialName(name)) || hasCredential(text) ? withoutValue(argument) : text;
}

/** What of an argument is known without its value: `--env NAME=…`. */
export function withoutValue({ flag, name }: Argument): string {
  return [flag, name === null ? '…' : `${name}=…`].filter((part) => part !== null).join(' ');
}
