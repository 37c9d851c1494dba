/** Why a command fails, in kinds that a person tells apart. */
export type RefusalKind =
  | 'proxy route already taken by another service'
  | 'port already allocated'
  | 'target unhealthy'
  | 'container not ready'
  | 'kamal-proxy too old'
  | 'kamal-proxy refuses TLS settings'
  | 'kamal-proxy has no such service'
  | 'kamal-proxy not running'
  | 'network missing'
  | 'conflicting network options'
  | 'secret missing'
  | 'local file missing'
  | 'hook failed'
  | 'configuration refused'
  | 'other';

/** What a refusal is about, as far as it has a name. */
export interface About {
  readonly host?: string;
  /** The role or accessory that could not be started. */
  readonly of?: string;
  /** kamal-proxy's service that holds the route; the container that holds the port. */
  readonly holder?: string;
  /** The host and path, port, network, secret, file, version or hook in question. */
  readonly what?: string;
}

/** A command on a server, or Kamal itself, failed. Thrown within the model and caught by the command of Kamal's that hangs on it. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  readonly about: About;

  constructor(kind: RefusalKind, about: About = {}) {
    super(kind);
    this.kind = kind;
    this.about = about;
  }

  on(host: string): Refusal {
    return new Refusal(this.kind, { host, ...this.about });
  }

  /** While starting that role or accessory. */
  of(name: string): Refusal {
    return new Refusal(this.kind, { of: name, ...this.about });
  }
}

export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Refusal;
}
