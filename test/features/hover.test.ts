import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { hover } from '../../server/src/features/hover.ts';
import { filesOf } from '../../server/src/project/analyze.ts';
import { judgedOf } from '../../server/src/features/tree.ts';
import { eachKey } from '../../server/src/schema/index.ts';
import { atCursor } from './cursor.ts';
import { roundOf, uriOf } from './project.ts';

function hoverAt(marked: string): string {
  const { texts, file, position } = atCursor(marked);
  const { analysis, shown } = roundOf(texts);
  const asked = { analyses: [analysis], files: filesOf(texts), uriOf };
  const found = hover(asked, judgedOf(analysis, file, undefined)!, file, position, shown.get(file) ?? []);
  return (found?.contents as { value: string } | undefined)?.value ?? '(nothing)';
}

const head = `service: shop
image: shop/app
registry: {server: "localhost:5000"}
builder: {arch: amd64}
`;

suite('hover', () => {
  test('a role: servers, address, why it is proxied, its place in the boot order', () => {
    const text = `${head}servers:\n  we|b:\n    hosts: [192.0.2.10]\n  job:\n    hosts: [192.0.2.11]\n    cmd: bin/jobs\nproxy:\n  host: shop.example\n  ssl: true\n`;
    assert.match(
      hoverAt(text),
      new RegExp(
        [
          '^\\*\\*web\\*\\* — the primary role',
          '',
          '- 1 server: `192.0.2.10`',
          '- `https://shop.example` → port 80, healthy when `/up` answers',
          '- takes web traffic because it is the primary role',
          '- boots as 1 of 2',
          "- runs the image's own command",
        ].join('\n'),
      ),
    );
  });

  test('a role that takes no web traffic says why', () => {
    const servers = (job: string): string => hoverAt(`${head}servers:\n  web: [192.0.2.10]\n  jo|b:\n    hosts: [192.0.2.11]\n${job}`);
    assert.match(servers(''), /takes no web traffic: it is not the primary role and has no `proxy`/);
    assert.match(servers('    proxy: false\n'), /takes no web traffic: `proxy: false`/);
    assert.match(servers('    proxy: true\n'), /takes web traffic because of its own `proxy`/);
    assert.match(servers('    proxy: <%= traffic %>\n'), /may take web traffic: that hangs on ERB/);
  });

  test('a role of an incomplete base tells where its servers are', () => {
    const text = `//- config/deploy.yml\n${head}servers:\n  we|b:\n    cmd: bin/web\n//- config/deploy.staging.yml\nservers:\n  web:\n    hosts: [192.0.2.20]\n`;
    assert.match(hoverAt(text), /no servers[\s\S]*in `staging`: `192\.0\.2\.20`/);
  });

  test('a server: roles, tags, accessories', () => {
    const text = `${head}servers:\n  web:\n    - 192.0.|2.10: [eu]\n  job:\n    hosts: [192.0.2.10]\naccessories:\n  db:\n    image: postgres\n    host: 192.0.2.10\n`;
    const value = hoverAt(text);
    assert.match(value, /runs `job` and `web`\n- accessories: `db`\n- tags: `eu`\n- the primary host/);
  });

  test('primary_role: what the boot gate does here', () => {
    const text = (name: string): string => hoverAt(`${head}primary_role: ${name}|\nservers:\n  app: [192.0.2.10]\n  job: [192.0.2.11]\n`);
    assert.match(text('app'), /`job` waits, on every server, until the first `app` container is healthy/);
    assert.match(text('web'), /no role `web` in this deployment/);
  });

  test('what the terminal would print', () => {
    const value = hoverAt(`${head}servers: [192.0.2.10]\nproxy:\n  ss|l: true\n`);
    assert.match(
      value,
      /^`kamal` stops with:\n\n```text\nproxy: Must set a host to enable automatic SSL\n```\n\n---\n\n\*\*proxy\.ssl\*\*/,
    );
  });

  test('an alias of kamal', () => {
    assert.match(
      hoverAt(`${head}servers: [192.0.2.10]\naliases:\n  cons|ole: app exec -i bash\n`),
      /`kamal console` runs `kamal app exec -i bash`/,
    );
  });

  test('a value that Ruby reads otherwise than it is written', () => {
    const port = (value: string): string =>
      hoverAt(`${head}servers: [192.0.2.10]\naccessories:\n  db:\n    image: x\n    host: a\n    port: ${value}\n`);
    assert.match(port('22:|22'), /^Ruby reads `22:22` as a whole number, `80520`\. Put it in quotes/);
    assert.doesNotMatch(port('"22:|22"'), /Ruby reads/);
    assert.doesNotMatch(port('330|6'), /Ruby reads/);
  });

  test('ERB, in text and in a comment', () => {
    assert.match(hoverAt(`${head}servers: [192.0.2.10]\nasset_path: <%= pa|th %>\n`), /^Kamal runs this Ruby code .* not known/);
    assert.match(hoverAt(`${head}servers: [192.0.2.10]\n# <%= pa|th %>\n`), /Kamal runs this although it stands in a YAML comment/);
  });

  test('what a YAML alias stands for', () => {
    const text = `${head}servers: [192.0.2.10]\nx-env: &env\n  A: 1\n  B: 2\nenv: *e|nv\n`;
    assert.match(hoverAt(text), /^`\*env` stands for:\n\n```yaml\nA: 1\nB: 2\n```/);
  });

  test('nothing between words, in comments and for unknown keys', () => {
    assert.equal(hoverAt(`${head}# com|ment\n`), '(nothing)');
    assert.equal(hoverAt(`${head}x-notes:\n  dep|loy: friday\n`), '(nothing)');
    assert.equal(hoverAt(`|\n${head}`), '(nothing)');
  });

  test('every key of the tables is explained', () => {
    const silent: string[] = [];
    eachKey((path) => {
      if (path.length > 5 || path.includes('*')) return;
      const text = `${path.map((key, depth) => `${'  '.repeat(depth)}${key}${depth === path.length - 1 ? '|' : ''}:`).join('\n')}\n`;
      if (!hoverAt(`service: shop\n${text}`.replace(/^service: shop\nservice/, 'service')).includes('documentation](https://'))
        silent.push(path.join('.'));
    });
    assert.deepEqual(silent, []);
  });
});
