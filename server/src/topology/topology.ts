import { addTo } from '../addTo.ts';
import type { Argument } from '../commands/argument.ts';
import { commandsOf } from '../commands/commands.ts';
import type { Container as Run, ProxyContainer, Route as ProxyRoute } from '../commands/container.ts';
import type { Deployment } from '../deployment/deployment.ts';
import { memoize } from '../memoize.ts';
import { usesOf } from '../references/secretUses.ts';
import type { At } from '../source/node.ts';
import { bootStepsOf, type BootSteps } from './boot.ts';

/** A deployment as one graph: routes lead to kamal-proxy on servers, and from there to containers. Plain data, each node with its place. */
export interface Topology {
  readonly service: string | null;
  readonly destination: string | null;
  readonly routes: readonly Route[];
  readonly servers: readonly Server[];
  readonly secrets: readonly Secret[];
  readonly boot: BootSteps;
  /** Roles and accessories of which ERB may add hosts. */
  readonly incomplete: readonly { readonly name: string; readonly at: At }[];
}

interface Node {
  /** Where a person changes it. */
  readonly at: At;
  /** Some of it hangs on ERB. */
  readonly uncertain: boolean;
}

/** One address that kamal-proxy answers to. */
export interface Route extends Node {
  /** `http(s)` where TLS hangs on ERB. */
  readonly scheme: 'https' | 'http' | 'http(s)';
  /** null: any. */
  readonly host: string | null;
  /** `/` where there is no prefix, `/…` where ERB decides it. */
  readonly path: string;
  readonly to: Owner;
  readonly port: string | null;
  /** The hosts of the servers whose kamal-proxy knows it. */
  readonly servers: readonly string[];
}

/** Whose a container or a route is. */
export interface Owner {
  readonly kind: 'role' | 'accessory';
  readonly name: string;
}

export interface Server extends Node {
  readonly host: string;
  /** Wherever it is named; `at` is the first of it. */
  readonly mentions: readonly At[];
  readonly proxy: Proxy | null;
  /** In the order in which they boot; accessories last. */
  readonly containers: readonly Container[];
}

export interface Proxy {
  /** Where it is told what to do; the server where that is said nowhere. */
  readonly at: At;
  readonly image: string | null;
  /** As published: `80:80`. */
  readonly ports: readonly string[];
}

export interface Container extends Node {
  readonly owner: Owner;
  readonly primary: boolean;
  /** With `VERSION` in it; null: hangs on ERB. */
  readonly name: string | null;
  readonly image: string | null;
  /** null: what the image says. */
  readonly cmd: string | null;
  /** The port behind kamal-proxy; null: no web traffic comes to it. */
  readonly proxied: string | null;
  /** Published on the server, by `port` or by options. */
  readonly ports: readonly string[];
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
  readonly secrets: readonly string[];
}

/** A secret that the deployment looks up, by its name in the secrets files, and all who need it. */
export interface Secret {
  readonly key: string;
  readonly by: readonly string[];
  readonly at: At;
}

/** The topology of a deployment; worked out when first asked, once for each deployment. */
export const topologyOf = memoize((deployment: Deployment): Topology => {
  const { app, accessories, deploy, accessoryDeploy, proxyBoot } = commandsOf(deployment);
  const routes = [
    ...[...deploy].flatMap(([name, route]) => routesOf(deployment, route, hostsOf(app.get(name)))),
    ...[...accessoryDeploy].flatMap(([name, route]) => routesOf(deployment, route, hostsOf(accessories.get(name)))),
  ];
  return {
    service: deployment.service,
    destination: deployment.destination,
    routes,
    servers: serversOf(deployment, [...app.values(), ...accessories.values()].flat(), proxyBoot),
    secrets: secretsOf(deployment),
    boot: bootStepsOf(deployment),
    incomplete: [
      ...deployment.roles.filter(({ hostsIncomplete }) => hostsIncomplete),
      ...deployment.accessories.filter(({ hostsIncomplete }) => hostsIncomplete),
    ].map(({ name, at }) => ({ name, at })),
  };
});

const hostsOf = (containers: readonly Run[] | undefined): string[] => [...new Set(containers?.map(({ host }) => host))];

/** Each host of a route with each of its path prefixes. */
function routesOf(deployment: Deployment, route: ProxyRoute, servers: readonly string[]): Route[] {
  const owner = ownerOf(deployment, route);
  const uncertain = route.command.arguments.some(({ text }) => text === null);
  const hosts: readonly (Argument | null)[] = route.hosts.length > 0 ? route.hosts : [null];
  const paths: readonly (Argument | null)[] = route.pathPrefixes.length > 0 ? route.pathPrefixes : [null];
  const port = route.target.value?.split(':').at(-1) ?? null;
  return hosts.flatMap((host) =>
    paths.map((path) => ({
      scheme: schemeOf(route),
      host: host ? host.value : null,
      path: path === null ? '/' : `/${path.value === null ? '…' : path.value.replace(/^\/+|(?<!\/)\/+$/g, '')}`,
      to: { kind: route.kind, name: route.of },
      port,
      servers,
      at: host?.origin.at[0] ?? path?.origin.at[0] ?? owner,
      uncertain: uncertain || (host !== null && host.value === null),
    })),
  );
}

