import type { Key, Section } from './key.ts';
import { run } from './proxy-run.ts';
import { boolean, either, integer, list, page, section, special, string } from './shapes.ts';

const healthcheck: Section = {
  path: {
    shape: string,
    since: '2.0',
    purpose: 'Path that must answer with success before a new container gets traffic',
    details:
      'Only a path: a full URL, or a `?` or `#` in it, is asked for literally and ends in 404. Any status from 200 to 299 will do. ' +
      'A redirect to https fails, because the container speaks plain HTTP. The request names the container as its host, not your domain: an app that checks host names must let this path through.',
    default: '/up',
    example: 'path: /health',
    link: page('proxy', 'healthcheck'),
  },
  interval: {
    shape: integer,
    since: '2.0',
    purpose: 'Seconds between two health checks',
    details:
      'The deployment fails when no check has succeeded within `deploy_timeout`, so keep this well below it. `0` makes kamal-proxy crash, with every app on that server.',
    default: '1',
    example: 'interval: 3',
    link: page('proxy', 'healthcheck'),
  },
  timeout: {
    shape: integer,
    since: '2.0',
    purpose: 'Seconds one health check may take',
    details: 'How long *one* request may take. How long a new container may take in all to become healthy is `deploy_timeout` at the root.',
    default: '5',
    example: 'timeout: 10',
    link: page('proxy', 'healthcheck'),
  },
};

const buffering: Section = {
  requests: {
    shape: boolean,
    since: '2.0',
    purpose: 'Read a whole request before passing it to the app',
    details: 'Protects the app from slow clients. Switch it off for streaming uploads; `max_request_body` has no effect then.',
    default: 'true',
    example: 'requests: false',
    link: page('proxy', 'buffering'),
  },
  responses: {
    shape: boolean,
    since: '2.0',
    purpose: 'Read a whole response before passing it to the client',
    details: 'Switch it off for responses that are streamed (server-sent events, long downloads); `max_response_body` has no effect then.',
    default: 'true',
    example: 'responses: false',
    link: page('proxy', 'buffering'),
  },
  max_request_body: {
    shape: integer,
    since: '2.0',
    purpose: 'Largest request body in bytes',
    details: 'Only while `requests` are buffered. A plain number of bytes: `40_000_000` is read as a number, `40MB` is refused.',
    default: 'no limit',
    example: 'max_request_body: 40_000_000',
    link: page('proxy', 'buffering'),
  },
  max_response_body: {
    shape: integer,
    since: '2.0',
    purpose: 'Largest response body in bytes',
    details: 'Only while `responses` are buffered. A plain number of bytes: `40_000_000` is read as a number, `40MB` is refused.',
    default: 'no limit',
    example: 'max_response_body: 40_000_000',
    link: page('proxy', 'buffering'),
  },
  memory: {
    shape: integer,
    since: '2.0',
    purpose: 'Bytes of one buffered body kept in memory, the rest goes to disk',
    default: '1 MB',
    example: 'memory: 2_000_000',
    link: page('proxy', 'buffering'),
  },
};

const logging: Section = {
  request_headers: {
    shape: list(string),
    since: '2.0',
    purpose: 'Request headers that kamal-proxy writes to its log',
    details: 'The list replaces the usual three. Headers with credentials (`Authorization`, `Cookie`) would end up in the log.',
    default: 'Cache-Control, Last-Modified, User-Agent',
    example: 'request_headers:\n  - User-Agent\n  - X-Request-Id',
    link: page('proxy', 'logging'),
  },
  response_headers: {
    shape: list(string),
    since: '2.0',
    purpose: 'Response headers that kamal-proxy writes to its log',
    default: 'none',
    example: 'response_headers:\n  - X-Request-Id',
    link: page('proxy', 'logging'),
  },
};

const certificate: Section = {
  certificate_pem: {
    shape: special('secret-name', string),
    since: '2.7',
    purpose: 'Name of the secret that holds the certificate in PEM',
    details:
      'A name in `.kamal/secrets`, not the certificate itself and not a file. Needs `private_key_pem` beside it. Put the intermediate certificates after your own in the same text.',
    example: 'certificate_pem: CERTIFICATE_PEM',
    link: page('proxy', 'custom-ssl-certificate'),
  },
  private_key_pem: {
    shape: special('secret-name', string),
    since: '2.7',
    purpose: 'Name of the secret that holds the private key in PEM',
    details: 'A name in `.kamal/secrets`, not the key itself and not a file. Needs `certificate_pem` beside it.',
    example: 'private_key_pem: PRIVATE_KEY_PEM',
    link: page('proxy', 'custom-ssl-certificate'),
  },
};

