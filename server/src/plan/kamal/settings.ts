import type { Argument } from '../../commands/argument.ts';
import type { Container, ProxyContainer } from '../../commands/container.ts';
import { unknown, type Settings } from '../model/settings.ts';

/** An argument as it is compared. */
export function textOf({ text }: Argument): string {
  return text ?? unknown;
}

const valueOf = ({ text, value }: Argument): string => (text === null ? unknown : (value ?? ''));

/** `--env NAME="value"`, `--label name`: the pair. */
const pairOf = ({ text, name, value }: Argument): string => (text === null ? unknown : `${name ?? ''}=${value ?? ''}`);

/** Options of `docker run` that are settings of their own. */
const own: Readonly<Record<string, 'ports' | 'networks' | 'volumes' | 'labels'>> = {
  '--publish': 'ports',
  '--network': 'networks',
  '--net': 'networks',
  '--volume': 'volumes',
  '--label': 'labels',
};

function optionsOf(options: readonly Argument[], setting: 'ports' | 'networks' | 'volumes' | 'labels'): string[] {
  return options.filter(({ flag }) => flag !== null && own[flag] === setting).map(valueOf);
}

/** What is compared of a container of Kamal's. @param home where `$PWD` is on the server */
export function settingsOf(container: Container, home: string): Settings {
  const { image, cmd, env, volumes, labels, ports, networks, options, logging, restart } = container;
  return {
    image: [valueOf(image)],
    cmd: cmd ? [valueOf(cmd)] : [],
    env: env.map(pairOf),
    secretEnv: [],
    volumes: [...volumes.map(valueOf), ...optionsOf(options, 'volumes')].map((text) => text.replace('$PWD', home)),
    labels: [...labels.map(pairOf), ...optionsOf(options, 'labels')],
    ports: [...ports.map(valueOf), ...optionsOf(options, 'ports')],
    networks: [...networks.map(valueOf), ...optionsOf(options, 'networks')],
    options: options.filter(({ flag }) => flag === null || !(flag in own)).map(textOf),
    logging: logging.map(textOf),
    restart: [valueOf(restart)],
  };
}

/** The same of kamal-proxy's own container, which runs its image's command where nothing is added to it. */
export function proxySettings({ image, ports, options, cmd }: ProxyContainer, home: string): Settings {
  const isLogging = ({ flag }: Argument): boolean => flag === '--log-opt' || flag === '--log-driver';
  return {
    image: [valueOf(image)],
    cmd: cmd && cmd.value !== 'kamal-proxy run' ? [valueOf(cmd)] : [],
    env: [],
    secretEnv: [],
    volumes: [
      'kamal-proxy-config:/home/kamal-proxy/.config/kamal-proxy',
      `${home}/.kamal/proxy/apps-config:/home/kamal-proxy/.apps-config`,
      ...optionsOf(options, 'volumes'),
    ],
    labels: optionsOf(options, 'labels'),
    ports: [...ports.filter(({ flag, text }) => flag !== null || text === null).map(valueOf), ...optionsOf(options, 'ports')],
    networks: ['kamal', ...optionsOf(options, 'networks')],
    options: options.filter((one) => !isLogging(one) && (one.flag === null || !(one.flag in own))).map(textOf),
    logging: options.filter(isLogging).map(textOf),
    restart: ['unless-stopped'],
  };
}
