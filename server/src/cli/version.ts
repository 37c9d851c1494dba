import manifest from '../../package.json' with { type: 'json' };

/** The version of this program and of the language server beside it. */
export const { version } = manifest;
