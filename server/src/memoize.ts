/**
 * A function that works its answer out once for the same arguments. Roles, accessories and values that an edit or a destination leaves
 * alone are the very objects that they were, so what is kept for them is found again at the next keystroke, and ten times over.
 * Objects are compared by identity, and an answer lives as long as the first of them, of many answers the last ones. Without any object
 * nothing is kept.
 * @param work a function without optional arguments; of two objects the one that lives longer comes first, of more the one that differs most
 */
export function memoize<Args extends readonly unknown[], Answer>(work: (...args: Args) => Answer): (...args: Args) => Answer {
  const keep = work.length === 1 ? ofOne(work as never) : work.length === 2 ? ofTwo(work as never) : ofMany(work);
  return keep as (...args: Args) => Answer;
}

/** Hands an object on as if it had made it, so that a class can give its private fields to it. */
const Given = function (object: object): object {
  return object;
} as unknown as new (object: object) => object;

/**
 * The answer is kept in the argument itself, as a private field that nobody else can see, copy or compare: it costs a fraction of a
 * `WeakMap`, and both can go at the first sweep after they are needed no more, which an old map would hold up.
 */
function ofOne<Arg, Answer>(work: (arg: Arg) => Answer): (arg: Arg) => Answer {
  class Answered extends Given {
    #answer?: Answer;
    static of = (arg: Arg): Answer =>
      typeof arg !== 'object' || arg === null ? work(arg) : #answer in arg ? (arg as unknown as Answered).#answer! : keep(arg, work(arg));
    static put = (object: object, answer: Answer): void => {
      // It may have asked for itself.
      if (!(#answer in object)) new Answered(object).#answer = answer;
    };
  }
  const keep = (object: object, answer: Answer): Answer => {
    Answered.put(object, answer);
    return answer;
  };
  return Answered.of;
}

function isObject(arg: unknown): arg is object {
  return typeof arg === 'object' && arg !== null;
}

/** Most often two objects. */
function ofTwo<One, Two, Answer>(work: (one: One, two: Two) => Answer): (one: One, two: Two) => Answer {
  const known = new WeakMap<object, WeakMap<object, { readonly answer: Answer }>>();
  const otherwise = ofMany(work);
  const make = (one: One, two: Two): Answer => {
    if (!isObject(one) || !isObject(two)) return otherwise(one, two);
    const answer = work(one, two);
    const beside = known.get(one);
    if (beside) beside.set(two, { answer });
    else known.set(one, new WeakMap([[two, { answer }]]));
    return answer;
  };
  return (one, two) => {
    const found = known.get(one as object)?.get(two as object);
    return found ? found.answer : make(one, two);
  };
}

interface Call<Answer> {
  readonly args: readonly unknown[];
  readonly answer: Answer;
}

/** As many calls with the same first object are kept, the last ones: enough for as many destinations. */
const most = 32;

function ofMany<Args extends readonly unknown[], Answer>(work: (...args: Args) => Answer): (...args: Args) => Answer {
  const callsOf = ofOne((_: object): Call<Answer>[] => []);
  return (...args) => {
    const [one] = args;
    const first = typeof one === 'object' && one !== null ? one : args.find(isObject);
    if (!first) return work(...args);
    const calls = callsOf(first);
    for (let index = calls.length - 1; index >= 0; index--) if (isSame(calls[index]!.args, args)) return calls[index]!.answer;
    const answer = work(...args);
    if (calls.length >= most) calls.shift();
    calls.push({ args, answer });
    return answer;
  };
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}
