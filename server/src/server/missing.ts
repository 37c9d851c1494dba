import { ErrorCodes, ResponseError } from 'vscode-languageserver';

const isPosition = (value: unknown): boolean =>
  typeof (value as { line?: unknown } | null)?.line === 'number' && typeof (value as { character?: unknown }).character === 'number';
const isRange = (value: unknown): boolean =>
  isPosition((value as { start?: unknown } | null)?.start) && isPosition((value as { end?: unknown }).end);
const isText = (value: unknown): boolean => typeof value === 'string';
const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** Params, what they have to be, and the requests that have them. */
const required: readonly (readonly [name: string, is: (value: unknown) => boolean, methods: RegExp])[] = [
  ['position', isPosition, /\/(hover|completion|definition|references|documentHighlight|prepareRename|rename|linkedEditingRange)$/],
  ['positions', (value) => Array.isArray(value) && value.every(isPosition), /\/selectionRange$/],
  ['range', isRange, /\/(codeAction|inlayHint)$/],
  ['context', isObject, /\/(codeAction|references)$/],
  ['newName', isText, /\/rename$/],
  ['files', isObject, /^kamal\/plan/],
  ['from', isText, /^kamal\/plan/],
];

/** The refusal of a request that a client has left a param out of, or got one wrong; undefined: all are there. */
export function refusalOf(method: string, params: object): ResponseError | undefined {
  const [missing] = required.find(([name, is, methods]) => methods.test(method) && !is((params as Record<string, unknown>)[name])) ?? [];
  return missing === undefined ? undefined : new ResponseError(ErrorCodes.InvalidParams, `${method} needs \`${missing}\`.`);
}
