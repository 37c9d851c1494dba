import { leak, planted } from './answers.ts';
import { connect, whileTyping } from './edits.ts';

/** One message of a client that is not careful. */
interface Sent {
  readonly method: string;
  readonly params: unknown;
  /** No answer comes. */
  readonly notifies?: true;
}

/** Messages about an open file, as no good client sends them. */
export interface Wire {
  readonly files: Readonly<Record<string, string>>;
  readonly path: string;
  readonly sent: readonly Sent[];
}

const root = 'file:///shop';
/** Longer than this for all of them is a hang. */
const patience = 20_000;

/**
 * Sends all at once. Each request has to be answered, if only by an error, and the file is judged afterwards as it was before.
 * @returns the first thing that is wrong, in one line
 */
export async function faultOfWire({ files, path, sent }: Wire): Promise<string | undefined> {
  const { connection, ended, end } = connect(files);
  try {
    const uri = `${root}/${path}`;
    const text = files[path]!;
    let said = (_: unknown): void => {};
    const judged = new Promise((resolve) => (said = resolve));
    const logged: string[] = [];
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => void logged.push(message));
    connection.onNotification('textDocument/publishDiagnostics', (one: { uri: string; version?: number }) => {
      if (one.uri === uri && one.version === last) said(one);
    });
    connection.listen();
    await connection.sendRequest('initialize', { processId: null, rootUri: root, capabilities: {} });
    void connection.sendNotification('initialized', {});
    void connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'kamal', version: 1, text } });
    const answers = sent.map(async ({ method, params, notifies }) => {
      if (notifies) return void connection.sendNotification(method, params as object);
      const answer: unknown = await connection.sendRequest(method, params as object).catch((error: Error) => error.message);
      // What the client sends along, as an item of a list, it gets back.
      const told = JSON.stringify(params).includes(planted) ? undefined : leak(answer, text);
      return told && `${method}: ${told}`;
    });
    void connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    void connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'kamal', version: last, text } });
    const late = new Promise<'late'>((resolve) => setTimeout(resolve, patience, 'late').unref());
    const all = await Promise.race([Promise.all([judged, ...answers]), late]);
    if (ended()) return 'the server has ended itself';
    if (all === 'late')
      return `no answer to one of ${[...new Set(sent.map(({ method }) => method))].join(', ')}, or nothing said of the file, within ${patience / 1_000} s`;
    const broken = logged.find((line) => / failed \(/.test(line) && !line.startsWith('Editing'));
    if (broken !== undefined) return `logged: ${broken.split('\n').slice(0, 3).join(' ')}`;
    return all.slice(1).find((one) => typeof one === 'string') as string | undefined;
  } finally {
    end();
  }
}

const last = 1_000_000;

const oddUris = [
  '',
  'x',
  'file:////x/config/deploy.yml',
  'file:///',
  'FILE:///shop/config/deploy.yml',
  'file:///shop/config/deploy.yml?a#b',
  'file:///shop/../shop/config/deploy.yml',
  'file:///shop/config/%2e%2e/config/deploy.yml',
  'file:///shop/config/deploy.%zz.yml',
  'file:///shop/\ud800/config/deploy.yml',
  'untitled:Untitled-1',
  'vscode-vfs://github/a/b/config/deploy.yml',
  'git:/shop/config/deploy.yml?{"ref":"HEAD"}',
  'file:///c%3A/shop/config/deploy.yml',
  `file:///${'a/'.repeat(2_000)}config/deploy.yml`,
];
const oddNumbers = [-1, 0.5, 1e9, 2 ** 31, 2 ** 53, null, '1', undefined];

/** A message with one or two things in it that are odd. */
export function sentOf(path: string, text: string, random: () => number): Sent {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const lines = text.split('\n');
  const whole = (): number => Math.floor(random() * (lines.length + 2));
  const number = (): unknown => (random() < 0.4 ? pick(oddNumbers) : whole());
  const position = (): unknown => (random() < 0.05 ? pick([null, {}, [], 1, undefined]) : { line: number(), character: number() });
  const range = (): unknown => (random() < 0.05 ? pick([null, {}]) : { start: position(), end: position() });
  const uri = random() < 0.25 ? pick(oddUris) : `${root}/${path}`;
  const textDocument = { uri, languageId: pick(['kamal', 'yaml', '', undefined]), version: number(), text: pick([text, '', undefined, 1]) };
  const params: Record<string, unknown> = {
    textDocument,
    uri,
    position: position(),
    positions: [position(), position()],
    range: range(),
    context: pick([
      { diagnostics: [], includeDeclaration: true },
      { diagnostics: [{ range: range(), message: 1 }], only: ['x'] },
      {},
      { triggerKind: 2, triggerCharacter: '\u0000' },
    ]),
    newName: pick(['a', '', '\n', 'a: b', '"', '\ud800', 'x'.repeat(5_000), null]),
    options: pick([{ tabSize: number(), insertSpaces: true }, {}, undefined]),
    destination: pick([undefined, null, '', 'nowhere', '../x', 1]),
    width: number(),
    files: pick([{}, { 'config/deploy.yml': '' }, { 'config/deploy.yml': null }, undefined, { '../x': 'a' }]),
    from: pick(['HEAD', '', undefined]),
    prefix: pick(['', 'shop/', undefined]),
    item: {},
    label: 'a',
    data: pick([undefined, null, { about: [1, null] }, { documentation: 1 }]),
    contentChanges: pick([[{ text: 'service: a\n' }], [{ range: range(), text: 'x' }], [], [{}], undefined]),
    changes: pick([[], [{ uri: pick(oddUris), type: number() }], undefined]),
    settings: pick([null, {}, { kamal: 1 }, { kamal: { rules: [], configFiles: [1, '../x', '\u0000'], version: 'x' } }]),
    event: pick([{ added: [], removed: [] }, {}, undefined]),
    command: pick(['kamal.applyEdit', 'x', undefined]),
    arguments: pick([[], [null], [{ changes: {} }], undefined]),
  };
  if (random() < 0.2) delete params[pick(Object.keys(params))];
  if (random() < 0.3)
    return {
      method: pick([
        'textDocument/didChange',
        'textDocument/didClose',
        'textDocument/didOpen',
        'textDocument/didSave',
        'workspace/didChangeWatchedFiles',
        'workspace/didChangeConfiguration',
        'workspace/didChangeWorkspaceFolders',
        '$/setTrace',
        '$/unknown',
      ]),
      params,
      notifies: true,
    };
  return { method: pick(methods), params };
}

const methods = [
  ...whileTyping,
  'textDocument/references',
  'textDocument/rename',
  'textDocument/prepareRename',
  'textDocument/documentHighlight',
  'textDocument/selectionRange',
  'textDocument/linkedEditingRange',
  'textDocument/documentLink',
  'textDocument/formatting',
  'completionItem/resolve',
  'workspace/executeCommand',
  'kamal/picture',
  'kamal/commands',
  'kamal/plan',
  'kamal/planText',
  'kamal/explain',
  'textDocument/unheardOf',
];
