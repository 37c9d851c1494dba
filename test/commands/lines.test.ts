// What Kamal makes of single values when it writes a command (utils.rb, configuration/*.rb of 2.12). The whole lines of 422 projects: test/kamal.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crashOf, lineOf, type Command } from '../../server/src/commands/argument.ts';
import { commandsOf } from '../../server/src/commands/commands.ts';
import { deploymentIn } from '../deployment/table.ts';

const base = 'service: shop\nimage: acme/shop\nregistry: {username: u, password: [P]}\nbuilder: {arch: amd64}\n';
const oneHost = `${base}servers: {web: [a]}\n`;
const role = (text: string): string => `${base}servers: {web: {hosts: [a], ${text}}}\n`;
const accessory = (text: string): string => `${oneHost}accessories: {db: {host: d, image: mysql, ${text}}}\n`;

const shown = (command: Command | undefined): string =>
  command ? (lineOf(command) ?? (crashOf(command) ? `crash ${crashOf(command)!.error}` : 'ERB')) : 'none';

const commandsIn = (text: string): ReturnType<typeof commandsOf> => commandsOf(deploymentIn(text));
const appCommand = (text: string): Command | undefined => commandsIn(text).app.get('web')?.[0]?.command;
const deployCommand = (text: string): Command | undefined => commandsIn(text).deploy.get('web')?.command;
const dbCommand = (text: string): Command | undefined => commandsIn(text).accessories.get('db')?.[0]?.command;
const app = (text: string): string => shown(appCommand(text));
const deploy = (text: string): string => shown(deployCommand(text));
const db = (text: string): string => shown(dbCommand(text));
const boot = (text: string): string => shown(commandsIn(text).proxyBoot.get('a')?.command);

/** The arguments that a command has and the one without the keys has not. */
function added(command: Command | undefined, plain: Command | undefined): string {
  const before = new Set(plain?.arguments.map(({ text }) => text));
  return (command?.arguments ?? []).flatMap(({ text }) => (before.has(text) ? [] : [text])).join(' ');
}

type Row = readonly [title: string, text: string, expected: string];

describe('values are escaped for the shell', () => {
  const rows: readonly Row[] = [
    ['text', 'plain', '"plain"'],
    ['quotes and backslashes', `'say "hi" \\n'`, String.raw`"say \"hi\" \\n"`],
    ['a backtick', "'a`b`c'", '"a\\`b\\`c"'],
    ['a dollar', "'a$b'", String.raw`"a\$b"`],
    ['a variable in braces is left to the shell', "'${HOME}/x'", '"${HOME}/x"'],
    ['braces that do not close', "'${HOME'", String.raw`"\${HOME"`],
    ['what Ruby would interpolate', `'#{x} #$y #@z # a'`, String.raw`"\#{x} \#\$y \#@z # a"`],
    ['control characters', String.raw`"a\tb\nc\e\x01\x7f"`, String.raw`"a\tb\nc\e\x01\x7F"`],
    ['letters beyond ASCII stand bare', `'aäb'`, '"a"ä"b"'],
    ['an emoji', `'🚀 go'`, '🚀" go"'],
    ['a number as Ruby writes it', '1_000', '"1000"'],
    ['a float as Ruby writes it', '1.10', '"1.1"'],
    ['true', 'true', '"true"'],
  ];
  for (const [title, value, expected] of rows) {
    it(title, () => assert.ok(app(`${oneHost}env: {clear: {A: ${value}}}`).includes(` --env A=${expected} --env-file `)));
  }
  it('false stands bare', () => assert.ok(app(`${oneHost}env: {A: no}`).includes(' --env A=false --env-file ')));
  it('blank text leaves the name alone', () => assert.ok(app(`${oneHost}env: {A: "", B: " "}`).includes(' --env A --env B --env-file ')));
});

