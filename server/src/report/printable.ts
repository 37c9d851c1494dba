/**
 * What is seen as nothing, or moves and turns round what is seen after it: control characters, the separators that end a line for some readers,
 * and the marks of writing from right to left. In a name of a file or a value they are a mistake or a trick.
 */
// oxlint-disable-next-line no-control-regex
const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

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
