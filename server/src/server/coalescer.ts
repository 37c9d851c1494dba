/** After so many milliseconds of unbroken arrivals something is answered all the same. */
const patience = 50;

/**
 * Puts work off until what has arrived together has been taken in: as long as each turn of the event loop brings another edit,
 * the older ones are not worth judging. There is no clock in it: a single edit is judged two turns later.
 */
export class Coalescer {
  private waiting = false;
  private moved = false;
  private since = 0;

  /** @param next runs its argument in the next turn of the event loop, after what has arrived by then */
  constructor(
    private readonly work: () => void,
    private readonly next: (turn: () => void) => void,
  ) {}

  /** Something has arrived. */
  touch(): void {
    this.moved = true;
    if (this.waiting) return;
    this.waiting = true;
    this.since = Date.now();
    this.next(() => this.turn());
  }

  private turn(): void {
    if (this.moved && Date.now() - this.since < patience) {
      this.moved = false;
      this.next(() => this.turn());
      return;
    }
    this.waiting = false;
    this.moved = false;
    this.work();
  }
}
