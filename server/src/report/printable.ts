import { hidden } from '../source/hidden.ts';

/** Text of several lines as it may be shown to a person: what is hidden in it is seen. */
export function visible(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(hidden, '\uFFFD');
}

/** The same on one line: what stands after a line break could be read as something else, such as a command of a build's log. */
export function printable(text: string): string {
  return visible(text.replace(/\r\n?|\n/g, '\\n'));
}

/** JSON as it may reach a terminal: what `JSON.stringify` leaves as it is, escaped; what it means stays. */
export function printableJson(json: string): string {
  return json.replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
