import {
  CodeActionRequest,
  CompletionRequest,
  CodeLensRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  LinkedEditingRangeRequest,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  RequestType,
  SelectionRangeRequest,
  SemanticTokensRequest,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { codeActionKinds, codeActions } from '../features/codeActions.ts';
import { completion, triggerCharacters } from '../features/completion.ts';
import { codeLenses } from '../features/codeLens.ts';
import { definition } from '../features/definition.ts';
import { documentHighlight } from '../features/documentHighlight.ts';
import { documentLinks } from '../features/documentLinks.ts';
import { folding } from '../features/folding.ts';
import { formatting } from '../features/formatting.ts';
import { inlayHints } from '../features/inlayHints.ts';
import { linkedEditing } from '../features/linkedEditing.ts';
import { references } from '../features/references.ts';
import { prepareRename, rename } from '../features/rename.ts';
import { selectionRanges } from '../features/selectionRange.ts';
import { semanticTokens, tokensLegend } from '../features/semanticTokens.ts';
import { secretsCodeActions } from '../features/secrets/codeActions.ts';
import { secretsSymbols } from '../features/secrets/symbols.ts';
import { secretsCompletion, secretsTriggers } from '../features/secrets/completion.ts';
import { symbols } from '../features/symbols.ts';
import { Lines } from '../source/lines.ts';
import {
  checkRequest,
  commandsRequest,
  pictureRequest,
  planRequest,
  planTextRequest,
  treeRequest,
  type CheckParams,
  type CommandsParams,
  type DeploymentCommands,
  type DeploymentPicture,
  type PictureParams,
  type PlanParams,
  type PlanResult,
  type PlanTextParams,
  type Told,
  type Tree,
  type TreeParams,
} from '../protocol.ts';
import { completionRequest } from './completing.ts';
import type { About, Request } from './request.ts';
import { drawTree } from './treeCache.ts';

/** Everything that an editor may ask: one row for each feature. CONTRIBUTING says how to add one. */
export const requests = [
  row({
    type: HoverRequest.type,
    capability: { hoverProvider: true },
    late: true,
    about: 'deployment',
    otherwise: null,
    answer: ({ late, names, result, path, shown }, { position }) => late().hover(names, result, path, position, shown.get(path) ?? []),
    inSecrets: ({ late, names }, { position }) => late().secretsHover(names, position),
  }),
  row({
    type: CompletionRequest.type,
    capability: {
      completionProvider: { triggerCharacters: [...new Set([...triggerCharacters, ...secretsTriggers])], resolveProvider: true },
    },
    about: 'text',
    waits: true,
    otherwise: null,
    answer({ project, path, text = '', client }, { position, context }) {
      const asked = completionRequest(project, path, text, new Lines(text).offsetAt(position), client.completion);
      return asked ? completion(asked, context?.triggerCharacter) : null;
    },
    inSecrets: ({ names }, { position, context }) => secretsCompletion(names, position, context?.triggerCharacter),
  }),
  row({
    type: DefinitionRequest.type,
    capability: { definitionProvider: true },
    about: 'deployment',
    waits: true,
    otherwise: null,
    answer: ({ names, result, path }, { position }) => definition(names, result, path, position),
    inSecrets: ({ names, path }, { position }) => definition(names, undefined, path, position),
  }),
  row({
    type: ReferencesRequest.type,
    capability: { referencesProvider: true },
    about: 'file',
    waits: true,
    otherwise: null,
    answer: ({ names, path }, { position, context }) => references(names, path, position, context.includeDeclaration),
    inSecrets: ({ names, path }, { position, context }) => references(names, path, position, context.includeDeclaration),
  }),
  row({
    type: DocumentHighlightRequest.type,
    capability: { documentHighlightProvider: true },
    about: 'file',
    otherwise: null,
    answer: ({ names, path }, { position }) => documentHighlight(names, path, position),
    inSecrets: ({ names, path }, { position }) => documentHighlight(names, path, position),
  }),
  row({
    type: PrepareRenameRequest.type,
    capability: {},
    about: 'file',
    otherwise: null,
    answer: ({ names, path }, { position }) => prepareRename(names, path, position),
    inSecrets: ({ names, path }, { position }) => prepareRename(names, path, position),
  }),
  row({
    type: RenameRequest.type,
    capability: { renameProvider: { prepareProvider: true } },
    about: 'file',
    waits: true,
    otherwise: null,
    answer: ({ names, path, edits, say }, { position, newName }) => rename(names, path, position, newName, edits, say),
    inSecrets: ({ names, path, edits, say }, { position, newName }) => rename(names, path, position, newName, edits, say),
  }),
  row({
    type: DocumentSymbolRequest.type,
    capability: { documentSymbolProvider: true },
    about: 'text',
    otherwise: [],
    answer({ source }) {
      const read = source();
      return read ? symbols(read) : [];
    },
    inSecrets: ({ names }) => secretsSymbols(names.secrets),
  }),
  row({
    type: FoldingRangeRequest.type,
    capability: { foldingRangeProvider: true },
    about: 'text',
    otherwise: [],
    answer: ({ text }) => folding(text ?? ''),
  }),
  row({
    type: CodeActionRequest.type,
    capability: { codeActionProvider: { codeActionKinds } },
    about: 'file',
    otherwise: [],
    answer: ({ round, path, edits, reread }, { range, context }) => codeActions(round, path, range, context, edits, reread),
    inSecrets: ({ rounds, path, edits }, { range, context }) => secretsCodeActions(rounds, path, range, context, edits),
  }),
  row({
    type: SelectionRangeRequest.type,
    capability: { selectionRangeProvider: true },
    about: 'text',
    otherwise: [],
    answer({ source }, { positions }) {
      const read = source();
      return read ? selectionRanges(read, positions) : [];
    },
  }),
  row({
    type: LinkedEditingRangeRequest.type,
    capability: { linkedEditingRangeProvider: true },
    about: 'file',
    otherwise: null,
    answer: ({ names, path }, { position }) => linkedEditing(names, path, position),
  }),
  row({
    type: DocumentLinkRequest.type,
    capability: { documentLinkProvider: {} },
    about: 'deployment',
    otherwise: [],
    answer({ source, result, files, uriOf }) {
      const read = source();
      return read ? documentLinks(read, result.deployment, files, uriOf) : [];
    },
  }),
  row({
    type: CodeLensRequest.type,
    capability: { codeLensProvider: {} },
    about: 'deployment',
    otherwise: [],
    answer({ source, result, project }) {
      const read = project.settings.codeLens ? source() : undefined;
      return read ? codeLenses(read, result.deployment) : [];
    },
  }),
  row({
    type: InlayHintRequest.type,
    capability: { inlayHintProvider: true },
    about: 'deployment',
    otherwise: [],
    answer({ source, result, project }, { range }) {
      const read = project.settings.inlayHints ? source() : undefined;
      return read ? inlayHints(read, result.deployment, range) : [];
    },
  }),
  row({
    type: SemanticTokensRequest.type,
    capability: { semanticTokensProvider: { legend: tokensLegend, full: true } },
    about: 'text',
    otherwise: null,
    answer({ source }) {
      const read = source();
      return read ? semanticTokens(read) : null;
    },
  }),
  row({
    type: DocumentFormattingRequest.type,
    capability: { documentFormattingProvider: true },
    about: 'text',
    otherwise: [],
    answer({ source, project }) {
      const read = project.settings.format ? source() : undefined;
      return read ? formatting(read) : [];
    },
  }),
  row({
    type: new RequestType<PlanParams, PlanResult | null, void>(planRequest),
    capability: {},
    late: true,
    about: 'file',
    waits: true,
    otherwise: null,
    answer({ late, analysis, files, earlier, uriOf }, { files: texts, destination, from }) {
      const before = earlier(new Map(Object.entries(texts)));
      return before ? late().plan(before, { analysis, files }, { destination, from, uriOf }) : null;
    },
  }),
  row({
    type: new RequestType<CheckParams, Told | null, void>(checkRequest),
    capability: {},
    late: true,
    about: 'text',
    waits: true,
    otherwise: null,
    answer: ({ late, project, path }, params) => late().checkText(project, path, project.settings.rules, params),
  }),
  row({
    type: new RequestType<PlanTextParams, Told | null, void>(planTextRequest),
    capability: {},
    late: true,
    about: 'file',
    waits: true,
    otherwise: null,
    answer({ late, analysis, files, earlier }, { files: texts, ...params }) {
      const before = earlier(new Map(Object.entries(texts)));
      return before ? late().planText(before, { analysis, files }, params) : null;
    },
  }),
  row({
    type: new RequestType<PictureParams, DeploymentPicture | null, void>(pictureRequest),
    capability: {},
    late: true,
    about: 'deployment',
    otherwise: null,
    answer: ({ late, analysis, result, shown, version, uriOf }, { uri, width, details = false }) =>
      late().picture(analysis, result, shown, { uri, version, uriOf, width, details }),
  }),
  row({
    type: new RequestType<CommandsParams, DeploymentCommands | null, void>(commandsRequest),
    capability: {},
    late: true,
    about: 'deployment',
    otherwise: null,
    answer: ({ late, analysis, result, uriOf }, { uri }) => late().whatRuns(analysis, result, { uri, uriOf }),
  }),
  row({
    type: new RequestType<TreeParams, Tree | null, void>(treeRequest),
    capability: {},
    late: true,
    about: 'deployment',
    otherwise: null,
    answer: (asked, { summaryOnly }) => drawTree(asked, summaryOnly === true),
  }),
];

/** What the server can do, as `initialize` answers. */
export const capabilities: ServerCapabilities = Object.assign({}, ...requests.map(({ capability }) => capability));

/** Ties the types of a row together, and lets go of them: the table is asked by whoever speaks to the client. */
function row<Params extends About, Result>(request: Request<Params, Result>): Request<About, unknown> {
  return request as unknown as Request<About, unknown>;
}
