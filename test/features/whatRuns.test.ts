import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { whatRuns } from '../../server/src/features/whatRuns.ts';
import type { DeploymentCommands } from '../../server/src/protocol.ts';
import { file, filesIn, roundOf, uriOf } from './project.ts';

const project = `//- ${file}
service: shop
image: acme/shop
servers:
  web: [192.0.2.1]
  job:
    hosts: [192.0.2.2]
    cmd: bin/jobs
proxy:
  host: shop.example.com
registry:
  server: ghcr.io
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
env:
  clear:
    DB_HOST: 192.0.2.9
    API_TOKEN: hunter2hunter2
  secret:
    - RAILS_MASTER_KEY
    - MAIL:SMTP_PASSWORD
//- config/deploy.eu.yml
servers:
  web: [192.0.2.11]
  job: {hosts: [192.0.2.2]}
`;

function runs(text = project, destination: string | null = null): DeploymentCommands & { texts: ReadonlyMap<string, string> } {
  const texts = filesIn(text);
  const { analysis } = roundOf(texts);
  const result = analysis.deployments.find(({ deployment }) => deployment.destination === destination);
  assert.ok(result);
  return { ...whatRuns(analysis, result, { uri: uriOf(file), uriOf }), texts };
}

const cut = (text: string, { start, end }: DeploymentCommands['places'][number]['range']): string =>
  text.split('\n')[start.line]!.slice(start.character, start.line === end.line ? end.character : undefined);

/** Each argument with a place, and the words there: `--name x ← service: shop`. */
function origins({ text, parts, places, texts }: ReturnType<typeof runs>): string[] {
  return parts.map(({ line, from, to, places: all }) => {
    const words = all.map((number) => {
      const { uri, range, path } = places[number]!;
      const where = uri.slice('file:///shop/'.length);
      return `${where === file ? '' : `${where} `}${path}: ${cut(texts.get(where)!, range)}`;
    });
    return `${text.split('\n')[line]!.slice(from, to)} ← ${words.join(', ')}`;
  });
}

