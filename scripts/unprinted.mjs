// YAML is only read here: edits are made by hand, and no document is ever printed. So what `yaml` prints with stays out of the bundles.
import { readFileSync } from 'node:fs';

/** @type {import('esbuild').Plugin} */
export const unprinted = {
  name: 'unprinted',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]yaml[\\/].*[\\/]stringify[\\/]\w+\.js$/ }, ({ path }) => {
      const names = /^export \{ (.+) \};$/m.exec(readFileSync(path, 'utf8'))?.[1];
      if (!names) throw new Error(`${path} exports in another way than it did`);
      const all = names.split(', ').map((name) => `unprinted as ${name}`);
      return { contents: `function unprinted() { throw new Error('no YAML is printed'); }\nexport { ${all.join(', ')} };\n` };
    });
  },
};
