import type { BootSteps } from './boot.ts';
import { coloursOf, ownerKey } from './colours.ts';
import type { Topology } from './topology.ts';

/** Seconds, at best and at worst. */
export interface Seconds {
  readonly best: number;
  readonly worst: number;
}

/** One container that is replaced. */
export interface Bar {
  readonly role: string;
  readonly primary: boolean;
  /** Until the new one is healthy. */
  readonly start: Seconds;
  readonly healthy: Seconds;
  /** Until the old one is gone, which nothing waits for but the next role on the server. */
  readonly stopped: Seconds;
  readonly proxied: boolean;
  /** As in the picture. */
  readonly colour: number;
}

export interface Lane {
  readonly host: string;
  /** From 1; hosts of a group boot at once. */
  readonly group: number;
  readonly bars: readonly Bar[];
}

/** A deploy in time: what happens on each server, between nothing at all going wrong and everything taking as long as it may. */
export interface Timeline {
  readonly lanes: readonly Lane[];
  /** When the first container of the primary role is healthy, which others wait for. */
  readonly gate: { readonly role: string; readonly at: Seconds } | null;
  readonly end: Seconds;
  /** Of how many groups; after each Kamal waits `boot.wait`. */
  readonly groups: number;
  readonly wait: number;
  /** Some of it hangs on ERB, or Kamal falls over `boot.limit`. */
  readonly uncertain: boolean;
}

const zero: Seconds = { best: 0, worst: 0 };
const plus = (a: Seconds, b: Seconds): Seconds => ({ best: a.best + b.best, worst: a.worst + b.worst });
const later = (a: Seconds, b: Seconds): Seconds => ({ best: Math.max(a.best, b.best), worst: Math.max(a.worst, b.worst) });

/**
 * The time line of `kamal deploy` after the image is built (`cli/app.rb`, `cli/app/boot.rb`, `sshkit_with_ext.rb`): groups one after the other,
 * the hosts of a group at once, on a host the roles one after the other, and every other role behind the first healthy container of the
 * primary role. A proxied container may be healthy at once and has `deploy_timeout`; another one has to be up for `readiness_delay`.
 */
export function timelineOf(topology: Topology): Timeline {
  const { boot, servers } = topology;
  const colours = coloursOf(topology);
  const proxied = new Set(
    servers.flatMap(({ containers }) =>
      containers.flatMap((one) => (one.owner.kind === 'role' && one.proxied !== null ? [one.owner.name] : [])),
    ),
  );
  const lanes: Lane[][] = [];
  let gate: Timeline['gate'] = null;
  let from = zero;
  for (const [index, group] of boot.groups.entries()) {
    let end = from;
    const bars = new Map<string, Bar[]>(group.hosts.map((host) => [host, []]));
    lanes.push([...bars].map(([host, there]) => ({ host, group: index + 1, bars: there })));
    // Who comes before the gate is known only with all lanes of the primary role: it goes first on each server.
    for (const pass of ['primary', 'others'] as const) {
      for (const [host, there] of bars) {
        const roles = group.rolesOnHost.get(host) ?? [];
        for (const role of roles.filter((name) => (name === boot.gate) === (pass === 'primary'))) {
          const free = boot.parallelRoles ? from : (there.at(-1)?.stopped ?? from);
          const start = pass === 'others' && gate !== null ? later(free, gate.at) : free;
          there.push({
            ...bar(role, role === boot.gate, start, proxied.has(role), boot),
            colour: colours.get(ownerKey({ kind: 'role', name: role })) ?? 0,
          });
        }
        end = there.reduce((last, { stopped }) => later(last, stopped), end);
      }
      if (pass === 'primary' && gate === null && boot.gate !== null) gate = firstHealthy([...bars.values()].flat(), boot.gate);
    }
    from = plus(end, { best: boot.wait, worst: boot.wait });
  }
  return { lanes: lanes.flat(), gate, end: from, groups: boot.groups.length, wait: boot.wait, uncertain: boot.uncertain || boot.crashes };
}

function bar(
  role: string,
  primary: boolean,
  start: Seconds,
  proxied: boolean,
  { deployTimeout, drainTimeout, readinessDelay }: BootSteps,
): Omit<Bar, 'colour'> {
  const healthy = plus(
    start,
    proxied ? { best: 0, worst: deployTimeout } : { best: Math.min(readinessDelay, deployTimeout), worst: deployTimeout },
  );
  return { role, primary, start, healthy, stopped: plus(healthy, { best: 0, worst: drainTimeout }), proxied };
}

/** The first one opens the gate: at best the quickest, at worst the quickest of those that take longest. */
function firstHealthy(bars: readonly Bar[], role: string): Timeline['gate'] {
  const all = bars.filter((one) => one.role === role).map(({ healthy }) => healthy);
  if (all.length === 0) return null;
  const sooner = (a: Seconds, b: Seconds): Seconds => ({ best: Math.min(a.best, b.best), worst: Math.min(a.worst, b.worst) });
  return { role, at: all.reduce(sooner) };
}
