// What a hover says about effects: where a value comes from, what it replaces, and when it reaches the servers.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { hover } from '../../server/src/features/hover.ts';
import { judgedOf } from '../../server/src/features/tree.ts';
import { atCursor } from './cursor.ts';
import { askedAbout } from './names.ts';

function hoverAt(marked: string): string {
  const { texts, file, position } = atCursor(marked);
  const { asked } = askedAbout(texts);
  const found = hover(asked, judgedOf(asked.analyses[0]!, file, undefined)!, file, position, []);
  return (found?.contents as { value: string } | undefined)?.value ?? '(nothing)';
}

/** The paragraph that begins so. */
function paragraph(marked: string, begins: string): string {
  const text = hoverAt(marked);
  const parts = text.split('\n\n');
  const index = parts.findIndex((part) => part.startsWith(begins));
  if (index < 0) return `(nothing begins with ${begins})\n${text}`;
  return parts[index + 1]?.startsWith('- ') ? `${parts[index]}\n${parts[index + 1]}` : parts[index]!;
}

const base = `//- config/deploy.yml
service: shop
servers:
  web:
    hosts:
      - 192.0.2.1: eu
      - 192.0.2.2
    env:
      clear: {RAILS_ENV: production, WORKERS: 2}
      secret: [TOKEN]
    proxy: {app_port: 3000}
env:
  clear: {WORKERS: 1, REGION: none}
  secret: [DB:DB_PASSWORD]
  tags:
    eu: {REGION: eu}
proxy: {host: shop.example, ssl: true, run: {http_port: 8080}}
accessories:
  db: {image: postgres, host: 192.0.2.1, proxy: {host: db.example}, files: [a:b]}
//- config/deploy.staging.yml
servers:
  web:
    hosts: [192.0.2.3]
env:
  clear: {WORKERS: 3}
proxy: {host: staging.shop.example}
//- .kamal/secrets-common
TOKEN=$TOKEN
DB_PASSWORD=$X
//- .kamal/secrets.staging
# TOKEN
TOKEN=$Y
`;
const at = (text: string, marked: string): string => {
  assert.equal(base.split(text).length, 2, text);
  return base.replace(text, marked);
};

