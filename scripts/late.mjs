/**
 * Modules of Node that take long to load, for functions that are seldom or never called. `crypto` takes as long as all of our own modules
 * together, and is there for pipes with random names; only `kamal-check plan` starts `git`.
 */
const seldom = {
  crypto: { importer: 'vscode-jsonrpc', functions: ['randomUUID', 'randomBytes'] },
  'node:child_process': { importer: 'gitFiles', functions: ['spawnSync'] },
};

/**
 * Lets the first call of such a function load its module.
 * @type {import('esbuild').Plugin}
 */
export const late = {
  name: 'late',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^(crypto|node:child_process)$/ }, ({ path, importer }) =>
      importer.includes(seldom[path].importer) ? { path, namespace: 'late' } : undefined,
    );
    onLoad({ filter: /./, namespace: 'late' }, ({ path }) => ({
      contents: seldom[path].functions.map((name) => `exports.${name} = (...given) => require('${path}').${name}(...given);`).join('\n'),
    }));
  },
};
