import { hasLabels } from '../model/docker.ts';
import { stopStale } from './app.ts';
import { accessoryCommand } from './accessory.ts';
import { bootApp, hook } from './boot.ts';
import { login } from './parts.ts';
import { bootProxy } from './proxy.ts';
import type { Specifics } from './specifics.ts';
import type { Version } from './version.ts';
import type { World } from './world.ts';

export type Deploying = 'setup' | 'deploy' | 'redeploy';

/** `kamal setup`, `deploy` and `redeploy` (`cli/main.rb`), as with `--skip-push`: what is built and pushed is not looked at. */
export function deploy(world: World, version: Version, specifics: Specifics, how: Deploying): void {
  world.on(specifics.appHosts, () => login(version, version.wanted.login));
  hook(world, 'pre-deploy');
  if (how !== 'redeploy') bootProxy(world, version, specifics, { force: false });
  if (how === 'setup') accessoryCommand(world, version, specifics, 'boot', 'all');
  stopStale(world, version, specifics);
  bootApp(world, version, specifics);
  if (how !== 'redeploy') prune(world, version, specifics);
  hook(world, 'post-deploy');
}

/**
 * `docker ps` of all stopped containers with the service's label, the newest of which stay: those of all roles and destinations on the server
 * are counted together (`commands/prune.rb`).
 */
function prune(world: World, { wanted: { service, retain } }: Version, { hosts }: Specifics): void {
  world.on(hosts, (machine) => {
    const stopped = machine.containers.filter((one) => one.status !== 'running' && hasLabels(one, { service }));
    const old = new Set(stopped.slice(0, Math.max(stopped.length - retain, 0)).map(({ id }) => id));
    machine.remove(({ id }) => old.has(id));
  });
}