suite('hover with effect', () => {
  test('a secret leads to its line, the one that counts first', () => {
    assert.equal(
      paragraph(at('secret: [TOKEN]', 'secret: [TO|KEN]'), '**TOKEN**'),
      '**TOKEN** comes from [.kamal/secrets-common, line 1](file:///shop/.kamal/secrets-common#L1).',
    );
    assert.equal(
      paragraph(at('clear: {WORKERS: 3}', 'clear: {WORKERS: 3}\n  secret: [TOK|EN]'), '**TOKEN**'),
      '**TOKEN** comes from [.kamal/secrets.staging, line 2](file:///shop/.kamal/secrets.staging#L2), which counts before [.kamal/secrets-common, line 1](file:///shop/.kamal/secrets-common#L1).',
    );
    assert.equal(
      paragraph(at('[DB:DB_PASSWORD]', '[DB:OTH|ER]'), '**OTHER**'),
      '**OTHER**: declared in none of the files that this deployment reads (`.kamal/secrets-common`, `.kamal/secrets`).',
    );
  });

  test("a destination's setting says what it overrides", () => {
    assert.equal(paragraph(at('{host: staging', '{ho|st: staging'), 'Overrides'), 'Overrides `shop.example` (config/deploy.yml, line 16).');
    assert.equal(
      paragraph(at('hosts: [192.0.2.3]', 'ho|sts: [192.0.2.3]'), 'Overrides'),
      'Overrides `192.0.2.1` and `192.0.2.2` (config/deploy.yml, line 4): nothing of that list is left.',
    );
    assert.equal(paragraph(at('{WORKERS: 3}', '{WORK|ERS: 3}'), 'Overrides'), 'Overrides (config/deploy.yml, line 12).');
    assert.equal(
      paragraph(at('proxy: {host: staging', 'pro|xy: {host: staging'), 'Merged'),
      "Merged key by key with the base's (config/deploy.yml, line 16).",
    );
    assert.doesNotMatch(hoverAt(at('proxy: {host: shop', 'proxy: {ho|st: shop')), /Overrides|Merged/);
  });

  test('the environment of a role, by servers of the same tags', () => {
    assert.equal(
      paragraph(at('    env:\n', '    e|nv:\n'), 'Containers of `web` on `192.0.2.1` see'),
      `Containers of \`web\` on \`192.0.2.1\` see:
- \`WORKERS\`: clear, by the role's \`env\` (config/deploy.yml, line 8), over \`env\`
- \`REGION\`: clear, by the tag \`eu\` (config/deploy.yml, line 15), over \`env\`
- \`DB\`: secret, by \`env\` (config/deploy.yml, line 13)
- \`RAILS_ENV\`: clear, by the role's \`env\` (config/deploy.yml, line 8)
- \`TOKEN\`: secret, by the role's \`env\` (config/deploy.yml, line 9)`,
    );
    assert.match(paragraph(at('    env:\n', '    e|nv:\n'), 'Containers of `web` on `192.0.2.2` see'), /`REGION`: clear, by `env`/);
    assert.match(
      paragraph(at('env:\n  clear: {WORKERS: 3}', 'e|nv:\n  clear: {WORKERS: 3}'), 'Containers of `web` see'),
      /`REGION`: clear, by `env` \(config\/deploy.yml, line 12\)/,
    );
  });

  test('the proxy of a role after all merges', () => {
    assert.equal(
      paragraph(at('proxy: {host: staging', 'pro|xy: {host: staging'), 'For `web`'),
      `For \`web\` kamal-proxy is told:
- \`host\`: \`staging.shop.example\` (config/deploy.staging.yml, line 6, over config/deploy.yml, line 16)
- \`ssl\`: \`true\` (config/deploy.yml, line 16)
- \`run.http_port\`: \`8080\` (config/deploy.yml, line 16)
- \`app_port\`: \`3000\` (config/deploy.yml, line 10)`,
    );
  });

  test('with which command a change reaches the servers', () => {
    assert.match(hoverAt(at('{http_port', '{http_po|rt')), /takes effect with `kamal proxy reboot`/);
    assert.match(hoverAt(at('image: postgres', 'ima|ge: postgres')), /takes effect with `kamal accessory reboot db`/);
    assert.match(hoverAt(at('host: db.example', 'ho|st: db.example')), /takes effect with `kamal accessory start db`/);
    assert.match(hoverAt(at('files: [a:b]', 'fil|es: [a:b]')), /`kamal accessory boot db` uploads files/);
    assert.doesNotMatch(hoverAt(at('ssl: true', 'ss|l: true')), /takes effect/);
  });
});

/** The fenced lines. */
function commands(marked: string): string[] {
  return [...hoverAt(marked).matchAll(/```sh\n([^]*?)\n```/g)].map(([, text]) => text!.replaceAll(' \\\n  ', '\n'));
}

const small = `service: shop
image: shop/app
servers:
  web: [192.0.2.1]
  job:
    hosts: [192.0.2.1]
    cmd: bin/jobs
    env: {clear: {SMTP_PASSWORD: hunter2hunter2, RAILS_ENV: production}}
proxy: {host: shop.example, run: {http_port: 8080}}
accessories:
  db: {image: postgres, host: 192.0.2.1}
  open: {image: "<%= image %>", host: 192.0.2.1}
`;

suite('the lines that Kamal runs', () => {
  const marked = (text: string): string[] => commands(small.replace(text, `${text.slice(0, -1)}|${text.slice(-1)}`));

  test('for a role: its container, and its route', () => {
    const [run, deploy] = marked('  web:');
    assert.match(run!, /^docker run --detach\n--restart unless-stopped\n--name shop-web-VERSION\n/);
    assert.match(deploy!, /^docker exec kamal-proxy kamal-proxy deploy shop-web\n--target="TARGET:80"\n--host="shop.example"\n/);
  });

  test('without what may be a credential', () => {
    const [run, deploy] = marked('  job:');
    assert.match(run!, /\n--env SMTP_PASSWORD=…\n/);
    assert.match(run!, /\n--env RAILS_ENV="production"\n/);
    assert.doesNotMatch(run!, /hunter2/);
    assert.equal(deploy, undefined);
  });

  test('for an accessory, and for kamal-proxy itself; not where a line hangs on ERB', () => {
    assert.match(marked('  db:')[0]!, /^docker run\n--name shop-db\n/);
    assert.match(marked('run:')[0]!, /kamal-proxy/);
    assert.deepEqual(marked('  open:'), []);
  });
});
