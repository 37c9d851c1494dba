import * as vscode from 'vscode';
import { selector } from './documents.ts';
import { ruleOf } from './rule.ts';

/** What we use of the API of Red Hat's YAML extension. */
interface YamlApi {
  registerContributor(
    scheme: string,
    requestSchema: (uri: string) => string | undefined,
    requestSchemaContent: (uri: string) => string | undefined,
  ): boolean;
}

const scheme = 'kamal-yaml';
const nothing = `${scheme}://schema/nothing`;

/**
 * Where a person gives deploy.yml back to `yaml`, a YAML extension looks at it, too, and may know a schema for it. As soon as such a document is
 * open, it is told that for our files there is nothing to say: so that no completion, hover or message of a schema comes twice.
 */
export function quietYaml(): vscode.Disposable {
  let told = false;
  const look = (document: vscode.TextDocument): void => {
    if (told || document.languageId !== 'yaml' || !isOurs(document)) return;
    told = true;
    void tell();
  };
  vscode.workspace.textDocuments.forEach(look);
  return vscode.workspace.onDidOpenTextDocument(look);
}

async function tell(): Promise<void> {
  const extension = vscode.extensions.getExtension<YamlApi | undefined>('redhat.vscode-yaml');
  try {
    const api = await extension?.activate();
    const ours = (uri: string) => vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri && isOurs(document));
    api?.registerContributor(
      scheme,
      (uri) => (ours(vscode.Uri.parse(uri).toString()) ? nothing : undefined),
      () => '{}',
    );
  } catch {
    // It says itself why it cannot start.
  }
}

function isOurs(document: vscode.TextDocument): boolean {
  return vscode.languages.match(selector(), document) > 0;
}

/** Our message that a text is no YAML is left out on lines where a YAML extension says so already, and comes back when it no longer does. */
export class Once implements vscode.Disposable {
  readonly #given = new Map<
    string,
    { readonly all: vscode.Diagnostic[]; readonly show: (some: vscode.Diagnostic[]) => void; shown: string }
  >();
  readonly #listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => uris.forEach((uri) => this.#look(uri)));

  /** @param show hands them to the editor */
  take(uri: vscode.Uri, all: vscode.Diagnostic[], show: (some: vscode.Diagnostic[]) => void): void {
    this.#given.set(uri.toString(), { all, show, shown: 'nothing yet' });
    this.#look(uri);
    if (all.length === 0) this.#given.delete(uri.toString());
  }

  /** What was given is shown no longer. */
  clear(): void {
    this.#given.clear();
  }

  dispose(): void {
    this.#listener.dispose();
  }

  #look(uri: vscode.Uri): void {
    const given = this.#given.get(uri.toString());
    if (given === undefined) return;
    const lines = linesOfOthers(uri);
    const some = given.all.filter((one) => ruleOf(one) !== 'yaml-syntax' || !lines.has(one.range.start.line));
    const shown = some.map((one) => given.all.indexOf(one)).join();
    if (shown === given.shown) return;
    given.shown = shown;
    given.show(some);
  }
}

/** Lines at which somebody else's YAML parser stops. */
function linesOfOthers(uri: vscode.Uri): Set<number> {
  const errors = vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);
  return new Set(errors.flatMap(({ source, range }) => (source?.toLowerCase() === 'yaml' ? [range.start.line] : [])));
}
