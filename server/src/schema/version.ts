/** The version of Kamal that these tables describe: what counts where the project does not say which one it uses. */
export const newest = '2.12.0';

/** The version of Kamal that deploys this project, and where that was read. */
export interface KamalVersion {
  readonly version: string;
  readonly from: 'setting' | 'Gemfile.lock';
}