/** What may stand under `proxy`, at the root, in a role and in an accessory alike. */
export const proxySection: Section = {
  host: {
    shape: string,
    since: '2.0',
    purpose: 'The host name whose requests go to this app',
    details:
      'Only the name: no `https://`, no port, no path, lower case. `*.example.com` takes every direct subdomain.\n\n' +
      '- Without `host` or `hosts` the app takes requests for **any** name, so only one app per server can do that.\n' +
      '- Two roles on one server need different names or different path prefixes; kamal-proxy refuses the second otherwise.\n' +
      '- Several names: use `hosts`. A comma list is split without trimming: of `a.com, b.com` the second never matches.\n' +
      '- `host` and `hosts` together are refused, also when one comes from the root or from a destination.',
    default: 'any host name',
    example: 'host: shop.example.com',
    link: page('proxy', 'hosts'),
  },
  hosts: {
    shape: special('hosts', list(string)),
    since: '2.1',
    purpose: 'Several host names whose requests go to this app',
    details:
      'The list form of `host`; both together are refused. In a role it replaces the list of the root, nothing is added to it. ' +
      'With `ssl` each name may appear only once over all roles.',
    default: 'any host name',
    example: 'hosts:\n  - shop.example.com\n  - www.shop.example.com',
    link: page('proxy', 'hosts'),
  },
  app_port: {
    shape: integer,
    since: '2.0',
    purpose: 'Port on which the app listens inside its container',
    details:
      'Not a port of the server: nothing is published, kamal-proxy reaches the container over the Docker network. If the app listens elsewhere, for example on 3000, ' +
      'the health check never succeeds and the deployment ends with "target failed to become healthy".\n\n' +
      'The ports that visitors use are `run.http_port` and `run.https_port`. Not 443: the proxy speaks plain HTTP to the app.',
    default: '80',
    example: 'app_port: 3000',
    link: page('proxy', 'app-port'),
  },
  ssl: {
    shape: either(boolean, { is: 'anything', keys: certificate }),
    since: '2.0',
    purpose: "HTTPS with a certificate from Let's Encrypt, or with your own",
    details:
      '`true` orders certificates on the first request. That needs:\n\n' +
      '- `host` or `hosts` **in the same map**: a role with `ssl: true` needs its own host even if the root has one, and a root with `ssl: true` needs one there even if every role has its own;\n' +
      '- one server per role, reached directly on ports 80 and 443. Behind a load balancer or on several servers end TLS there and leave `ssl` out, or bring a certificate;\n' +
      '- public DNS names, no wildcard; no name used by two roles;\n' +
      '- the root path: with `path_prefix` alone kamal-proxy refuses it.\n\n' +
      'A map with `certificate_pem` and `private_key_pem` (since 2.7) uses your certificate. An empty map `{}` counts as `true`. `ssl: false` in a role switches off what the root switched on. ' +
      'With TLS, `forward_headers` is off unless you set it, and http is redirected to https unless `ssl_redirect: false`.',
    default: 'false',
    values: ['true', 'false'],
    newer: [{ since: '2.7', when: 'map', purpose: 'A certificate of your own' }],
    example: 'ssl: true',
    link: page('proxy', 'ssl'),
  },
  ssl_redirect: {
    shape: boolean,
    since: '2.6',
    purpose: 'Send visitors who come by http to https',
    details:
      'Only where `ssl` is on. Set it to `false` if something in front already speaks https and passes on http: it would redirect for ever.',
    default: 'true',
    example: 'ssl_redirect: false',
    link: page('proxy', 'ssl-redirect'),
  },
  forward_headers: {
    shape: boolean,
    since: '2.0',
    purpose: 'Keep the X-Forwarded-For and X-Forwarded-Proto headers of the request',
    details:
      'Set it to `true` when a proxy that you trust (Cloudflare, a load balancer) stands in front and `ssl` is on; otherwise the app sees that proxy as its client, and may redirect for ever. ' +
      'Leave it off when visitors reach the server directly: they could forge their address.',
    default: 'false with `ssl`, true without',
    example: 'forward_headers: true',
    link: page('proxy', 'forward-headers'),
  },
  response_timeout: {
    shape: integer,
    since: '2.0',
    purpose: 'Seconds the app may take to answer a request',
    details: 'After it kamal-proxy answers 504. It has nothing to do with deploying: see `deploy_timeout` and `drain_timeout` at the root.',
    default: '30',
    example: 'response_timeout: 60',
    link: page('proxy', 'response-timeout'),
  },
  path_prefix: {
    shape: string,
    since: '2.7',
    purpose: 'Only requests below this path go to this app',
    details:
      'Lets several roles or apps share a host name; the longest matching prefix wins. The app does not see the prefix unless `strip_path_prefix: false`. ' +
      'TLS is set on the app that serves `/`: with `ssl` here and no `/` among the prefixes, kamal-proxy refuses. `path_prefixes` wins if both are given.',
    default: '/',
    example: 'path_prefix: /api',
    link: page('proxy', 'path-based-routing'),
  },
  path_prefixes: {
    shape: list(string),
    since: '2.8',
    purpose: 'Only requests below one of these paths go to this app',
    details: 'The list form of `path_prefix`, and it wins where both are given.',
    default: '/',
    example: 'path_prefixes:\n  - /api\n  - /oauth',
    link: page('proxy', 'path-based-routing'),
  },
  strip_path_prefix: {
    shape: boolean,
    since: '2.7',
    purpose: 'Cut the path prefix off before the app sees the request',
    details: 'With `false` the app has to route `/api/orders` itself. Health checks always ask for `healthcheck.path` as written.',
    default: 'true',
    example: 'strip_path_prefix: false',
    link: page('proxy', 'path-based-routing'),
  },
  healthcheck: {
    shape: section(healthcheck),
    since: '2.0',
    purpose: 'How kamal-proxy finds out that a new container is ready',
    details:
      'The new container gets traffic after its first successful check; the old one stops after that. How long to keep trying is `deploy_timeout` at the root. ' +
      'Kamal 1 had `port`, `cmd`, `max_attempts`, `cord` and `log_lines` here: they are refused. The port is `app_port`.',
    example: 'healthcheck:\n  path: /health\n  interval: 3\n  timeout: 5',
    link: page('proxy', 'healthcheck'),
  },
  buffering: {
    shape: section(buffering),
    since: '2.0',
    purpose: 'Whether kamal-proxy collects requests and responses before passing them on',
    details: 'Both are collected unless switched off. The limits work only on what is collected.',
    example: 'buffering:\n  requests: true\n  responses: false\n  max_request_body: 40_000_000',
    link: page('proxy', 'buffering'),
  },
  logging: {
    shape: section(logging),
    since: '2.0',
    purpose: 'Headers that kamal-proxy writes to its request log',
    details: "Not the app's own log: that is `logging` at the root or in a role.",
    example: 'logging:\n  request_headers:\n    - User-Agent\n    - X-Request-Id',
    link: page('proxy', 'logging'),
  },
  run: {
    shape: section(run),
    since: '2.10',
    purpose: 'How the kamal-proxy container itself is run on its servers',
    details:
      'One proxy serves all apps of a server, so every role and accessory there must say the same (or nothing): Kamal refuses two different `run` maps for one server. ' +
      'It cannot see other apps on the same server. A change takes effect with `kamal proxy reboot`, not with a deployment.',
    example: 'run:\n  http_port: 8080\n  https_port: 8443',
    link: page('proxy', 'run-configuration'),
  },
};

