import type { Accessory, Deployment } from '../deployment/deployment.ts';
import { byDefault, raw, rule, unknown, words, type Argument } from './argument.ts';
import type { Container } from './container.ts';
import { accessoryEnvironment } from './environment.ts';
import { merged } from './labels.ts';
import { loggingOf } from './logging.ts';
import { find, mapOrNone } from '../config/find.ts';
import { mapText, textIn, type Named, type Names } from './names.ts';
import { optionsOf } from './options.ts';
import { joinPath, toText } from './ruby.ts';
import { volumesOf } from './volumes.ts';

const source = 'configuration/accessory.rb';
const command = 'commands/accessory.rb';

/** `Accessory#service_name`: its own `service`, or the application's with the accessory's name. */
export function serviceName({ map, name }: Accessory, names: Names): Named {
  const own = find(map, 'service');
  const given = own.kind === 'value' && own.value.kind === 'scalar' && (own.value.value === false || own.value.value === null);
  if (own.kind !== 'absent' && !given) return textIn(own);
  return mapText(names.service, (text) => `${text}-${name}`);
}

/**
 * The hosts as Kamal goes through them: `host` and `hosts` as written, whatever their class, each as text.
 */
export function hostsOfAccessory({ map, hosts }: Accessory): string[] {
  const host = find(map, 'host');
  if (host.kind !== 'absent') return [textIn(host).text].filter((text) => text !== null);
  const list = map?.entries.get('hosts')?.value;
  if (!list) return [...hosts];
  return list.kind === 'list' ? list.items.map(toText).filter((text) => text !== null) : [];
}

/** The containers of an accessory (`Commands::Accessory#run`): one for each of its hosts, to which SSHKit goes once, though two of its roles share it. */
export function accessoryContainers(deployment: Deployment, names: Names, accessory: Accessory): Container[] {
  const { map } = accessory;
  const { root } = deployment.config;
  const service = serviceName(accessory, names);
  const origin = rule(source, ...service.at, accessory.at);
  const name = raw('--name', service.text, origin);
  const { options, restart } = optionsOf(map, source);
  const network = networkOf(accessory);
  const logging = loggingOf(root, null);
  const ports = portsOf(accessory);
  const { env, secrets } = accessoryEnvironment(map);
  const file = mapText(names.appDirectory, (text) => joinPath(text, 'env/accessories', `${accessory.name}.env`));
  const envFile = raw('--env-file', file.text, origin);
  const volumes = volumesOf(map, service);
  const labels = merged([{ name: 'service', value: service.text, origin }], [mapOrNone(map, 'labels')], source);
  const image = imageOf(accessory);
  const given = find(map, 'cmd');
  const cmd = given.kind === 'absent' ? null : raw(null, textIn(given).text, { kind: 'value', at: given.at, source });
  return [...new Set(hostsOfAccessory(accessory))].map((host) => {
    const own: Argument = { text: `--env KAMAL_HOST="${host}"`, flag: '--env', name: 'KAMAL_HOST', value: host, origin: rule(command) };
    const line = [
      ...words(command, 'docker', 'run'),
      name,
      ...words(command, '--detach'),
      restart,
      network,
      ...logging,
      ...ports,
      own,
      ...env,
      envFile,
      ...volumes,
      ...(service.text === null ? [unknown('--label', origin)] : labels),
      ...options,
      image,
      ...(cmd ? [cmd] : []),
    ];
    return {
      kind: 'accessory',
      of: accessory.name,
      host,
      name,
      prefix: service.text,
      image,
      restart,
      networks: [network],
      env: [own, ...env],
      secrets,
      envFile,
      logging,
      ports,
      volumes,
      labels,
      options,
      cmd,
      command: { arguments: line },
    };
  });
}

function networkOf({ map }: Accessory): Argument {
  const network = find(map, 'network');
  const none =
    network.kind === 'value' && network.value.kind === 'scalar' && (network.value.value === false || network.value.value === null);
  if (network.kind === 'absent' || none) return raw('--network', 'kamal', byDefault(source));
  return raw('--network', textIn(network).text, { kind: 'value', at: network.at, source });
}

/** `3306` means `3306:3306`. */
function portsOf({ map }: Accessory): Argument[] {
  const port = find(map, 'port');
  if (port.kind === 'absent') return [];
  const text = mapText(textIn(port), (one) => (one.includes(':') ? one : `${one}:${one}`));
  return [raw('--publish', text.text, { kind: 'value', at: port.at, source })];
}

/** An accessory's own registry stands before its image; without an image the word is empty. */
function imageOf({ map }: Accessory): Argument {
  const [server, image] = [find(map, 'registry', 'server'), find(map, 'image')];
  const at = [server, image].flatMap((one) => (one.kind === 'absent' ? [] : one.at));
  const origin = { kind: 'value', at, source } as const;
  if (server.kind === 'unknown' || image.kind === 'unknown') return unknown(null, origin);
  const parts = [server, image].flatMap((one) => (one.kind === 'absent' ? [] : [textIn(one).text]));
  return raw(null, parts.includes(null) ? null : parts.join('/'), origin);
}
