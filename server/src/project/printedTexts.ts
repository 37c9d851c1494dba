import { configOf } from '../config/config.ts';
import { deploymentOf } from '../deployment/build.ts';
import type { Deployment } from '../deployment/deployment.ts';
import type { Context } from '../rules/inputs.ts';
import { rules } from '../rules/index.ts';
import { Judge, type OnBroken } from '../rules/judging/judge.ts';
import type { Finding } from '../rules/rule.ts';
import { read } from '../source/read.ts';
import type { Source } from '../source/source.ts';

/** What ERB may make of a deployment: one text for each of its files. */
export interface PrintedDeployment {
  readonly of: Deployment;
  readonly texts: readonly string[];
}

export interface PrintedResult {
  readonly plain: Deployment;
  /** Why Kamal would refuse it. */
  readonly refusals: readonly Finding[];
}

/** What else is known about each deployment. */
type Surroundings = Omit<Context, 'deployment' | 'hasDestinations'>;

/**
 * Reads and judges texts in which ERB has run. A keystroke changes little in each of them, and they come in the same order again: what is the same
 * is kept, as it is for the files themselves.
 */
export class PrintedTexts {
  /** Only what Kamal refuses is asked for. */
  private readonly rules = new Judge(
    rules.filter(({ kind }) => kind === 'kamal'),
    true,
  );
  /** By file, what was read the last time. */
  private sources: ReadonlyMap<string, readonly Source[]> = new Map();
  private surroundings: Surroundings | undefined;
  private onBroken: OnBroken | undefined;

  /** @param rendered nothing of ERB is left in the texts: what looks like a tag is text */
  constructor(private readonly rendered: boolean) {}

  /** @param surroundings of the deployments that are judged from now on */
  beside(surroundings: Surroundings, onBroken?: OnBroken): this {
    this.surroundings = surroundings;
    this.onBroken = onBroken;
    return this;
  }

  /** @param printed of each deployment what ERB may make of it; what comes back has the same order */
  judge(printed: readonly (readonly PrintedDeployment[])[]): PrintedResult[][] {
    if (printed.every(({ length }) => length === 0)) return printed.map(() => []);
    const sources = new Map<string, Source[]>();
    const plain = printed.map((ones) => ones.map((one) => this.read(one, sources)));
    this.sources = sources;
    const all = [...new Set(plain.flat())];
    const { files, kamal } = this.surroundings!;
    const found = this.rules.check(
      all.map((deployment) => ({ deployment, files, kamal, hasDestinations: false })),
      this.onBroken,
    );
    const refusals = new Map(all.map((deployment, index) => [deployment, found[index]!.filter(({ refused }) => refused)]));
    return plain.map((ones) => ones.map((one) => ({ plain: one, refusals: refusals.get(one)! })));
  }

  private read({ of: { config, destination }, texts }: PrintedDeployment, sources: Map<string, Source[]>): Deployment {
    const [base, over] = texts.map((text, index) => this.source(config.layers[index]!.source.file, text, sources));
    return deploymentOf(configOf(base!, over && destination !== null ? { name: destination, source: over } : null));
  }

  /** Destinations share the base, and most values of the environment are not asked for in it: one text is read once. */
  private source(file: string, text: string, sources: Map<string, Source[]>): Source {
    const now = sources.get(file) ?? [];
    sources.set(file, now);
    const before = this.sources.get(file) ?? [];
    const there = now.find((one) => one.text === text);
    if (there) return there;
    const source = before.find((one) => one.text === text) ?? read(file, text, before[now.length], { rendered: this.rendered });
    now.push(source);
    return source;
  }
}