suite('what Kamal runs', () => {
  test('is a script, server by server and an argument a line', () => {
    const { text } = runs();
    const [head, ...blocks] = text.split('\n\n');
    assert.equal(
      head,
      '# What Kamal runs for config/deploy.yml, server by server, in the order of a first deploy.\n# VERSION is the version that is deployed, TARGET the container that was started for it.',
    );
    assert.deepEqual(
      blocks.map((block) => block.split('\n')[0]),
      ['# on 192.0.2.1', '# kamal-proxy', '# web', '# web behind kamal-proxy', '# on 192.0.2.2', '# job'],
    );
    assert.equal(
      blocks.at(-1),
      `# job
docker run --detach \\
  --restart unless-stopped \\
  --name shop-job-VERSION \\
  --network kamal \\
  --env KAMAL_CONTAINER_NAME="shop-job-VERSION" \\
  --env KAMAL_VERSION="VERSION" \\
  --env KAMAL_HOST="192.0.2.2" \\
  --env DB_HOST="192.0.2.9" \\
  --env API_TOKEN=… \\
  --env-file .kamal/apps/shop/env/roles/job.env \\
  --log-opt max-size="10m" \\
  --label service="shop" \\
  --label role="job" \\
  --label destination \\
  ghcr.io/acme/shop:VERSION bin/jobs
# In its env file: RAILS_MASTER_KEY, MAIL (from SMTP_PASSWORD)
`,
    );
  });

  test('each argument leads to the words that decide it', () => {
    const all = origins(runs());
    for (const wanted of [
      '--name shop-job-VERSION ← service: shop, servers.job: job',
      '--env KAMAL_HOST="192.0.2.2" ← servers.job.hosts: 192.0.2.2',
      '--env DB_HOST="192.0.2.9" ← env.clear.DB_HOST: 192.0.2.9',
      '--env API_TOKEN=… ← env.clear.API_TOKEN: hunter2hunter2',
      'ghcr.io/acme/shop:VERSION ← image: acme/shop, registry.server: ghcr.io',
      'bin/jobs ← servers.job.cmd: bin/jobs',
      '--host="shop.example.com" ← proxy.host: shop.example.com',
      'RAILS_MASTER_KEY ← env.secret: RAILS_MASTER_KEY',
      'MAIL (from SMTP_PASSWORD) ← env.secret: MAIL:SMTP_PASSWORD',
    ])
      assert.ok(all.includes(wanted), `${wanted}\n\n${all.join('\n')}`);
    assert.ok(!all.some((one) => one.startsWith('--network')), 'Kamal always writes it');
  });

  test('the keys that lead to a place are told from the outside in', () => {
    const { places, texts } = runs();
    const place = places.find(({ path }) => path === 'env.clear.DB_HOST');
    assert.deepEqual(
      place?.keys.map((key) => cut(texts.get(file)!, key)),
      ['env', 'clear', 'DB_HOST'],
    );
  });

  test('in a destination an argument leads to the file that has the say', () => {
    const eu = runs(project, 'eu');
    const all = origins(eu);
    assert.match(eu.text, /^# What Kamal runs for config\/deploy\.yml with -d eu,/);
    assert.ok(all.includes('--env KAMAL_HOST="192.0.2.11" ← config/deploy.eu.yml servers.web: 192.0.2.11'), all.join('\n'));
    assert.ok(all.includes('--env DB_HOST="192.0.2.9" ← env.clear.DB_HOST: 192.0.2.9'));
  });

  test('a section for each server says where each of its commands begins', () => {
    const { text, sections } = runs();
    const lines = text.split('\n');
    assert.deepEqual(
      sections.map(({ host, line, steps }) => [host, lines[line], ...steps.map(({ of, line: at }) => `${of}: ${lines[at]}`)]),
      [
        ['192.0.2.1', '# on 192.0.2.1', 'null: # kamal-proxy', 'web: # web', 'web: # web behind kamal-proxy'],
        ['192.0.2.2', '# on 192.0.2.2', 'job: # job'],
      ],
    );
  });

  test('what hangs on ERB, what Kamal falls over and what it refuses is said', () => {
    const erb = runs(project.replace('bin/jobs', '<%= cmd %>'));
    assert.match(erb.text, /^# job\n# What stands as … hangs on ERB\.\ndocker run [^#]*:VERSION …\n/m);
    assert.ok(origins(erb).includes('… ← servers.job.cmd: <%= cmd %>'), origins(erb).join('\n'));
    const crash = runs(project.replace('web: [192.0.2.1]', 'web: [{192.0.2.1: tag}]').replace(/^env:\n( .*\n)+/m, ''));
    assert.match(crash.text, /^# web\n# Kamal falls over here \(NoMethodError\): the host has tags/m);
    const refused = runs(project.replace('proxy:', 'prox:'));
    assert.match(refused.text, /^# .*\n# Kamal refuses it as it is: unknown key: prox\n\n# on 192\.0\.2\.1\n/);
    const broken = runs(project.replace('cmd: bin/jobs', 'cmd: "bin/jobs'));
    assert.match(broken.text, /^# .*\n# Not all of it: /);
  });

  test('a line break in a value stays in its line', () => {
    const { text } = runs(project.replace('cmd: bin/jobs', 'cmd: "bin/jobs\\n# on 192.0.2.99"'));
    assert.ok(text.includes('bin/jobs\\n# on 192.0.2.99'), text);
  });

  test('two hundred servers', () => {
    const hosts = Array.from({ length: 200 }, (_, index) => `10.0.0.${index}`).join(', ');
    const { sections, places, parts } = runs(project.replace('[192.0.2.1]', `[${hosts}]`));
    assert.equal(sections.length, 201);
    assert.ok(places.length < 230, `${places.length} places`);
    assert.ok(parts.length > 2_000, `${parts.length} parts`);
  });
});
