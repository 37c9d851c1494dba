import type { Section } from './key.ts';
import { anything, boolean, integer, list, page, string } from './shapes.ts';

/** `proxy.run`: how the kamal-proxy container itself is started, once per server. */
export const run: Section = {
  http_port: {
    shape: integer,
    since: '2.10',
    purpose: 'Port of the server on which kamal-proxy takes HTTP',
    details: 'The public port. The port the app listens on inside its container is `app_port`.',
    default: '80',
    example: 'http_port: 8080',
    link: page('proxy', 'run-configuration'),
  },
  https_port: {
    shape: integer,
    since: '2.10',
    purpose: 'Port of the server on which kamal-proxy takes HTTPS',
    details:
      "Let's Encrypt reaches a server on 80 and 443 only: with other ports, use a certificate of your own or end TLS in front of the server.",
    default: '443',
    example: 'https_port: 8443',
    link: page('proxy', 'run-configuration'),
  },
  metrics_port: {
    shape: integer,
    since: '2.10',
    purpose: 'Port on which kamal-proxy offers its metrics for Prometheus',
    default: 'no metrics',
    example: 'metrics_port: 9090',
    link: page('proxy', 'run-configuration'),
  },
  debug: {
    shape: boolean,
    since: '2.10',
    purpose: 'Let kamal-proxy log more than usual',
    default: 'false',
    example: 'debug: true',
    link: page('proxy', 'run-configuration'),
  },
  log_max_size: {
    shape: string,
    since: '2.10',
    purpose: "Size at which Docker rotates kamal-proxy's log",
    default: '10m',
    example: 'log_max_size: 50m',
    link: page('proxy', 'run-configuration'),
  },
  publish: {
    shape: boolean,
    since: '2.10',
    purpose: "Publish kamal-proxy's ports on the server",
    details:
      'Set it to `false` where something else (Caddy, a tunnel) stands in front on the same Docker network. `http_port`, `https_port` and `bind_ips` are refused beside `publish: false`.',
    default: 'true',
    example: 'publish: false',
    link: page('proxy', 'run-configuration'),
  },
  bind_ips: {
    shape: list(string),
    since: '2.10',
    purpose: 'Addresses of the server on which the ports are published',
    details:
      'Kamal 2.12 does not check what stands in the list (it looks for it one level too high): an entry that is no IP address fails only when the proxy is started.',
    default: 'all addresses',
    example: 'bind_ips:\n  - 127.0.0.1',
    link: page('proxy', 'run-configuration'),
  },
  registry: {
    shape: string,
    since: '2.10',
    purpose: "Registry that holds kamal-proxy's image",
    default: 'Docker Hub',
    example: 'registry: registry.example.com',
    link: page('proxy', 'run-configuration'),
  },
  repository: {
    shape: string,
    since: '2.10',
    purpose: "Name of kamal-proxy's image in the registry",
    default: 'basecamp/kamal-proxy',
    example: 'repository: mirror/kamal-proxy',
    link: page('proxy', 'run-configuration'),
  },
  version: {
    shape: string,
    since: '2.10',
    purpose: 'Version of kamal-proxy to run',
    details:
      'Kamal refuses to deploy to a proxy older than the one it was made for (v0.9.2 for Kamal 2.11 and 2.12). With the leading `v`.',
    default: 'v0.9.2',
    example: 'version: v0.9.2',
    link: page('proxy', 'run-configuration'),
  },
  options: {
    shape: anything,
    since: '2.10',
    purpose: 'Further options for the `docker run` of kamal-proxy',
    details: 'Handed to Docker unchecked: `memory: 512m` becomes `--memory 512m`. A mistake shows only when the proxy is started.',
    example: 'options:\n  memory: 512m',
    link: page('proxy', 'run-configuration'),
  },
};
