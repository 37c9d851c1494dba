import type * as features from '../features/late.ts';

/** What is not needed before the first diagnostics. */
export type LateFeatures = typeof features;

/** Code that is loaded by the first request that needs it. */
export class LateCode {
  private code: LateFeatures | undefined;

  constructor(private readonly load: () => LateFeatures | Promise<LateFeatures>) {}

  /** @returns undefined where nothing has to be waited for */
  loading(): Promise<void> | undefined {
    if (this.code !== undefined) return undefined;
    const code = this.load();
    if (code instanceof Promise) return code.then((loaded) => void (this.code = loaded));
    this.code = code;
    return undefined;
  }

  /** @throws {Error} before it is loaded */
  get(): LateFeatures {
    if (this.code === undefined) throw new Error('This code has not been loaded.');
    return this.code;
  }
}
