/**
 * A function that works its answer out once for each object. Roles, accessories and values that a destination leaves alone are the very
 * objects of the other destinations, so what is kept for them is found ten times over.
 */
export function memoize<Key extends object, Answer>(work: (key: Key) => Answer): (key: Key) => Answer {
  const known = new WeakMap<Key, { readonly answer: Answer }>();
  return (key) => {
    let found = known.get(key);
    if (!found) {
      found = { answer: work(key) };
      known.set(key, found);
    }
    return found.answer;
  };
}
