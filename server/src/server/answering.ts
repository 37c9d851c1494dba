import { ResponseError } from 'vscode-languageserver';
import type { EditHost } from '../features/edit.ts';
import { judgedOf } from '../features/judgedOf.ts';
import type { About, AskedFile, AskedSecrets, AskedText, Request } from './request.ts';
import type { Analysis } from '../project/analysis.ts';
import { secretsFile } from '../references/declaredSecrets.ts';
import { inWordsOf } from './plainer.ts';
import type { LateCode } from './lateCode.ts';
import { veiledAnswer, veilFor } from './veiling.ts';
import type { Veil } from '../references/veil.ts';
import type { Client } from './client.ts';
import type { Guard } from './guard.ts';
import type { OpenProject } from './openProject.ts';
import type { ProjectFile } from './workspace.ts';

/** What has to be at hand to answer. */
export interface Answering {
  readonly guard: Guard;
  readonly code: LateCode;
  client(): Client;
  /** Shows a person a message. */
  say(message: string): void;
  /** The newest text of an open document and its version. */
  document(uri: string): { readonly text: string; readonly version: number } | undefined;
  /** Where a document lies, after what has been typed was taken in; undefined: none of ours. */
  find(uri: string): ProjectFile | undefined;
}

/** LSP's `InternalError`. */
const internalError = -32_603;

/**
 * Answers a request of the table. A file that cannot be read is answered as one that is none of ours; a feature that throws costs its own answer
 * alone, which is then an error.
 */
export function answer(around: Answering, request: Request<About, unknown>, params: About): unknown {
  const loading = request.late && around.code.loading();
  return loading ? loading.then(() => answerLoaded(around, request, params)) : answerLoaded(around, request, params);
}

function answerLoaded(around: Answering, request: Request<About, unknown>, params: About): unknown {
  const project = request.waits && around.guard.run(request.type.method, undefined, () => around.find(uriOf(params)))?.project;
  if (!project) return answerNow(around, request, params);
  // What a feature says goes with the answer that is sent.
  let said: string[] = [];
  const answered = project.whenRead(() => {
    said = [];
    return answerNow({ ...around, say: (message) => void said.push(message) }, request, params);
  });
  const tell = (value: unknown): unknown => {
    for (const message of said) around.say(message);
    return value;
  };
  return answered instanceof Promise ? answered.then(tell) : tell(answered);
}

function answerNow(around: Answering, request: Request<About, unknown>, params: About): unknown {
  const { guard } = around;
  const what = request.type.method;
  const uri = uriOf(params);
  const prepared = guard.run<Prepared | undefined>(what, undefined, () => {
    const found = around.find(uri);
    if (!found) return undefined;
    const veil = (): Veil => veilFor(found, request.about === 'text');
    const say = (message: string): void => around.say(veil()(message));
    const work = prepare({ ...around, say }, request, params, found);
    return work && { work, veil };
  });
  if (!prepared) return request.otherwise;
  try {
    return inWordsOf(around.client(), what, veiledAnswer(what, prepared.work(), prepared.veil()), uri);
  } catch (error) {
    // A feature's own refusal, with the reason.
    if (error instanceof ResponseError) return new ResponseError(error.code, prepared.veil()(error.message));
    return new ResponseError<void>(internalError, guard.report(what, error));
  }
}

interface Prepared {
  /** What is left to do once the files are read. */
  readonly work: () => unknown;
  readonly veil: () => Veil;
}

const uriOf = (params: About): string => ('uri' in params ? params.uri : params.textDocument.uri);

/** @returns undefined where there is nothing to answer about */
function prepare(around: Answering, request: Request<About, unknown>, params: About, found: ProjectFile): Prepared['work'] | undefined {
  const text = askedText(around, uriOf(params), found);
  if (found.secrets) {
    const secrets = request.inSecrets && askedSecrets(around, text, found);
    return secrets && (() => request.inSecrets!(secrets, params));
  }
  if (request.about === 'text') return () => request.answer(text, params);
  const file = askedFile(around, text, found);
  if (!file) return undefined;
  if (request.about === 'file') return () => request.answer(file, params);
  const result = judgedOf(file.analysis, found.path, params.destination);
  return result && (() => request.answer({ ...file, result }, params));
}

function askedText(around: Answering, uri: string, { project, path }: ProjectFile): AskedText {
  const { text, version = null } = around.document(uri) ?? {};
  return {
    uri,
    path,
    text,
    version,
    client: around.client(),
    say: (message) => around.say(message),
    project,
    late: () => around.code.get(),
    source: () => project.source(path),
  };
}

function askedSecrets(around: Answering, text: AskedText, { project, path }: ProjectFile): AskedSecrets | undefined {
  const secrets = secretsFile(project.files, path);
  if (typeof secrets === 'string') return undefined;
  const analyses = project.readersOf(path);
  return {
    ...text,
    names: { analyses, files: project.files, uriOf: project.uriOf, secrets },
    edits: editHost(around, text, project),
    rounds: analyses.map((analysis) => ({ analysis, shown: project.shown(analysis), texts: project })),
  };
}

function editHost(around: Answering, { client }: AskedText, project: OpenProject): EditHost {
  const { uriOf } = project;
  return {
    texts: project,
    uriOf,
    versionOf: (file) => around.document(uriOf(file))?.version ?? null,
    documentChanges: client.documentChanges,
    snippets: client.snippetEdits,
    createFiles: client.createFiles,
    annotations: client.changeAnnotations,
  };
}

function askedFile(around: Answering, text: AskedText, { project, path }: ProjectFile): AskedFile | undefined {
  const analysis = project.ours(path);
  if (!analysis) return undefined;
  const { uriOf } = project;
  const shown = project.shown(analysis);
  return {
    ...text,
    analysis,
    shown,
    uriOf,
    round: { analysis, shown, texts: project },
    edits: editHost(around, text, project),
    names: { analyses: [analysis], bases: () => everyBase(project), files: project.files, uriOf },
    files: project.files,
    earlier: (texts) => {
      const imagined = project.imagine(texts);
      const then = imagined.analysisOf(analysis.base.file);
      return then && { analysis: then, files: imagined.files };
    },
    reread: (texts) => reread(project, path, texts) ?? { analysis, shown, texts: project },
  };
}

function everyBase(project: OpenProject): Analysis[] {
  return project.bases().flatMap((base) => project.ours(base) ?? []);
}

function reread(project: OpenProject, path: string, texts: ReadonlyMap<string, string>): AskedFile['round'] | undefined {
  const imagined = project.imagine(texts);
  const analysis = imagined.analysisOf(path);
  return analysis && { analysis, shown: project.shown(analysis), texts: imagined };
}
