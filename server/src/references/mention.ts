import type { At, Node, Scalar } from '../source/node.ts';

/** What people give names to, or point at by name. `alias` is one of Kamal's commands, `anchor` one of YAML. */
export type NameKind = 'role' | 'host' | 'tag' | 'secret' | 'alias' | 'anchor' | 'accessory' | 'proxyHost' | 'destination';

/** A place where a name stands. */
export interface Mention {
  readonly kind: NameKind;
  readonly name: string;
  /** The word alone: of `NAME:SECRET` the second part, of `-r web,job` one of the two; of an anchor without its `&` or `*`. */
  readonly at: At;
  /** Is the name given here? Hosts of servers and of proxies are given wherever they stand under `servers`, `accessories` or `proxy`. */
  readonly defines: boolean;
  /** False where ERB, the environment or broken text decides whether it stands here. */
  readonly sure: boolean;
  /** The word in its scalar's value, for whoever replaces it. Left out where no scalar holds it, and where it is not written letter by letter. */
  readonly within?: Within;
  /** The word stands by itself, in a secrets file or as an anchor: it can be replaced as it is. */
  readonly bare?: true;
  /** An accessory's image names its variables: only what stands behind the colon may change, `POSTGRES_PASSWORD:NEW`. */
  readonly keepsVariable?: true;
  /** `jo*`: stands for every name that it matches (`File.fnmatch`, `utils.rb`). */
  readonly pattern?: true;
  /** The name is not written here: a list under `servers` is the role `web`, and a destination is called as its file is. */
  readonly implied?: true;
  /** Of an anchor: the node that carries it, since a later one of the same name is another. */
  readonly anchored?: Node;
}

export interface Within {
  readonly scalar: Scalar;
  /** Offsets in the scalar's value, `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Do two mentions mean the same thing? Anchors do only within one file, and up to the next of the same name. */
export function isSameName(a: Mention, b: Mention): boolean {
  return a.kind === b.kind && a.name === b.name && a.anchored === b.anchored;
}
