/** What a stretch of text is part of: a map's keys, a list's items (at a column), or nothing (`any`: the whole document). */
export interface BlockContext {
  readonly kind: 'keys' | 'items' | 'any';
  readonly indent: number;
}