describe('a role', () => {
  const plain = appCommand(role(''));
  const rows: readonly Row[] = [
    ['options: text and number', 'options: {memory: 1g, cpus: 0.5}', '--memory "1g" --cpus "0.5"'],
    ['options: true is a flag, false is not', 'options: {privileged: true, init: false}', '--privileged --init "false"'],
    ['options: a list', 'options: {cap-add: [A, true, B]}', '--cap-add "A" --cap-add --cap-add "B"'],
    ['options: an empty list', 'options: {cap-add: []}', ''],
    [
      'options: a map gives pairs',
      'options: {ulimit: {nofile: 1, b: x}}',
      String.raw`--ulimit "[\"nofile\", 1]" --ulimit "[\"b\", \"x\"]"`,
    ],
    ['options: a date', 'options: {stamp: 2024-1-2}', '--stamp "2024-01-02"'],
    ['options: restart has its place', 'options: {restart: always}', '--restart always'],
    ['cmd stands as it is', 'cmd: bin/rails s && "x" $Y', 'bin/rails s && "x" $Y'],
    ['labels', 'labels: {a: 1, b: ""}', '--label a="1" --label b'],
    ['logging: a driver alone drops the limit', 'logging: {driver: local}', '--log-driver "local"'],
    ['logging: options', 'logging: {options: {max-file: 3, x: false}}', '--log-opt max-file="3" --log-opt x=false'],
    ['assets', 'asset_path: /rails/public', '--volume $PWD/.kamal/apps/shop/assets/volumes/web-VERSION:/rails/public'],
    ['assets with options', 'asset_path: "/a:ro:z"', '--volume $PWD/.kamal/apps/shop/assets/volumes/web-VERSION:/a:ro:z'],
    ['no assets without kamal-proxy', 'asset_path: /a, proxy: false', ''],
  ];
  for (const [title, text, expected] of rows) {
    it(title, () => assert.equal(added(appCommand(role(text)), plain), expected));
  }
  it('logging is laid over that of the root', () => {
    const text = `${role('logging: {options: {max-size: 5m, tag: b}}')}logging: {driver: json-file, options: {max-size: 1m, max-file: 2}}`;
    assert.match(app(text), /--log-driver "json-file" --log-opt max-size="5m" --log-opt max-file="2" --log-opt tag="b" --label/);
  });
  it('labels of the root may replace those of Kamal, in their place', () => {
    const text = `${role('labels: {role: no, b: 2}')}labels: {role: x, service: other, a: 1}`;
    assert.match(app(text), / --label service="other" --label role=false --label destination --label a="1" --label b="2" /);
  });
  it('an asset path that is no text makes Kamal fall over', () => assert.equal(app(role('asset_path: 5')), 'crash NoMethodError'));
  it('a tagged host without env at the root, too', () => assert.equal(app(`${base}servers: {web: [{a: t}]}`), 'crash NoMethodError'));
  it('volumes of the root stand as they are', () =>
    assert.ok(app(`${oneHost}volumes: ["/a:/b", 5]`).includes(' --volume /a:/b --volume 5 --label ')));
  it('a registry on this machine names the image after the service', () =>
    assert.ok(app('service: shop\nregistry: {server: "localhost:5000"}\nservers: [a]\n').endsWith(' localhost:5000/shop:VERSION')));
});

describe('kamal-proxy is told', () => {
  const plain = deployCommand(role(''));
  const rows: readonly Row[] = [
    ['hosts of a text, not trimmed', 'proxy: {host: "a.com, b.com,,"}', '--host="a.com" --host=" b.com"'],
    ['hosts of a list, with a map in it', 'proxy: {hosts: [a.com, {b.com: x}]}', String.raw`--host="a.com" --host="{\"b.com\"=>\"x\"}"`],
    ['TLS', 'proxy: {host: a.com, ssl: true}', '--host="a.com" --tls'],
    [
      "a certificate of one's own",
      'proxy: {host: a.com, ssl: {certificate_pem: C, private_key_pem: K}}',
      '--host="a.com" --tls --tls-certificate-path="/home/kamal-proxy/.apps-config/shop/tls/web/cert.pem" --tls-private-key-path="/home/kamal-proxy/.apps-config/shop/tls/web/key.pem"',
    ],
    ['an empty map under ssl is TLS', 'proxy: {host: a.com, ssl: {}}', '--host="a.com" --tls'],
    [
      'health check',
      'proxy: {healthcheck: {interval: 3, timeout: 2, path: /h}}',
      '--health-check-interval="3s" --health-check-timeout="2s" --health-check-path="/h"',
    ],
    ['false stands quoted', 'proxy: {strip_path_prefix: false}', '--strip-path-prefix="false"'],
    ['path prefixes', 'proxy: {path_prefix: "/a,/b", path_prefixes: [/c]}', '--path-prefix="/c"'],
  ];
  for (const [title, text, expected] of rows) it(title, () => assert.equal(added(deployCommand(role(text)), plain), expected));
  it('the port', () => assert.ok(deploy(role('proxy: {app_port: 3000}')).includes(' --target="TARGET:3000" ')));
  it('no log headers', () => assert.ok(!deploy(role('proxy: {logging: {request_headers: []}}')).includes('header')));
  it('error pages', () =>
    assert.ok(
      deploy(`${oneHost}error_pages_path: public`).endsWith(' --error-pages="/home/kamal-proxy/.apps-config/shop/error_pages/VERSION"'),
    ));
  it('a host that is no text makes Kamal fall over', () => assert.equal(deploy(role('proxy: {host: 5}')), 'crash NoMethodError'));
  it('nothing about a role without it', () => assert.equal(deploy(role('proxy: false')), 'none'));
  it('what ERB decides is no line', () => assert.equal(deploy(role('proxy: {host: "<%= x %>"}')), 'ERB'));
});

