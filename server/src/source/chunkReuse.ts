import { addTo } from '../addTo.ts';
import type { ParsedChunk } from './parsedChunk.ts';

/** The pieces of the previous version at one level, each given out once: two chunks never share an object. */
export class ChunkReuse {
  readonly #pieces: readonly ParsedChunk[];
  readonly #taken: boolean[] = [];
  #byText: Map<string, number[]> | undefined;
  #next = 0;

  /** @param pieces undefined: there is no previous version */
  static of(pieces: readonly ParsedChunk[] | undefined): ChunkReuse {
    return pieces ? new ChunkReuse(pieces) : nothing;
  }

  private constructor(pieces: readonly ParsedChunk[]) {
    this.#pieces = pieces;
  }

  /** The piece that came after the last one taken, if it still stands at `from` and ends where `ends` says a stretch ends. */
  following(text: string, from: number, regions: (to: number) => string, ends: (to: number) => boolean): ParsedChunk | undefined {
    const piece = this.#pieces[this.#next];
    if (!piece || piece.unclosed || piece.unread || this.#taken[this.#next]) return undefined;
    const to = from + piece.text.length;
    // a comparison of slices is many times faster than startsWith
    return ends(to) && text.slice(from, to) === piece.text && regions(to) === piece.regions ? this.#take(this.#next) : undefined;
  }

  /** Any piece of this text that is not taken yet. */
  same(text: string, regions: string): ParsedChunk | undefined {
    this.#byText ??= this.#index();
    const found = this.#byText
      .get(text)
      ?.find((i) => !this.#taken[i] && this.#pieces[i]!.regions === regions && !this.#pieces[i]!.unclosed && !this.#pieces[i]!.unread);
    return found === undefined ? undefined : this.#take(found);
  }

  /** A piece whose header is this text and that is not taken: its children may be of use. */
  header(text: string): ParsedChunk | undefined {
    const isLike = (i: number) => !this.#taken[i] && this.#pieces[i]?.header?.text === text;
    const found = isLike(this.#next) ? this.#next : this.#pieces.findIndex((_, i) => isLike(i));
    return found === -1 ? undefined : this.#take(found);
  }

  #take(i: number): ParsedChunk {
    this.#taken[i] = true;
    this.#next = i + 1;
    return this.#pieces[i]!;
  }

  #index(): Map<string, number[]> {
    const index = new Map<string, number[]>();
    this.#pieces.forEach(({ text }, i) => {
      addTo(index, text, i);
    });
    return index;
  }
}

const nothing = ChunkReuse.of([]);
