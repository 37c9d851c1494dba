const NOISE = /"(?:[^"\\]|\\[^])*(?:"|$)|'(?:[^'\\]|\\[^])*(?:'|$)|#[^\n]*/g;
const OPENERS = /(?:^|[;\n=(|&]|\b(?:then|else|do|return|and|or|not)\b)[^\S\n]*(if|unless|case|while|until|for|begin|def|class|module)\b/g;
const LOOP_DO = /\b(?:while|until|for)\b[^\n;]{0,300}?\bdo\b/g;
const DO = /(?<![.:\w])do\b(?!:)/g;
const END = /(?<![.:\w])end\b(?![:?!])/g;

/** By how many blocks (`if … end`, `do … end`, `{ … }`) a piece of Ruby opens more than it closes; negative when it closes. */
export function blockDepth(code: string): number {
  const ruby = code.replace(NOISE, '""');
  const loops = count(ruby, LOOP_DO);
  return count(ruby, OPENERS) + count(ruby, DO) - loops - count(ruby, END) + count(ruby, /\{/g) - count(ruby, /\}/g);
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
