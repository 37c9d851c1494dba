/**
 * What is seen as nothing, or moves and turns round what is seen after it: control characters, the separators that end a line for some readers,
 * and the marks of writing from right to left. In a name of a file or a value they are a mistake or a trick.
 */
// oxlint-disable-next-line no-control-regex
export const hidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;
