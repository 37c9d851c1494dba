// What nobody asks of a library stays out of the bundles:
// - YAML is only read: edits are made by hand, and no document is ever printed. Scalars are resolved as Ruby does it (`source/psych.ts`). So what `yaml`
//   prints with, and its types beyond text, lists and maps, are not needed.
// - No cell of a notebook is a deploy.yml.
// - The tools for assistants are asked, and ask nothing: no answer of a person is held against a schema.
import { readFileSync } from 'node:fs';

/** @type {import('esbuild').Plugin} */
export const unasked = {
  name: 'unasked',
  setup({ onLoad, initialOptions }) {
    // The client's library names what this one declares; the server's asks for none of it.
    const { entryPoints } = initialOptions;
    const isServer = Array.isArray(entryPoints) ? entryPoints.every((entry) => String(entry).includes('server/src/')) : false;
    if (isServer)
      onLoad({ filter: /[\\/]vscode-languageserver-protocol[\\/].*[\\/]protocol\.notebook\.js$/ }, () => ({
        contents: 'exports.none = true;\n',
      }));
    onLoad({ filter: /[\\/]vscode-languageserver[\\/].*[\\/]common[\\/]notebook\.js$/ }, () => ({
      contents: 'exports.NotebookSyncFeature = (Base) => Base;\nexports.NotebookDocuments = class {};\n',
    }));
    // What makes nodes of values, values of nodes, or walks through a document, is as little asked for.
    onLoad(
      {
        filter:
          /[\\/]yaml[\\/].*[\\/](?:(?:stringify|schema[\\/](?:core|json|yaml-1\.1))[\\/]\w+|dist[\\/]visit|cst-visit|createNode|applyReviver|addPairToJSMap|nodes[\\/]toJS|doc[\\/]anchors)\.js$/,
      },
      ({ path }) => {
        const names = /^export \{ (.+) \};$/m.exec(readFileSync(path, 'utf8'))?.[1];
        if (!names) throw new Error(`${path} exports in another way than it did`);
        const all = names.split(', ').map((name) => `unprinted as ${name}`);
        return { contents: `function unprinted() { throw new Error('no YAML is printed'); }\nexport { ${all.join(', ')} };\n` };
      },
    );
    onLoad({ filter: /[\\/]sdk[\\/].*[\\/]validation[\\/]ajv-provider\.js$/ }, () => ({
      contents: "export class AjvJsonSchemaValidator {\n  getValidator() {\n    throw new Error('nobody is asked anything');\n  }\n}\n",
    }));
  },
};
