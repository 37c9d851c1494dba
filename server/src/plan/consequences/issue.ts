/** Kinds of what the files do not say, or of what is not as they say, in the order in which they are told. */
export const issueKinds = [
  'configuration refused',
  'left running',
  'route left',
  'accessory not started',
  'accessory change not applied',
  'accessory left running',
  'accessory shared with another destination or app',
  'kamal-proxy options not applied',
  'kamal-proxy left',
  'still in maintenance mode',
  'role not running',
  'still on the old version',
  'stopped without successor',
  'secrets left on disk',
] as const;
export type IssueKind = (typeof issueKinds)[number];

/** One thing on one server. */
export interface Issue {
  readonly kind: IssueKind;
  readonly host: string;
  /** Container, route, role, accessory or file; empty where the kind and the host say all. */
  readonly name: string;
  /** The role or accessory of the files, new or old, that it belongs to. */
  readonly of: string;
  /** `left running: shop-web-v1 on 192.0.2.10`: two issues are the same if their lines are. */
  readonly line: string;
}

export function issue(kind: IssueKind, host = '', name = '', of = ''): Issue {
  return { kind, host, name, of, line: `${kind}${name === '' ? '' : `: ${name}`}${host === '' ? '' : ` on ${host}`}` };
}
