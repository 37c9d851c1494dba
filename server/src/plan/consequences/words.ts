import { unknown, type SettingName } from '../model/settings.ts';

/** Nobody reads more of them in a sentence. */
const most = 12;

/** `a`, `a and b`, `a, b and c`; of very many the first ones. */
export function list(items: readonly string[]): string {
  const unique = [...new Set(items)];
  if (unique.length > most) return `${unique.slice(0, most - 2).join(', ')} and ${unique.length - most + 2} more`;
  return unique.length < 2 ? (unique[0] ?? '') : `${unique.slice(0, -1).join(', ')} and ${unique.at(-1)}`;
}

export const code = (text: string): string => `\`${text}\``;

const hidden = 'what only ERB tells';

/** `shop.example.com/api`, or what a catch-all is called. */
export function routed(hosts: readonly string[], paths: readonly string[]): string {
  return list(eachRoute(hosts, paths));
}

/** The same one by one. */
export function eachRoute(hosts: readonly string[], paths: readonly string[]): string[] {
  return hosts.flatMap((host) => paths.map((path) => oneRoute(host, path)));
}

function oneRoute(host: string, path: string): string {
  if (host.includes(unknown) || path.includes(unknown)) return hidden;
  if (host === '') return path === '' ? 'every host' : `\`/${path}\` of every host`;
  return code(`${host}${path === '' ? '' : `/${path}`}`);
}

/** What people call the settings of a container. */
export const settingWords: Readonly<Record<SettingName, string>> = {
  image: 'image',
  cmd: 'command',
  env: 'environment',
  secretEnv: 'secrets',
  volumes: 'volumes',
  labels: 'labels',
  ports: 'published ports',
  networks: 'networks',
  options: 'options',
  logging: 'logging',
  restart: 'restart policy',
};
