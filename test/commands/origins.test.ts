// Each argument of a command says which words of the files it comes from.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Argument, Command } from '../../server/src/commands/argument.ts';
import { commandsOf } from '../../server/src/commands/commands.ts';
import { deploymentIn } from '../deployment/table.ts';

const project = `service: shop
image: acme/shop
registry: {server: ghcr.io, username: u, password: [P]}
builder: {arch: amd64}
servers:
  web:
    hosts: [{192.0.2.1: eu}]
    cmd: bin/web
    options: {memory: 1g}
volumes: [/data:/data]
env:
  clear: {A: root, B: b}
  secret: [S, T:OTHER]
  tags:
    eu: {A: tagged}
x-proxy: &proxy {app_port: 3000}
proxy:
  <<: *proxy
  hosts: [a.example.com, b.example.com]
drain_timeout: 9
accessories:
  db: {host: 192.0.2.2, image: mysql, port: 3306, env: {secret: [ROOT]}}
//- /config/deploy.staging.yml
env:
  clear: {B: over}
`;

const commands = commandsOf(deploymentIn(project));

/** `argument <- words of the file`, several apart by ` + `; `(default)` and `(rule)` where no words decide. */
function originText({ text, origin }: Argument): string {
  const words = origin.at.map(({ chunk, from, to }) => `${chunk.file.replace('config/', '')}: ${chunk.text.slice(from, to)}`);
  return `${text} <- ${words.join(' + ') || `(${origin.kind})`}`;
}

const texts = (command: Command | undefined): string[] => command?.arguments.map(originText) ?? [];

it('a role’s container', () => {
  assert.deepEqual(texts(commands.app.get('web')?.[0]?.command), [
    'docker <- (rule)',
    'run <- (rule)',
    '--detach <- (rule)',
    '--restart unless-stopped <- (default)',
    '--name shop-web-staging-VERSION <- deploy.yml: shop + deploy.yml: web',
    '--network kamal <- (rule)',
    '--env KAMAL_CONTAINER_NAME="shop-web-staging-VERSION" <- deploy.yml: shop + deploy.yml: web',
    '--env KAMAL_VERSION="VERSION" <- (rule)',
    '--env KAMAL_HOST="192.0.2.1" <- deploy.yml: 192.0.2.1',
    '--env KAMAL_DESTINATION="staging" <- (rule)',
    '--env A="tagged" <- deploy.yml: tagged',
    '--env B="over" <- deploy.staging.yml: over',
    '--env-file .kamal/apps/shop-staging/env/roles/web.env <- deploy.yml: shop + deploy.yml: web',
    '--log-opt max-size="10m" <- (default)',
    '--volume /data:/data <- deploy.yml: /data:/data',
    '--label service="shop" <- deploy.yml: shop',
    '--label role="web" <- deploy.yml: web',
    '--label destination="staging" <- (rule)',
    '--memory "1g" <- deploy.yml: 1g',
    'ghcr.io/acme/shop:VERSION <- deploy.yml: acme/shop + deploy.yml: ghcr.io',
    'bin/web <- deploy.yml: bin/web',
  ]);
});

it('secrets by name, and by the name that the secrets file has', () => {
  const [container] = commands.app.get('web')!;
  assert.deepEqual(
    container!.secrets.map(({ name, key }) => `${name} from ${key}`),
    ['S from S', 'T from OTHER'],
  );
  assert.deepEqual(
    commands.accessories.get('db')![0]!.secrets.map(({ name }) => name),
    ['ROOT'],
  );
});

it('a route', () => {
  const route = commands.deploy.get('web')!;
  assert.equal(route.service, 'shop-web-staging');
  assert.equal(originText(route.target), '--target="TARGET:3000" <- deploy.yml: 3000');
  assert.deepEqual(route.hosts.map(originText), [
    '--host="a.example.com" <- deploy.yml: a.example.com',
    '--host="b.example.com" <- deploy.yml: b.example.com',
  ]);
  assert.ok(texts(route.command).includes('--drain-timeout="9s" <- deploy.yml: 9'));
  assert.ok(texts(route.command).includes('--deploy-timeout="30s" <- (default)'));
});

it('an accessory', () => {
  const all = texts(commands.accessories.get('db')![0]!.command);
  assert.ok(all.includes('--publish 3306:3306 <- deploy.yml: 3306'));
  assert.ok(all.includes('mysql <- deploy.yml: mysql'));
});
