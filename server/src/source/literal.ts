/** What a piece of Ruby prints, where that is certain without running it. */
export interface Literal {
  readonly text: string;
  /** The default of an `ENV` lookup: the shell may say otherwise. */
  readonly fallback: boolean;
}

const STRING = String.raw`"[^"\\#]*"|'[^'\\]*'`;
const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?`;
const PLAIN = new RegExp(`^(?:${STRING}|${NUMBER}|true|false|nil)$`);
const FETCH = new RegExp(String.raw`^ENV\.fetch\(\s*(?:${STRING})\s*,\s*(${STRING}|${NUMBER}|true|false|nil)\s*\)$`);
const FETCH_BLOCK = new RegExp(String.raw`^ENV\.fetch\(\s*(?:${STRING})\s*\)\s*\{\s*(${STRING}|${NUMBER}|true|false)\s*\}$`);
const OR = new RegExp(String.raw`^ENV\[\s*(?:${STRING})\s*\]\s*\|\|\s*(${STRING}|${NUMBER}|true|false)$`);

/** The output of `<%= code %>` for a literal, or for an `ENV` lookup with a literal default; undefined for all other Ruby. */
export function literal(code: string): Literal | undefined {
  const ruby = code.trim();
  if (PLAIN.test(ruby)) return { text: printed(ruby), fallback: false };
  const value = (FETCH.exec(ruby) ?? FETCH_BLOCK.exec(ruby) ?? OR.exec(ruby))?.[1];
  return value === undefined ? undefined : { text: printed(value), fallback: true };
}

function printed(value: string): string {
  if (value === 'nil') return '';
  return /^["']/.test(value) ? value.slice(1, -1) : value;
}
