/**
 * A function that works its answer out once for the same arguments. Roles, accessories and values that an edit or a destination leaves
 * alone are the very objects that they were, so what is kept for them is found again at the next keystroke, and ten times over.
 * Objects are compared by identity and held weakly: an answer lives as long as all of them. Without any object nothing is kept.
 * @param work a function without optional arguments
 */
export function memoize<Args extends readonly unknown[], Answer>(work: (...args: Args) => Answer): (...args: Args) => Answer {
  return work.length === 1 ? (ofOne(work as never) as unknown as (...args: Args) => Answer) : ofMany(work);
}

function ofOne<Arg, Answer>(work: (arg: Arg) => Answer): (arg: Arg) => Answer {
  const known = new WeakMap<object, { readonly answer: Answer }>();
  return (arg) => {
    if (typeof arg !== 'object' || arg === null) return work(arg);
    let found = known.get(arg);
    if (!found) known.set(arg, (found = { answer: work(arg) }));
    return found.answer;
  };
}

/** What is known after some of the arguments: objects first, then the others in their places. */
interface Step<Answer> {
  found?: { readonly answer: Answer };
  objects?: WeakMap<object, Step<Answer>>;
  values?: Map<unknown, Step<Answer>>;
}

/** Stands where an object was, among the values. */
const object = Symbol('object');

/** How many plain values beside the same objects are remembered: a name that somebody types has one for each letter. */
const most = 50;

function ofMany<Args extends readonly unknown[], Answer>(work: (...args: Args) => Answer): (...args: Args) => Answer {
  const first: Step<Answer> = {};
  return (...args) => {
    let step = first;
    let objects = 0;
    for (const arg of args) {
      if (typeof arg !== 'object' || arg === null) continue;
      objects++;
      step.objects ??= new WeakMap();
      let next = step.objects.get(arg);
      if (!next) step.objects.set(arg, (next = {}));
      step = next;
    }
    if (objects === 0) return work(...args);
    if (objects < args.length) {
      for (const arg of args) step = valueStep(step, typeof arg === 'object' && arg !== null ? object : arg);
    }
    step.found ??= { answer: work(...args) };
    return step.found.answer;
  };
}

function valueStep<Answer>(step: Step<Answer>, value: unknown): Step<Answer> {
  step.values ??= new Map();
  let next = step.values.get(value);
  if (!next) {
    if (step.values.size >= most) step.values.clear();
    step.values.set(value, (next = {}));
  }
  return next;
}
