import type { TextChange } from './change.ts';

/** A stretch of the original text, or text that was put in. */
type Piece = { readonly from: number; readonly to: number } | { readonly text: string };

/**
 * A text under repair: round upon round of changes, each in the offsets of the text as it is by then, that in the end become one list
 * of changes of the original. Untouched text stays untouched, so an editor keeps its cursors and folds.
 */
export class ComposedEdit {
  private constructor(
    private readonly original: string,
    private readonly pieces: readonly Piece[],
  ) {}

  static of(text: string): ComposedEdit {
    return new ComposedEdit(text, [{ from: 0, to: text.length }]);
  }

  /** The text as it is now. */
  get text(): string {
    return this.pieces.map((piece) => this.textOf(piece)).join('');
  }

  /** With changes that do not overlap; their offsets count in the text before any of them. Insertions at one place keep their order. */
  with(changes: readonly TextChange[]): ComposedEdit {
    const fromTheEnd = changes.toReversed().sort((a, b) => b.from - a.from || b.to - a.to);
    return fromTheEnd.reduce<ComposedEdit>((before, { from, to, text }) => before.replaced(from, to, text), this);
  }

  private replaced(from: number, to: number, text: string): ComposedEdit {
    return new ComposedEdit(this.original, [...this.cut(0, from), { text }, ...this.cut(to, Number.POSITIVE_INFINITY)]);
  }

  /** The changes from the original to the text as it is now, in order, none touching another. */
  changes(): TextChange[] {
    const changes: TextChange[] = [];
    let at = 0;
    let text = '';
    for (const piece of [...this.pieces, { from: this.original.length, to: this.original.length }]) {
      if ('text' in piece) {
        text += piece.text;
        continue;
      }
      if (piece.from === piece.to && piece.from < this.original.length) continue;
      if (text !== this.original.slice(at, piece.from)) changes.push({ from: at, to: piece.from, text });
      text = '';
      at = piece.to;
    }
    return changes;
  }

  private textOf(piece: Piece): string {
    return 'text' in piece ? piece.text : this.original.slice(piece.from, piece.to);
  }

  /** The pieces between two offsets of the present text. */
  private cut(from: number, to: number): Piece[] {
    const kept: Piece[] = [];
    let start = 0;
    for (const piece of this.pieces) {
      const length = 'text' in piece ? piece.text.length : piece.to - piece.from;
      const a = Math.max(from - start, 0);
      const b = Math.min(to - start, length);
      if (a < b) kept.push('text' in piece ? { text: piece.text.slice(a, b) } : { from: piece.from + a, to: piece.from + b });
      start += length;
    }
    return kept;
  }
}
