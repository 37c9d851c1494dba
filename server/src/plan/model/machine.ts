import { emptyServer, type Container, type LeftFile, type Route, type Server } from './servers.ts';

/**
 * A server while commands run on it: a copy that they change, because a command that fails half-way leaves behind what it did.
 */
export class Machine {
  containers: Container[];
  readonly routes: Map<string, Route>;
  readonly networks: Set<string>;
  readonly files: Map<string, LeftFile>;
  readonly tags: Map<string, string>;
  made: number;

  constructor(server: Server = emptyServer) {
    this.containers = [...server.containers];
    this.routes = new Map(server.routes);
    this.networks = new Set(server.networks);
    this.files = new Map(server.files);
    this.tags = new Map(server.tags);
    this.made = server.made;
  }

  /** The newest container. */
  add(container: Omit<Container, 'id'>): Container {
    const made = { ...container, id: this.made++ };
    this.containers.push(made);
    return made;
  }

  /** Puts another version of a container in its place. */
  replace(container: Container, changes: Partial<Container>): void {
    this.containers = this.containers.map((one) => (one.id === container.id ? { ...one, ...changes } : one));
  }

  remove(which: (container: Container) => boolean): void {
    this.containers = this.containers.filter((one) => !which(one));
  }

  /** The server as it is now. */
  server(): Server {
    return {
      containers: [...this.containers],
      routes: new Map(this.routes),
      networks: new Set(this.networks),
      files: new Map(this.files),
      tags: new Map(this.tags),
      made: this.made,
    };
  }
}
