import type { Argument, Command } from './argument.ts';

/** A container that `docker run` starts on one host, with all that it is given. Names hold `VERSION` where Kamal puts the version. */
export interface Container {
  readonly kind: 'role' | 'accessory';
  /** The role's or the accessory's name. */
  readonly of: string;
  readonly host: string;
  readonly name: Argument;
  /** What the name begins with, without the version: kamal-proxy knows the container's service by it. null: hangs on ERB. */
  readonly prefix: string | null;
  readonly image: Argument;
  readonly restart: Argument;
  readonly networks: readonly Argument[];
  /** Clear environment, Kamal's own variables first; `name` and `value` of each. */
  readonly env: readonly Argument[];
  readonly secrets: readonly Secret[];
  readonly envFile: Argument;
  readonly logging: readonly Argument[];
  /** Published by `port`; what `options` publish is in `options`. */
  readonly ports: readonly Argument[];
  readonly volumes: readonly Argument[];
  readonly labels: readonly Argument[];
  readonly options: readonly Argument[];
  /** null: the image's own. */
  readonly cmd: Argument | null;
  readonly command: Command;
}

/** A secret in the env file, which Kamal uploads beside the container. */
export interface Secret {
  /** In the container; null: only ERB tells which secrets there are. */
  readonly name: string | null;
  /** In the secrets files: `NAME:OTHER` reads OTHER. */
  readonly key: string | null;
  readonly origin: Argument['origin'];
}

/** What kamal-proxy is told of a role or an accessory: `kamal-proxy deploy`. */
export interface Route {
  readonly kind: 'role' | 'accessory';
  readonly of: string;
  /** By this name kamal-proxy keeps the route; null: hangs on ERB. */
  readonly service: string | null;
  readonly hosts: readonly Argument[];
  /** As given; none means `/`. */
  readonly pathPrefixes: readonly Argument[];
  /** `TARGET:80` */
  readonly target: Argument;
  readonly tls: Argument | null;
  /** All others. */
  readonly options: readonly Argument[];
  readonly command: Command;
}

/** kamal-proxy's own container on one host. */
export interface ProxyContainer {
  readonly host: string;
  /** Does a `proxy.run` say how it starts? Otherwise files on the server do (`kamal proxy boot_config`), with Kamal's defaults. */
  readonly configured: boolean;
  readonly image: Argument;
  readonly ports: readonly Argument[];
  readonly options: readonly Argument[];
  /** What runs in it; null: the image's own command. */
  readonly cmd: Argument | null;
  readonly command: Command;
}
