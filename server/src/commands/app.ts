import { isBlank } from '../config/get.ts';
import type { MapValue } from '../config/value.ts';
import type { Deployment, Host, Role } from '../deployment/deployment.ts';
import { crashed, raw, rule, unknown, version, words, type Argument } from './argument.ts';
import type { Container } from './container.ts';
import { environmentArguments } from './environment.ts';
import { labelsOf } from './labels.ts';
import { loggingOf } from './logging.ts';
import { find } from '../config/find.ts';
import { mapText, textIn, type Names } from './names.ts';
import { optionsOf } from './options.ts';
import { joinPath } from './ruby.ts';
import { argumentizeList } from './utils.ts';

const source = 'configuration/role.rb';
const command = 'commands/app.rb';

/** The containers of a role, one for each of its hosts. */
export function appContainers(deployment: Deployment, names: Names, role: Role): Container[] {
  const shared = sharedBy(deployment, names, role);
  return role.hosts.map((host) => appContainer(deployment, names, role, host, shared));
}

type Shared = ReturnType<typeof sharedBy>;

/** `Role#container_prefix` */
export function prefixOf({ destination }: Deployment, { service }: Names, role: Role): string | null {
  return mapText(service, (text) => [text, role.name, destination].filter((part) => part !== null).join('-')).text;
}

function sharedBy(deployment: Deployment, names: Names, role: Role) {
  const { root } = deployment.config;
  const cmd = find(role.map, 'cmd');
  return {
    ...optionsOf(role.map, source),
    prefix: prefixOf(deployment, names, role),
    logging: loggingOf(root, role.map),
    volumes: [...rootVolumes(root), ...assetVolume(deployment, names, role)],
    labels: labelsOf(deployment, role),
    image: raw(null, mapText(names.repository, (text) => `${text}:${version}`).text, rule('configuration.rb', ...names.repository.at)),
    cmd: cmd.kind === 'absent' ? null : raw(null, textIn(cmd).text, { kind: 'value', at: cmd.at, source }),
  };
}

/** `Commands::App#run` */
function appContainer(deployment: Deployment, names: Names, role: Role, host: Host, shared: Shared): Container {
  const { prefix, image, restart, logging, volumes, labels, options, cmd } = shared;
  const name = prefix === null ? null : `${prefix}-${version}`;
  const origin = rule(source, ...names.service.at, role.at);
  const own = (variable: string, value: string | null, at = origin): Argument => ({
    text: value === null ? null : `--env ${variable}="${value}"`,
    flag: '--env',
    name: variable,
    value,
    origin: at,
  });
  const { env, secrets } = environmentArguments(deployment, role, host);
  const { destination } = deployment;
  const nameArgument = raw('--name', name, origin);
  const all = [
    own('KAMAL_CONTAINER_NAME', name),
    own('KAMAL_VERSION', version, rule(command)),
    own('KAMAL_HOST', host.name, rule(command, host.at)),
    ...(destination === null ? [] : [own('KAMAL_DESTINATION', destination, rule(command))]),
    ...env,
  ];
  const network = raw('--network', 'kamal', rule(command));
  const file = mapText(names.appDirectory, (text) => joinPath(text, 'env/roles', `${role.name}.env`));
  const envFile = raw('--env-file', file.text, origin);
  const line = [
    ...words(command, 'docker', 'run', '--detach'),
    restart,
    nameArgument,
    network,
    ...all,
    envFile,
    ...logging,
    ...volumes,
    ...labels,
    ...options,
    image,
    ...(cmd ? [cmd] : []),
  ];
  return {
    kind: 'role',
    of: role.name,
    host: host.name,
    name: nameArgument,
    prefix,
    image,
    restart,
    networks: [network],
    env: all,
    secrets,
    envFile,
    logging,
    ports: [],
    volumes,
    labels,
    options,
    cmd,
    command: { arguments: line },
  };
}

/** The root's `volumes`, which containers of all roles get. */
function rootVolumes(root: MapValue): Argument[] {
  const found = root.entries.get('volumes');
  if (!found) return root.incomplete ? [unknown('--volume', rule('configuration.rb'))] : [];
  if (found.conditional || found.value.kind === 'unknown') return [unknown('--volume', rule('configuration.rb', found.value.at))];
  return isBlank(found.value) ? [] : argumentizeList('--volume', found.value, 'configuration.rb');
}

/** `Role#asset_volume`: where the assets of the last versions are kept, for roles behind kamal-proxy. */
function assetVolume({ config: { root } }: Deployment, names: Names, role: Role): Argument[] {
  const own = find(role.map, 'asset_path');
  const given = own.kind === 'value' && isFalsy(own.value) ? ({ kind: 'absent' } as const) : own;
  const path = given.kind === 'absent' ? find(root, 'asset_path') : given;
  if (path.kind === 'absent') return [];
  const origin = { kind: 'value', at: path.at, source } as const;
  if (path.kind === 'unknown') return role.proxied === false ? [] : [unknown('--volume', origin)];
  if (isBlank(path.value)) return [];
  if (path.value.kind !== 'scalar' || path.value.type !== 'string') return [crashed('NoMethodError', '`asset_path` is no text', origin)];
  const [inside = '', ...options] = path.value.string.split(':');
  if (inside.trim() === '' || role.proxied === false) return [];
  if (role.proxied === null) return [unknown('--volume', origin)];
  const suffix = options.join(':').trim() === '' ? '' : `:${options.join(':')}`;
  const outside = mapText(names.appDirectory, (text) => joinPath(text, 'assets', 'volumes', `${role.name}-${version}`));
  return [raw('--volume', mapText(outside, (text) => `$PWD/${text}:${inside}${suffix}`).text, origin)];
}

function isFalsy(value: { readonly kind: string; readonly value?: unknown }): boolean {
  return value.kind === 'scalar' && (value.value === false || value.value === null);
}
