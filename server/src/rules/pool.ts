interface Slot<Made> {
  readonly of: readonly unknown[];
  readonly made: Made;
}

type Slots<Made> = Map<unknown, Slot<Made>[]>;

/**
 * Keeps what was made from one round to the next, by all that it was made of, compared by identity. What a round did not ask for is
 * forgotten at the end of the next one: there are never more than two rounds' worth.
 */
export class Pool<Made> {
  private before: Slots<Made> = new Map();
  private now: Slots<Made> = new Map();

  /** A new round begins. */
  turn(): void {
    this.before = this.now;
    this.now = new Map();
  }

  /** @param of what it is made of; what differs most comes first */
  get(of: readonly unknown[], make: () => Made): Made {
    const there = find(this.now, of);
    if (there) return there.made;
    const slot = find(this.before, of) ?? { of, made: make() };
    const alike = this.now.get(of[0]);
    if (alike) alike.push(slot);
    else this.now.set(of[0], [slot]);
    return slot.made;
  }

  /** All that is kept, of this round and the last. */
  all(): Made[] {
    return [...this.before.values(), ...this.now.values()].flat().map(({ made }) => made);
  }
}

function find<Made>(slots: Slots<Made>, of: readonly unknown[]): Slot<Made> | undefined {
  return slots.get(of[0])?.find((slot) => isSame(slot.of, of));
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
