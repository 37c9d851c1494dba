/** A server that has run for so long has not died of how it was started. */
const calm = 60_000;
const longest = 60_000;

/**
 * How long to wait before a server that died is started again: the first time not at all, then twice as long each time, so that one that cannot
 * live costs little. Milliseconds.
 */
export class Pauses {
  readonly #now: () => number;
  #deaths = 0;
  #since = 0;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** A server answers. */
  started(): void {
    this.#since = this.#now();
  }

  /**
   * A server has died.
   * @returns how long to wait, and whether it is the first of a row: then people are told
   */
  died(): { readonly pause: number; readonly first: boolean } {
    if (this.#deaths > 0 && this.#since > 0 && this.#now() - this.#since >= calm) this.#deaths = 0;
    this.#since = 0;
    const pause = this.#deaths === 0 ? 0 : Math.min(longest, 1_000 * 2 ** (this.#deaths - 1));
    this.#deaths++;
    return { pause, first: this.#deaths === 1 };
  }
}