/** Where ERB decides whether there is a route at all, its options are not known either. */
function schemeOf({ tls, options }: ProxyRoute): Route['scheme'] {
  if (tls) return tls.text === null ? 'http(s)' : 'https';
  return options.some(({ flag, text }) => flag === null && text === null) ? 'http(s)' : 'http';
}

function ownerOf({ roles, accessories }: Deployment, { kind, of }: Pick<Run, 'kind' | 'of'>): At {
  return (kind === 'role' ? roles : accessories).find(({ name }) => name === of)!.at;
}

/** In the order in which they boot, then those of accessories alone. */
function serversOf(deployment: Deployment, runs: readonly Run[], proxies: ReadonlyMap<string, ProxyContainer>): Server[] {
  const hosts = new Set([...deployment.boot.groups.flatMap((group) => group.hosts), ...runs.map(({ host }) => host), ...proxies.keys()]);
  const order = new Map(deployment.boot.roles.map((name, index) => [name, index]));
  const rank = ({ kind, of }: Run): number => (kind === 'role' ? (order.get(of) ?? 0) : Infinity);
  const byHost = new Map<string, Run[]>([...hosts].map((host) => [host, []]));
  for (const run of runs) byHost.get(run.host)!.push(run);
  const places = hostPlaces(deployment);
  return [...byHost].map(([host, here]) => {
    const containers = here.sort((a, b) => rank(a) - rank(b) || 0).map((run) => containerOf(deployment, run));
    const proxy = proxies.get(host);
    const mentions = places.get(host) ?? [containers[0]?.at ?? deployment.config.root.at];
    return {
      host,
      at: mentions[0]!,
      mentions,
      proxy: proxy
        ? {
            at: proxyPlace(deployment, here) ?? mentions[0]!,
            image: proxy.image.value,
            ports: values(proxy.ports),
          }
        : null,
      containers,
      uncertain: containers.some(({ uncertain }) => uncertain) || proxy?.command.arguments.some(({ text }) => text === null) === true,
    };
  });
}

/** The proxy of the root, which holds for all roles; else that of a role or an accessory there. */
function proxyPlace({ config, roles, accessories }: Deployment, here: readonly Run[]): At | undefined {
  const all = [config.root, ...[...roles, ...accessories].filter(({ name }) => here.some(({ of }) => of === name)).map(({ map }) => map)];
  return all.flatMap((map) => map?.entries.get('proxy') ?? [])[0]?.key.at;
}

/** Where hosts are named; one that only accessories name, where these are. */
function hostPlaces({ roles, accessories }: Deployment): Map<string, readonly At[]> {
  const found = new Map<string, At[]>();
  for (const { name, at } of roles.flatMap((role) => role.hosts)) {
    addTo(found, name, at);
  }
  for (const { hosts, at } of accessories) for (const host of hosts) if (!found.has(host)) found.set(host, [at]);
  return found;
}

function containerOf(deployment: Deployment, run: Run): Container {
  const { kind, of } = run;
  const routes = commandsOf(deployment);
  const route = (kind === 'role' ? routes.deploy : routes.accessoryDeploy).get(of);
  const role = kind === 'role' ? deployment.roles.find(({ name }) => name === of) : undefined;
  const published = run.options.filter(({ flag }) => flag === '--publish');
  return {
    owner: { kind, name: of },
    primary: role !== undefined && role === deployment.primaryRole.role,
    name: run.name.value,
    image: run.image.value,
    cmd: run.cmd?.value ?? null,
    proxied: route ? (route.target.value?.split(':').at(-1) ?? '?') : null,
    ports: values([...run.ports, ...published]),
    volumes: values(run.volumes),
    networks: values([...run.networks, ...run.options.filter(({ flag }) => flag === '--network')]),
    secrets: run.secrets.flatMap(({ key }) => key ?? []),
    at: ownerOf(deployment, run),
    uncertain: run.command.arguments.some(({ text }) => text === null),
  };
}

const values = (all: readonly Argument[]): string[] => all.flatMap(({ value }) => value ?? []);

function secretsOf(deployment: Deployment): Secret[] {
  const found = new Map<string, { by: Set<string>; at: At }>();
  for (const { name, by, value } of usesOf(deployment)) {
    const one = found.get(name) ?? { by: new Set(), at: value.at };
    one.by.add(by);
    found.set(name, one);
  }
  return [...found].map(([key, { by, at }]) => ({ key, by: [...by], at }));
}
