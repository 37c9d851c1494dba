/** So long nothing has to arrive before somebody's rest is used, in milliseconds. */
const calm = 250;

/** When there is time for what nobody waits for. */
export class Idle {
  private last = Date.now();

  /** @param next runs its argument in the next turn of the event loop, after what has arrived by then */
  constructor(private readonly next: (turn: () => void) => void) {}

  /** A person does something. */
  touch(): void {
    this.last = Date.now();
  }

  /** Settles in a turn of its own, once nobody has done anything for a while. */
  async turn(): Promise<void> {
    await new Promise<void>(this.next);
    for (let rest = this.rest(); rest > 0; rest = this.rest()) await new Promise((resolve) => setTimeout(resolve, rest));
  }

  private rest(): number {
    return this.last + calm - Date.now();
  }
}
