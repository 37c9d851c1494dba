import { isCertain } from '../config/get.ts';
import type { ConfigEntry, MapValue } from '../config/value.ts';
import { memoize } from '../memoize.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { resolved } from '../deployment/resolved.ts';
import type { Finding } from '../rules/rule.ts';
import { render } from '../source/erb/render.ts';
import type { Source } from '../source/source.ts';
import { PrintedTexts, type PrintedDeployment, type PrintedResult } from './printedTexts.ts';

/** What Kamal would do with a deployment, as far as its files tell. */
export interface Verdict {
  /** Would Kamal load it? null where that hangs on ERB. */
  readonly accepted: boolean | null;
  /** All that ERB may make of it, each a deployment that Kamal loads; empty where it refuses, or where that cannot be told. */
  readonly possible: readonly Deployment[];
  /** Why Kamal refuses it once its Ruby has run, where nothing in the text as it stands says so. */
  readonly refusal?: Finding;
}

/** A deployment, and what was found in its text as it stands. */
export interface Judged {
  readonly deployment: Deployment;
  readonly findings: readonly Finding[];
}

/** Who reads and judges what ERB prints, and keeps what it can for the next time, when it is asked for much the same. */
export interface Printers {
  /** Texts with a value for each variable of the environment. */
  readonly likely: PrintedTexts;
  /** Texts in which the environment is left open. */
  readonly open: PrintedTexts;
}

export function newPrinters(): Printers {
  return { likely: new PrintedTexts(true), open: new PrintedTexts(false) };
}

/** Texts that a template may turn into are judged one by one: more are not worth their time at a keystroke. */
const MOST_JUDGED = 12;

/** What an environment variable may hold that nobody knows: nothing, a word, a number. What Kamal accepts with all of them counts as accepted. */
const LIKELY = ['', 'sample', '5'];

/**
 * Would Kamal load them? What ERB prints is worked out where the text decides it; unknown as long as Ruby may raise an error or add what Kamal
 * refuses, and where a file is beyond our own limits, of which Kamal has none.
 * @param all the deployments of one base
 */
export function verdictsOf(all: readonly Judged[], { likely, open }: Printers): Verdict[] {
  const settled = all.map((one) => settledWithoutRuby(one));
  if (settled.every((one) => one !== undefined)) return settled;
  const samples = all.map(({ deployment }, index) => (settled[index] ? [] : printedBy(deployment, LIKELY)));
  const results = likely.judge(samples.map((texts, index) => ofDeployment(all[index]!, texts)));
  // A value that nobody has tried may be the right one: what Kamal refuses for certain, it refuses while the value is open.
  const left = all.map(({ deployment }, index) =>
    results[index]!.length > 0 && results[index]!.every(isRefused) ? printedBy(deployment, [null]) : [],
  );
  const certain = open.judge(left.map((texts, index) => ofDeployment(all[index]!, texts)));
  return all.map(({ deployment }, index): Verdict => {
    if (settled[index]) return settled[index];
    const ones = results[index]!;
    if (ones.length > 0 && !ones.some(isRefused)) return { accepted: true, possible: [...new Set(ones.map(({ plain }) => plain))] };
    const [first] = certain[index]!;
    return first && certain[index]!.every(isRefused)
      ? { accepted: false, possible: [], refusal: told(first.refusals[0]!, sourcesOf(deployment)) }
      : unknown;
  });
}

/** The deployment that Kamal would resolve; undefined where it refuses, or where ERB leaves open what it resolves. */
export function loadedOf(possible: readonly Deployment[]): Deployment | undefined {
  const [first, ...others] = possible;
  const said = first && others.length > 0 ? JSON.stringify(resolved(first)) : '';
  return others.every((one) => JSON.stringify(resolved(one)) === said) ? first : undefined;
}

const unknown: Verdict = { accepted: null, possible: [] };

/** undefined: Ruby decides. */
function settledWithoutRuby({ deployment, findings }: Judged): Verdict | undefined {
  if (findings.some(({ refused }) => refused)) return { accepted: false, possible: [] };
  if (findings.some(({ unlessSet }) => unlessSet)) return unknown;
  const sources = sourcesOf(deployment);
  // A document that is no map is refused above, unless only ERB tells what it is.
  if (sources.some(({ unreadable }) => unreadable)) return unknown;
  if (isPlain(deployment)) return { accepted: true, possible: [deployment] };
  return sources.every(({ erb }) => erb.length === 0) ? unknown : undefined;
}

function sourcesOf({ config }: Deployment): Source[] {
  return config.layers.map(({ source }) => source);
}

/** Nothing in it hangs on ERB or on broken text. */
function isPlain({ config: { root, whole, layers } }: Deployment): boolean {
  return whole && !root.incomplete && !layers.some(({ source }) => source.erb.some(({ mayRaise }) => mayRaise)) && isAllCertain(root);
}

/** Does no section hang on ERB or on broken text? A person's own blocks do not count. */
const isAllCertain: (root: MapValue) => boolean = memoize(({ entries, over, under }: MapValue): boolean => {
  const isSure = (entry: ConfigEntry, id: string): boolean => (!entry.conditional && isCertain(entry.value)) || id.startsWith('x-');
  // What a destination leaves alone is as it is in the base.
  if (over && under && isAllCertain(under)) return [...over.entries.keys()].every((id) => isSure(entries.get(id)!, id));
  return [...entries].every(([id, entry]) => isSure(entry, id));
});

/** For each value of the environment, the texts that a deployment's files may turn into; none where that cannot be told, or where there are too many. */
type Samples = readonly (readonly (readonly string[])[])[];

function printedBy(deployment: Deployment, environments: readonly (string | null)[]): Samples {
  const samples: string[][][] = [];
  for (const environment of environments) {
    const texts = sourcesOf(deployment).map(({ text }) => render(text, { destination: deployment.destination, environment }));
    if (texts.some((one) => !one)) return [];
    samples.push(combined(texts as string[][]));
  }
  return new Set(samples.flat().map((texts) => texts.join('\0'))).size <= MOST_JUDGED ? samples : [];
}

/** Every way to take one text of each file. */
function combined(texts: readonly (readonly string[])[]): string[][] {
  return texts.reduce<string[][]>((all, ones) => all.flatMap((before) => ones.map((one) => [...before, one])), [[]]);
}

function ofDeployment({ deployment }: Judged, samples: Samples): PrintedDeployment[] {
  return samples.flat().map((texts) => ({ of: deployment, texts }));
}

const isRefused = ({ refusals }: PrintedResult): boolean => refusals.length > 0;

/** A refusal of what ERB prints has its place at the first tag: where in the printed text it stood helps nobody. */
function told(refusal: Finding, sources: readonly Source[]): Finding {
  const [tag] = sources.flatMap(({ erb }) => erb.filter(({ kind, inComment }) => kind !== 'comment' && !inComment));
  return {
    ...refusal,
    at: tag?.at ?? sources[0]!.at(0, 0),
    message: `Once the Ruby code of this file has run, Kamal refuses what it printed: ${refusal.message}`,
    related: [],
    fixes: [],
  };
}
