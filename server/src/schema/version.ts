/** The version of Kamal that these tables describe: what counts where the project does not say which one it uses. */
export const newest = '2.12.0';
