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
    const rest = this.pieces.toReversed();
    /** Takes so much of the text off the pieces that are left. */
    const take = (length: number): Piece[] => {
      const taken: Piece[] = [];
      for (let left = length; left > 0 && rest.length > 0;) {
        const [one, more] = split(rest.pop()!, left);
        taken.push(one);
        left -= lengthOf(one);
        if (more) rest.push(more);
      }
      return taken;
    };
    const pieces: Piece[] = [];
    let at = 0;
    for (const { from, to, text } of changes.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
      pieces.push(...take(from - at), { text });
      take(to - from);
      at = to;
    }
    return new ComposedEdit(this.original, [...pieces, ...rest.toReversed()]);
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
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.to - piece.from;
}

/** The first `length` characters of a piece, and what is left of it. */
function split(piece: Piece, length: number): [Piece, Piece?] {
  if (lengthOf(piece) <= length) return [piece];
  if ('text' in piece) return [{ text: piece.text.slice(0, length) }, { text: piece.text.slice(length) }];
  const middle = piece.from + length;
  return [
    { from: piece.from, to: middle },
    { from: middle, to: piece.to },
  ];
}
