import { isRefusal, Refusal } from '../model/refusal.ts';
import type { Owner, Servers } from '../model/servers.ts';
import { accessoryCommand } from './accessory.ts';
import { appCommands } from './app.ts';
import { shell } from './byHand.ts';
import { deploy } from './deploy.ts';
import { proxyCommands } from './proxy.ts';
import { specificsOf, type Limits } from './specifics.ts';
import type { Version } from './version.ts';
import { World, type Circumstances } from './world.ts';

/** What a command did. */
export interface Outcome {
  readonly servers: Servers;
  readonly failed: Refusal | null;
}

/** A command as it is typed behind `kamal`, without its options. */
interface Words {
  readonly words: readonly string[];
  readonly limits: Limits;
  readonly force: boolean;
}

/**
 * Runs a command of Kamal's on the servers: `app stop --roles web --hosts 192.0.2.10`.
 * @param version the files that Kamal reads
 * @param owner whose project that is
 */
export function kamal(servers: Servers, command: string, version: Version, circumstances: Circumstances, owner: Owner = 'ours'): Outcome {
  const world = new World(servers, owner, circumstances);
  try {
    if (version.refused !== null) throw new Refusal('configuration refused', { what: version.refused });
    perform(world, version, wordsOf(command));
    return { servers: world.servers(), failed: null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { servers: world.servers(), failed: error };
  }
}

/** Runs a line by hand on one server. */
export function byHand(servers: Servers, host: string, line: string, circumstances: Circumstances): Outcome {
  const world = new World(servers, 'ours', circumstances);
  try {
    shell(world.machine(host), line);
    return { servers: world.servers(), failed: null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { servers: world.servers(), failed: error.on(host) };
  }
}

/** `server exec` takes all that stands behind its options for the command. */
function wordsOf(command: string): Words {
  const words: string[] = [];
  let limits: Limits = {};
  let force = false;
  const rest = command.split(' ');
  while (rest.length > 0) {
    const word = rest.shift()!;
    if (word === '--roles' || word === '--hosts') limits = { ...limits, [word.slice(2)]: rest.shift()!.split(',') };
    else if (word === '--force') force = true;
    else if (word !== '-y') words.push(word);
    if (words[0] === 'server' && words[1] === 'exec' && rest[0] !== '--hosts' && rest[0] !== '--roles') words.push(...rest.splice(0));
  }
  return { words, limits, force };
}

function perform(world: World, version: Version, { words, limits, force }: Words): void {
  const specifics = specificsOf(version.wanted, limits);
  const [group = '', command = '', ...rest] = words;
  const app = group === 'app' ? appCommands[command] : undefined;
  const proxy = group === 'proxy' ? proxyCommands[command] : undefined;
  if (group === 'setup' || group === 'deploy' || group === 'redeploy') deploy(world, version, specifics, group);
  else if (app) app(world, version, specifics);
  else if (proxy) proxy(world, version, specifics, { force });
  else if (group === 'accessory') accessoryCommand(world, version, specifics, command, rest[0] ?? '');
  else if (group === 'server' && command === 'exec')
    world.on(specifics.hosts, (machine) => shell(machine, rest.join(' ').replace(/^(["'])(.*)\1$/s, '$2')));
  else throw new Refusal('other', { what: words.join(' ') });
}
