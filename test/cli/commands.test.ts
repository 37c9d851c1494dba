import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files } from '../support/files.ts';
import { run } from './terminal.ts';

const base = `service: shop
image: acme/shop
registry: {server: "localhost:5555"}
builder: {arch: amd64}
servers:
  job: {hosts: [192.0.2.2], cmd: bin/jobs}
  web: [192.0.2.1]
accessories:
  db: {host: 192.0.2.2, image: mysql}
`;

/** A long line, shortened to what the test is about. */
const short = (out: string): string => out.replace(/^(docker run .*--name \S+|docker exec .* deploy \S+|echo) .*$/gm, '$1 …');

test('text goes server by server, in the order of a first deploy', () => {
  const { out, status } = run(['commands', '.'], files(base));
  assert.equal(status, 0);
  assert.equal(
    short(out),
    `# config/deploy.yml

# on 192.0.2.1
# kamal-proxy
echo …
# web
docker run --detach --restart unless-stopped --name shop-web-VERSION …
# web behind kamal-proxy
docker exec kamal-proxy kamal-proxy deploy shop-web …

# on 192.0.2.2
# db
docker run --name shop-db …
# job
docker run --detach --restart unless-stopped --name shop-job-VERSION …
`,
  );
});

test('text says where ERB decides, where Kamal falls over, and what it refuses', () => {
  const erb = run(['commands', '.'], files(`${base}env: {clear: {A: "<%= x %>"}}\n`)).out;
  assert.match(erb, /^# hangs on ERB: docker run .* --env A=… --env-file /m);
  const crash = run(['commands', '.'], files(base.replace('[192.0.2.1]', '[{192.0.2.1: tag}]'))).out;
  assert.match(crash, /^# Kamal falls over here \(NoMethodError\): the host has tags, and there is no `env`/m);
  const refused = run(['commands', '.'], files(base.replace('image', 'imagee')));
  assert.equal(refused.out, '# config/deploy.yml\n# Kamal refuses it: unknown key: imagee\n');
  assert.equal(refused.status, 1);
});

test('json has the base alone and every destination, and null where there is no line', () => {
  const project = files(`${base}//- /config/deploy.eu.yml
service: eu
//- /config/deploy.us.yml
image: "<%= x %>"
//- /config/deploy.xx.yml
images: x
`);
  const { out, status } = run(['commands', '.', '--format', 'json'], project);
  assert.equal(status, 0);
  const { deployments } = JSON.parse(out);
  assert.deepEqual(
    deployments.map(({ destination }: { destination: string | null }) => destination),
    [null, 'eu', 'us', 'xx'],
  );
  const [alone, eu, us, xx] = deployments;
  assert.deepEqual(Object.keys(alone.commands), ['app', 'deploy', 'proxyBoot', 'accessories', 'accessoryDeploy']);
  assert.match(eu.commands.app.web['192.0.2.1'], / --name eu-web-eu-VERSION .* --env KAMAL_DESTINATION="eu" /);
  assert.equal(us.commands.app.web['192.0.2.1'], null);
  assert.match(us.commands.deploy.web, / deploy shop-web-us /);
  assert.equal(xx.commands, null);
  assert.equal(JSON.parse(run(['commands', '.', '--format=json', '-d', 'eu'], project).out).deployments.length, 1);
});
