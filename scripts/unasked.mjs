// What nobody asks of a library stays out of the bundles:
// - YAML is only read: edits are made by hand, and no document is ever printed. Scalars are resolved as Ruby does it (`source/psych.ts`). So what `yaml`
//   prints with, and its types beyond text, lists and maps, are not needed.
// - No cell of a notebook is a deploy.yml.
// - What comes over the wire is looked at where it is used: the makers and checks that the protocol's types bring along are called by nobody.
// - The tools for assistants are asked, and ask nothing: no answer of a person is held against a schema.
import { readFileSync } from 'node:fs';

/** @type {import('esbuild').Plugin} */
export const unasked = {
  name: 'unasked',
  setup({ onLoad, initialOptions }) {
    // The client's library names what this one declares; the server's asks for none of it.
    const { entryPoints } = initialOptions;
    const isServer = Array.isArray(entryPoints) ? entryPoints.every((entry) => String(entry).includes('server/src/')) : false;
    if (isServer) {
      onLoad({ filter: /[\\/]vscode-languageserver-protocol[\\/].*[\\/]protocol\.notebook\.js$/ }, () => ({
        contents: 'exports.none = true;\n',
      }));
      onLoad({ filter: /[\\/]vscode-languageserver-types[\\/]lib[\\/]esm[\\/]main\.js$/ }, ({ path }) => ({
        contents: constantsAlone(readFileSync(path, 'utf8')),
      }));
    }
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

/** The protocol itself checks these. */
const checked = ['URI', 'WorkspaceFolder'];

/** Of the namespaces of `vscode-languageserver-types` what is no function: the numbers and words that the protocol gives a name. */
function constantsAlone(text) {
  let left = 0;
  const shorter = text.replace(
    /^export var (\w+);\n\(function \(\1\) \{\n([^]*?)^\}\)\(\1 \|\| \(\1 = \{\}\)\);\n/gm,
    (whole, name, body) => {
      if (checked.includes(name)) return whole;
      const constants = body.replace(/^    function (\w+)\([^]*?^    \}\n    \w+\.\1 = \1;\n/gm, '');
      left += whole.length - constants.length;
      return /^    \w+\.\w+ = /m.test(constants) ? whole.replace(body, () => constants) : '';
    },
  );
  const without = shorter.replace(/^export class WorkspaceChange \{\n[^]*?^\}\n/m, '');
  if (left < 30_000 || without === shorter) throw new Error('vscode-languageserver-types is written in another way than it was');
  return without;
}