describe('kamal-proxy starts', () => {
  const run = (text: string): string =>
    boot(role(`proxy: {run: {${text}}}`)).replace(/^.*apps-config:\/home\/kamal-proxy\/\.apps-config /, '');
  const rows: readonly Row[] = [
    ['an empty list of addresses leaves a blank', 'bind_ips: []', ' --log-opt max-size=10m basecamp/kamal-proxy:v0.9.2 kamal-proxy run'],
    [
      'IPv6 gets brackets',
      'bind_ips: ["::1", 10.0.0.1], log_max_size: ""',
      '--publish [::1]:80:80 --publish [::1]:443:443 --publish 10.0.0.1:80:80 --publish 10.0.0.1:443:443 basecamp/kamal-proxy:v0.9.2 kamal-proxy run',
    ],
    ['nothing published', 'publish: false, version: v1', '--log-opt max-size=10m basecamp/kamal-proxy:v1 kamal-proxy run'],
    ['an address that is no text', 'bind_ips: [5]', 'crash NoMethodError'],
    [
      'options',
      'options: {memory: 1g, init: true}, debug: false',
      '--publish 80:80 --publish 443:443 --log-opt max-size=10m --memory "1g" --init basecamp/kamal-proxy:v0.9.2 kamal-proxy run',
    ],
  ];
  for (const [title, text, expected] of rows) it(title, () => assert.equal(run(text), expected));
  it('by files on the server where nothing is said', () =>
    assert.match(boot(role('proxy: {run: {}}')), /^echo \$\(cat \.kamal\/proxy\/options/));
});

describe('an accessory', () => {
  const plain = dbCommand(accessory(''));
  const rows: readonly Row[] = [
    ['files', 'files: ["my.cnf:/etc/my.cnf", "b:/c:ro"]', '--volume $PWD/shop-db/etc/my.cnf:/etc/my.cnf --volume $PWD/shop-db/c:/c:ro'],
    ['one local file twice: the later counts', 'files: ["a:/x", "./a:/y"]', '--volume $PWD/shop-db/y:/y'],
    [
      'directories',
      'directories: ["data:/d", "/abs:/e:z", {local: l, remote: /r, options: ro}]',
      '--volume $PWD/shop-db/data:/d --volume /abs:/e:z --volume $PWD/shop-db/l:/r:ro',
    ],
    ['a port as it is', 'port: "127.0.0.1:3306:3306"', '--publish 127.0.0.1:3306:3306'],
    ['a command', 'cmd: --a b', '--a b'],
  ];
  for (const [title, text, expected] of rows) it(title, () => assert.equal(added(dbCommand(accessory(text)), plain), expected));
  it('a file without a path in the container', () => assert.equal(db(accessory('files: [a]')), 'crash TypeError'));
  it('a file that a blank has made a map', () => assert.equal(db(accessory('files: [{a: /b}]')), 'crash NoMethodError'));
  it('its own registry', () =>
    assert.ok(db(accessory('registry: {server: ghcr.io, username: u, password: [P]}')).endsWith(' ghcr.io/mysql')));
  it('without an image the word is empty', () =>
    assert.ok(db(`${oneHost}accessories: {db: {host: d}}`).endsWith('--label service="shop-db" ')));
});
