import type { Health } from '../model/kamalProxy.ts';
import { Machine } from '../model/machine.ts';
import { isRefusal, type Refusal } from '../model/refusal.ts';
import type { Owner, Servers } from '../model/servers.ts';

/** What no file tells, and a test or a person may know. */
export interface Circumstances {
  readonly health: Health;
  /** The hook that exits 1. */
  readonly hookFails: string | null;
  /** Names that are the same server as an address. */
  readonly sameMachine: ReadonlyMap<string, string>;
}

/** The servers while commands run on them. */
export class World {
  readonly circumstances: Circumstances;
  /** Whose project is being deployed. */
  readonly owner: Owner;
  private readonly machines: Map<string, Machine>;

  constructor(servers: Servers, owner: Owner, circumstances: Circumstances) {
    this.machines = new Map([...servers].map(([host, server]) => [host, new Machine(server)]));
    this.owner = owner;
    this.circumstances = circumstances;
  }

  machine(host: string): Machine {
    const name = this.circumstances.sameMachine.get(host) ?? host;
    let machine = this.machines.get(name);
    if (!machine) this.machines.set(name, (machine = new Machine()));
    return machine;
  }

  /** Work on several hosts goes on where another fails, and then the whole fails as its first failure (`sshkit_with_ext.rb`). */
  on(hosts: readonly string[], work: (machine: Machine, host: string) => void): void {
    throwFirst(hosts.flatMap((host) => refusalOf(host, () => work(this.machine(host), host))));
  }

  servers(): Servers {
    return new Map([...this.machines].map(([host, machine]) => [host, machine.server()]));
  }
}

/** What the work threw, if it did. */
export function refusalOf(host: string, work: () => void): Refusal[] {
  try {
    work();
    return [];
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return [error.on(host)];
  }
}

export function throwFirst(refusals: readonly Refusal[]): void {
  const [first] = refusals;
  if (first) throw first;
}

/** Goes on where Kamal passes over a failure (`raise_on_non_zero_exit: false`). */
export function tolerate(work: () => void): void {
  refusalOf('', work);
}
