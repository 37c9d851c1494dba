import type { Settings } from './settings.ts';

/** What stands behind a container: a role or an accessory of a deployment, or kamal-proxy. */
export interface Origin {
  readonly kind: 'role' | 'accessory' | 'proxy';
  /** Name of the role or accessory. */
  readonly of: string;
  /** The container's name without the version: kamal-proxy knows its service by it. */
  readonly prefix: string;
  /** Whose it is: this deployment's, or that of another application or destination on the same server. */
  readonly owner: Owner;
}

export type Owner = 'ours' | 'other';

export interface Container {
  /** Told apart on one server, also from those that are gone. */
  readonly id: number;
  readonly name: string;
  /** `created`: Docker could not start it. */
  readonly status: 'running' | 'exited' | 'created';
  readonly settings: Settings;
  readonly origin: Origin;
}

/** A service in kamal-proxy's registry, which outlives its container: it lies in a volume. */
export interface Route {
  /** `''`: every host. */
  readonly hosts: readonly string[];
  /** Without slashes at their ends; `''` for the root. */
  readonly paths: readonly string[];
  readonly tls: boolean;
  /** The container's name, and the port in it. */
  readonly target: string;
  readonly port: string;
  /** All other settings, as they were given. */
  readonly options: readonly string[];
  /** In maintenance mode: visitors see a page of kamal-proxy's. */
  readonly stopped: boolean;
  readonly owner: Owner;
}

/** A file that Kamal left in its home directory on a server. */
export interface LeftFile {
  /** Names of the secrets in it, with what tells their values apart; empty for other files than those with an environment. */
  readonly secrets: readonly string[];
  /** Tells contents apart. */
  readonly content: string;
  readonly owner: Owner;
}

/** One server with Docker on it. */
export interface Server {
  /** Oldest first. */
  readonly containers: readonly Container[];
  readonly routes: ReadonlyMap<string, Route>;
  readonly networks: ReadonlySet<string>;
  /** By path, relative to the home directory. */
  readonly files: ReadonlyMap<string, LeftFile>;
  /** Images that are tagged: `acme/shop:latest` to `acme/shop:v1`. */
  readonly tags: ReadonlyMap<string, string>;
  /** How many containers there ever were. */
  readonly made: number;
}

export type Servers = ReadonlyMap<string, Server>;

export const emptyServer: Server = { containers: [], routes: new Map(), networks: new Set(), files: new Map(), tags: new Map(), made: 0 };

export const proxyName = 'kamal-proxy';

/** The container of that name that runs. */
export function running({ containers }: Pick<Server, 'containers'>, name: string): Container | undefined {
  return containers.find((one) => one.name === name && one.status === 'running');
}
