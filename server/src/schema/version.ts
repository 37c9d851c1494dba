/** The version of Kamal that these tables describe: what counts where the project does not say which one it uses. */
export const newest = '2.12.0';

/** The kamal-proxy that this Kamal needs at least, and starts by itself (`configuration/proxy/run.rb`). */
export const minimumProxyVersion = 'v0.9.2';

/** The version of Kamal that deploys this project, and where that was read. */
export interface KamalVersion {
  readonly version: string;
  readonly from: KamalVersionOrigin;
}

/** Where a version can be read: an editor's setting, an option of the terminal, the project's own settings, or what bundler pins. */
export type KamalVersionOrigin = 'setting' | 'option' | 'lint.yml' | 'Gemfile.lock';

/** An origin in a message. */
export const originWords: Readonly<Record<KamalVersionOrigin, string>> = {
  setting: 'the setting `kamal.version`',
  option: 'the option `--kamal-version`',
  'lint.yml': '`.kamal/lint.yml`',
  'Gemfile.lock': 'Gemfile.lock',
};
