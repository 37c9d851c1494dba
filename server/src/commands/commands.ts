import type { Deployment } from '../deployment/deployment.ts';
import { memoize } from '../memoize.ts';
import { accessoryContainers, hostsOfAccessory, serviceName } from './accessory.ts';
import { appContainers, prefixOf } from './app.ts';
import type { Container, ProxyContainer, Route } from './container.ts';
import { namesOf } from './names.ts';
import { proxyContainers } from './proxyRun.ts';
import { routeOf } from './route.ts';

/** All that Kamal starts on the servers of a deployment, each with its command. */
export interface Commands {
  /** By role, in Kamal's order of roles; one container for each host. */
  readonly app: ReadonlyMap<string, readonly Container[]>;
  /** By role: what kamal-proxy is told when a container of it is up. Roles without kamal-proxy have none. */
  readonly deploy: ReadonlyMap<string, Route>;
  /** By host: how kamal-proxy itself starts. */
  readonly proxyBoot: ReadonlyMap<string, ProxyContainer>;
  /** By accessory. */
  readonly accessories: ReadonlyMap<string, readonly Container[]>;
  readonly accessoryDeploy: ReadonlyMap<string, Route>;
}

/** What Kamal will run for a deployment; worked out when first asked, once for each deployment. */
export const commandsOf = memoize(make);

function make(deployment: Deployment): Commands {
  const { roles, accessories } = deployment;
  const names = namesOf(deployment);
  const hosts = new Map(accessories.map((accessory) => [accessory.name, hostsOfAccessory(accessory)]));
  return {
    app: new Map(roles.map((role) => [role.name, appContainers(deployment, names, role)])),
    deploy: new Map(
      roles.flatMap((role) => {
        if (!role.proxy) return [];
        const service = { text: prefixOf(deployment, names, role), at: [...names.service.at, role.at] };
        const routed = { kind: 'role', of: role.name, service, proxy: role.proxy, certain: role.proxied === true } as const;
        return [[role.name, routeOf(deployment, names, routed)] as const];
      }),
    ),
    proxyBoot: new Map(proxyContainers(deployment, hosts).map((one) => [one.host, one])),
    accessories: new Map(accessories.map((accessory) => [accessory.name, accessoryContainers(deployment, names, accessory)])),
    accessoryDeploy: new Map(
      accessories.flatMap((accessory) => {
        if (!accessory.proxy) return [];
        const routed = {
          kind: 'accessory',
          of: accessory.name,
          service: serviceName(accessory, names),
          proxy: accessory.proxy,
          certain: true,
        } as const;
        return [[accessory.name, routeOf(deployment, names, routed)] as const];
      }),
    ),
  };
}
