import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IRawGrammar } from 'vscode-textmate';

const require = createRequire(import.meta.url);
const ours = (name: string) => new URL(`../../syntaxes/${name}.tmLanguage.json`, import.meta.url);

/** Where the grammars of other languages come from: VS Code brings its own, tests take those of a package. */
const files: Record<string, string | URL> = {
  'source.kamal': ours('kamal'),
  'source.kamal-secrets': ours('kamal-secrets'),
  'source.yaml': require.resolve('tm-grammars/grammars/yaml.json'),
  'source.ruby': require.resolve('tm-grammars/grammars/ruby.json'),
};

/** The one word for what a reader sees, first match wins; scopes of grammars that are not ours are named only as far as all of them agree. */
const words: readonly (readonly [RegExp, string])[] = [
  [/ punctuation\.section\.embedded\.\w+\.kamal-secrets/, 'command'],
  [/ comment\.line\.number-sign\.kamal-secrets/, 'comment'],
  [/ constant\.character\.escape\.kamal-secrets/, 'escape'],
  [/ keyword\.control\.export\.kamal-secrets/, 'export'],
  [/ variable\.other\.assignment\.kamal-secrets/, 'name'],
  [/ keyword\.operator\.assignment\.kamal-secrets/, 'sign'],
  [/ variable\.other\.readwrite\.kamal-secrets/, 'variable'],
  [/ support\.function\.kamal-secrets/, 'kamal'],
  [/ support\.constant\.adapter\.kamal-secrets/, 'store'],
  [/ variable\.parameter\.option\.kamal-secrets/, 'option'],
  [/ punctuation\.section\.embedded/, 'tag'],
  [/ comment\.block\.erb/, 'unrun'],
  [/ constant\.character\.escape\.erb/, 'literal'],
  [/ meta\.embedded\.erb\.kamal source\.ruby.* comment/, 'rubycomment'],
  [/ meta\.embedded\.erb\.kamal source\.ruby.* string/, 'rubystring'],
  [/ meta\.embedded\.erb\.kamal source\.ruby/, 'ruby'],
  [/ comment\.line/, 'comment'],
  [/ entity\.name\.tag/, 'key'],
  [/ constant\.language\.boolean/, 'boolean'],
  [/ constant\.numeric/, 'number'],
  [/ variable\.other\.alias| entity\.name\.type\.anchor/, 'anchor'],
  [/ string\.quoted/, 'quoted'],
  [/ string\.unquoted\.block/, 'block'],
  [/ string\.unquoted/, 'plain'],
];

export interface Token {
  readonly from: number;
  readonly to: number;
  readonly word: string;
}

/** The coloured stretches of each line; what has no colour of its own (spaces, colons, dashes) is left out. */
export async function tokens(text: string, scope: 'source.kamal' | 'source.kamal-secrets' = 'source.kamal'): Promise<Token[][]> {
  const grammar = await grammarOf(scope);
  let state = textmate.INITIAL;
  return text.split('\n').map((line) => {
    const result = grammar.tokenizeLine(line, state);
    state = result.ruleStack;
    const stretches: Token[] = [];
    for (const { startIndex, endIndex, scopes } of result.tokens) {
      const path = ` ${scopes.join(' ')}`;
      const word = words.find(([scope]) => scope.test(path))?.[1];
      const to = Math.min(endIndex, line.length);
      const before = stretches.at(-1);
      if (word === undefined || line.slice(startIndex, to).trim() === '') continue;
      if (before?.word === word && line.slice(before.to, startIndex).trim() === '') stretches[stretches.length - 1] = { ...before, to };
      else stretches.push({ from: startIndex, to, word });
    }
    return stretches;
  });
}

const registry = (async () => {
  const wasm = readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  return new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (string) => new oniguruma.OnigString(string),
    }),
    loadGrammar: async (scope) => {
      const file = files[scope];
      return file === undefined ? null : (JSON.parse(readFileSync(file, 'utf8')) as IRawGrammar);
    },
  });
})();

async function grammarOf(scope: string): Promise<textmate.IGrammar> {
  const grammar = await (await registry).loadGrammar(scope);
  if (grammar === null) throw new Error(`${scope} could not be loaded`);
  return grammar;
}