const example = 'proxy:\n  host: shop.example.com\n  ssl: true\n  app_port: 3000';

export const rootProxy: Key = {
  shape: special('proxy', section(proxySection)),
  since: '2.0',
  purpose: 'How web requests reach the app through kamal-proxy',
  details:
    'The primary role is proxied unless it says `proxy: false`. Any other role is proxied only if it has `proxy: true` or a `proxy:` map of its own; a map is merged over this one, and its lists replace. ' +
    'Accessories do not use this.\n\n' +
    'Must be a map: to switch the proxy off write `proxy: false` in the **role**, here it is refused. This map is checked by itself: `ssl: true` here needs a host here.',
  example,
  link: page('proxy'),
};

export const roleProxy: Key = {
  shape: special('proxy', either(boolean, section(proxySection))),
  since: '2.0',
  purpose: 'Whether this role takes web requests through kamal-proxy, and how',
  details:
    '- left out: yes in the primary role, no in the others\n' +
    '- `true`: with the settings of the root\n' +
    '- `false`: no proxy. The container counts as ready when it has run for `readiness_delay` seconds, and gets `drain_timeout` seconds to stop\n' +
    '- a map, even an empty one: yes; its keys win over those of the root, its lists replace them\n\n' +
    'Nothing after the colon is refused. The map is checked by itself first: `ssl: true` needs a host in this map.',
  default: 'on in the primary role, off in the others',
  values: ['true', 'false'],
  example: 'proxy:\n  host: api.example.com\n  app_port: 3000',
  link: page('proxy'),
};

export const accessoryProxy: Key = {
  shape: special('proxy', either(section(proxySection), { is: 'boolean', only: false })),
  since: '2.4',
  purpose: 'Lets web requests reach this accessory through kamal-proxy',
  details:
    "Stands for itself: nothing of the root's `proxy` is used, and `true` is refused. Give it a host of its own, the `app_port` the accessory listens on (80 otherwise) and a health path it answers " +
    '(`/up` otherwise). A certificate of your own is not copied to the server for accessories.',
  default: 'off',
  example: 'proxy:\n  host: search.example.com\n  app_port: 7700\n  healthcheck:\n    path: /health',
  link: page('proxy'),
};
