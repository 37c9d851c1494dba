import { configOf } from '../config/config.ts';
import { isCertain } from '../config/get.ts';
import { madeOfEntries } from '../config/merged.ts';
import { deploymentOf } from '../deployment/build.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { resolved } from '../deployment/resolved.ts';
import type { Finding } from '../rules/rule.ts';
import { render } from '../source/erb/render.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';

/** What Kamal would do with a deployment, as far as its files tell. */
export interface Verdict {
  /** Would Kamal load it? null where that hangs on ERB. */
  readonly accepted: boolean | null;
  /** The deployment that Kamal would resolve; null where it refuses, or where ERB leaves open what it resolves. */
  readonly loaded: Deployment | null;
  /** All that ERB may make of it, each a deployment that Kamal loads; empty where it refuses, or where that cannot be told. */
  readonly possible: readonly Deployment[];
  /** Why Kamal refuses it once its Ruby has run, where nothing in the text as it stands says so. */
  readonly refusal?: Finding;
}

/** Judges a deployment of plain texts, without ERB. */
type Judge = (deployment: Deployment) => readonly Finding[];

/** Texts that a template may turn into are judged one by one: more are not worth their time at a keystroke. */
const MOST_JUDGED = 12;

/** What an environment variable may hold that nobody knows: nothing, a word, a number. What Kamal says to all of them it says for certain. */
const SAMPLES = ['', 'sample', '5'];

/**
 * Would Kamal load it? What ERB prints is worked out where the text decides it; unknown as long as Ruby may raise an error or add what Kamal
 * refuses, and where a file is beyond our own limits, of which Kamal has none.
 * @param findings of the deployment as its text stands
 * @param judge asked about texts in which ERB has run
 */
export function verdictOf(deployment: Deployment, findings: readonly Finding[], judge: Judge): Verdict {
  const { config } = deployment;
  if (findings.some(({ refused }) => refused)) return { accepted: false, loaded: null, possible: [] };
  const sources = config.layers.map(({ source }) => source);
  // A document that is no map is refused above, unless only ERB tells what it is.
  if (sources.some(({ unreadable }) => unreadable)) return unknown;
  if (isPlain(deployment)) return { accepted: true, loaded: deployment, possible: [deployment] };
  if (sources.every(({ erb }) => erb.length === 0)) return unknown;
  return judgeRendered(deployment, sources, judge);
}

const unknown: Verdict = { accepted: null, loaded: null, possible: [] };

/** Nothing in it hangs on ERB or on broken text. */
function isPlain({ config: { root, whole, layers } }: Deployment): boolean {
  return (
    whole && !root.incomplete && !layers.some(({ source }) => source.erb.some(({ mayRaise }) => mayRaise)) && uncertainIn(root).length === 0
  );
}

/** Sections that hang on ERB or on broken text; a person's own blocks do not count. */
const uncertainIn = madeOfEntries((id, entry) =>
  id.startsWith('x-') || (!entry.conditional && isCertain(entry.value)) ? undefined : entry,
);

function judgeRendered(deployment: Deployment, sources: readonly Source[], judge: Judge): Verdict {
  const { destination } = deployment;
  const projects = new Map<string, string[]>();
  for (const environment of SAMPLES) {
    const texts = sources.map(({ text }) => render(text, { destination, environment }));
    if (texts.some((one) => !one)) return unknown;
    for (const project of combined(texts as string[][])) projects.set(project.join('\0'), project);
    if (projects.size > MOST_JUDGED) return unknown;
  }
  const results = [...projects.values()].map((texts) => {
    const [base, over] = texts.map((text, i) => read(sources[i]!.file, text, undefined, { rendered: true }));
    const plain = deploymentOf(configOf(base!, over && destination !== null ? { name: destination, source: over } : null));
    return { plain, refusal: judge(plain).find(({ refused }) => refused) };
  });
  const [first] = results;
  if (!first || results.some(({ refusal }) => (refusal === undefined) !== (first.refusal === undefined))) return unknown;
  if (first.refusal) return { accepted: false, loaded: null, possible: [], refusal: told(first.refusal, sources) };
  const said = new Set(results.map(({ plain }) => JSON.stringify(resolved(plain))));
  return { accepted: true, loaded: said.size === 1 ? first.plain : null, possible: results.map(({ plain }) => plain) };
}

/** Every way to take one text of each file. */
function combined(texts: readonly (readonly string[])[]): string[][] {
  return texts.reduce<string[][]>((all, ones) => all.flatMap((before) => ones.map((one) => [...before, one])), [[]]);
}

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
