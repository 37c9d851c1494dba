/** A server's name with what SSHKit takes for a login and a port around it. */
export interface Address {
  readonly host: string;
  readonly user: string | null;
  readonly port: string | null;
  /** How it is written: which part is too much. */
  readonly form: 'user' | 'port' | 'user and port' | 'brackets' | 'url';
}

/**
 * What stands around the name in `user@h`, `h:22`, `[v6]` `ssh://h` and `http://h`.
 * @returns null for a bare name or address, IPv6 too, and for anything else
 */
export function addressOf(text: string): Address | null {
  const [, scheme, user = null, six, name = six, port = null] =
    /^((?:ssh|https?):\/\/)?(?:([^@\s:/[\]]+)@)?(?:\[([0-9a-f:.]+(?:%\w+)?)\]|([^@\s:/[\]]+))(?::(\d+))?\/?$/i.exec(text) ?? [];
  if (name === undefined || (text.endsWith('/') && !scheme)) return null;
  const form = scheme ? 'url' : user && port ? 'user and port' : user ? 'user' : port ? 'port' : six === undefined ? null : 'brackets';
  // The port of a web page is none for SSH.
  return form && { host: name, user, port: scheme?.startsWith('http') ? null : port, form };
}

/** Is this address or name of the kind that only a private network knows? */
export function isPrivate(host: string): boolean {
  return privates.some((pattern) => pattern.test(host));
}

const privates = [
  /^(10|127)\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  // Shared by carriers and overlay networks such as Tailscale (RFC 6598).
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./,
  /^(::1$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i,
  /^localhost$|\.(local|lan|home|internal|localdomain|localhost)$|\.ts\.net$/i,
];
