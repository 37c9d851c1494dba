// What the pages cannot show of the rules about the proxy and the boot order: ERB, files that are not read yet, destinations, fixes that are not preferred.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze, filesOf, analyzeTexts } from '../../server/src/project/analyze.ts';
import type { Files } from '../../server/src/files/files.ts';
import { read } from '../../server/src/source/read.ts';
import { completion } from '../support/complete.ts';
import { dedent, files } from '../support/files.ts';
import { findingsOf } from '../support/findings.ts';
import type { Located } from '../support/findings.ts';

const base = 'config/deploy.yml';

function textsOf(literal: string): Map<string, string> {
  const texts = files(dedent(literal));
  return texts.set(base, completion(texts.get(base) ?? '') + texts.get(base));
}

/** Findings of these rules: `rule: the marked text`. */
function told(located: readonly Located[], texts: ReadonlyMap<string, string>, ...rules: readonly string[]): string[] {
  return located.flatMap(({ finding, file, from, to }) =>
    rules.includes(finding.rule) ? [`${finding.rule}: ${texts.get(file)!.slice(from, to)}`] : [],
  );
}

function found(literal: string, ...rules: readonly string[]): string[] {
  const texts = textsOf(literal);
  return told(findingsOf(analyzeTexts(texts)), texts, ...rules);
}

/** Titles of a rule's first finding's fixes, the preferred one with a star. */
function fixes(literal: string, rule: string): string[] {
  const finding = findingsOf(analyzeTexts(textsOf(literal))).find(({ finding }) => finding.rule === rule)?.finding;
  return (finding ?? assert.fail(`no ${rule}`)).fixes.map(({ title, preferred }) => (preferred ? `* ${title}` : title));
}

/** Like `found`, in a project where nothing but deploy.yml has been read. */
function foundUnread(literal: string, ...rules: readonly string[]): string[] {
  const texts = textsOf(literal);
  const known = filesOf(texts);
  const unread: Files = { ...known, get: () => 'unread', list: () => 'unread' };
  return told(
    findingsOf(analyze({ base: read(base, texts.get(base)!), destinations: [] }, { files: unread, kamal: null })),
    texts,
    ...rules,
  );
}

describe('what hangs on ERB', () => {
  const everything = [
    'ssl-with-path-prefix',
    'ssl-wildcard-host',
    'ssl-host-not-public',
    'healthcheck-timing',
    'app-port-443',
    'boot-limit-crash',
  ];

  it('silences the rules that rest on it', () => {
    const text = `
      deploy_timeout: <%= ENV["WAIT"] %>
      proxy:
        <%= ENV["MORE"] %>
        ssl: <%= ENV["TLS"] %>
        host: "*.shop.example"
        path_prefix: /api
        app_port: <%= ENV.fetch("PORT", "443") %>
        healthcheck:
          interval: 60
      boot:
        limit: <%= ENV.fetch("LIMIT", "0") %>
    `;
    assert.deepEqual(found(text, ...everything), []);
  });

  it('silences what stands in a branch', () => {
    const text = `
      proxy:
        host: shop.example
        <% if ENV["TLS"] %>
        ssl: true
        <% end %>
        path_prefix: /api
        <% if ENV["SLOW"] %>
        healthcheck:
          interval: 0
        <% end %>
    `;
    assert.deepEqual(found(text, ...everything, 'healthcheck-interval-zero'), []);
  });

  it('silences roles and hosts that a loop may add', () => {
    const text = `
      servers:
        web:
          hosts:
            - 192.0.2.1
            <% ENV["HOSTS"].split(",").each do |host| %>
            - <%= host %>
            <% end %>
      boot:
        limit: 10
    `;
    assert.deepEqual(found(text, 'boot-limit-no-effect'), []);
  });
});

describe('files that are not read yet', () => {
  it('silence the rules that ask for them', () => {
    const text = 'error_pages_path: public\nproxy:\n  app_port: 8080\n';
    assert.deepEqual(found(text + '//- Dockerfile\nFROM a\nEXPOSE 3000\n', 'error-pages-empty', 'app-port-not-exposed'), [
      'error-pages-empty: public',
      'app-port-not-exposed: 8080',
    ]);
    assert.deepEqual(foundUnread(text, 'error-pages-empty', 'app-port-not-exposed'), []);
  });

  it('are not looked for outside the project', () => {
    for (const path of ['/srv/pages', '../pages', '~/pages'])
      assert.deepEqual(found(`error_pages_path: ${path}\n`, 'error-pages-empty'), [], path);
  });
});

describe('app-port-not-exposed', () => {
  const dockerfile = '\n//- Dockerfile\nFROM a AS build\nEXPOSE 80\nFROM a AS web\nEXPOSE 3000\n';

  it('looks at the stage that is built', () => {
    const text = (target: string) => `builder: {arch: amd64, target: ${target}}\nproxy: {app_port: 80}${dockerfile}`;
    assert.deepEqual(found(text('build'), 'app-port-not-exposed'), []);
    assert.deepEqual(found(text('web'), 'app-port-not-exposed'), ['app-port-not-exposed: 80']);
    assert.deepEqual(found(text('<%= ENV["STAGE"] %>'), 'app-port-not-exposed'), []);
  });

  it('knows nothing of what buildpacks make', () => {
    assert.deepEqual(
      found(`builder: {arch: amd64, pack: {builder: x, buildpacks: [y]}}\nproxy: {app_port: 80}${dockerfile}`, 'app-port-not-exposed'),
      [],
    );
  });

  it('offers the port, for “fix all” only where nothing else has a say', () => {
    const text = (more: string) => `${more}proxy: {host: shop.example}${dockerfile}`;
    assert.deepEqual(fixes(text(''), 'app-port-not-exposed'), ['* Send traffic to port 3000: `app_port: 3000`']);
    for (const env of ['env: {PORT: 8080}\n', 'env: {secret: [HTTP_PORT]}\n', 'env: {tags: {a: {TARGET_PORT: 1}}}\n'])
      assert.deepEqual(fixes(text(env), 'app-port-not-exposed'), ['Send traffic to port 3000: `app_port: 3000`'], env);
  });
});

describe('a setting of the root', () => {
  it('is told once for all the roles that take it over', () => {
    const text = `
      servers:
        web: [192.0.2.1]
        api: {hosts: [192.0.2.2], proxy: {host: api.shop.example}}
        own: {hosts: [192.0.2.3], proxy: {app_port: 80}}
      proxy:
        app_port: 443
    `;
    const [one, ...others] = findingsOf(analyzeTexts(textsOf(text))).filter(({ finding }) => finding.rule === 'app-port-443');
    assert.match(one!.finding.message, /of the roles `api` and `web`,/);
    assert.equal(others.length, 0);
  });

  it('is unused only where no destination has a proxied role', () => {
    const text = (proxy: string) => `
      servers: {web: {hosts: [192.0.2.1], proxy: false}}
      proxy: {host: shop.example}
      //- config/deploy.staging.yml
      servers: {web: {proxy: ${proxy}}}
    `;
    assert.deepEqual(found(text('false'), 'proxy-settings-unused'), ['proxy-settings-unused: proxy']);
    for (const proxy of ['true', '{}', '<%= ENV["PROXY"] %>']) assert.deepEqual(found(text(proxy), 'proxy-settings-unused'), [], proxy);
  });

  it('is not called unused while the primary role is misspelt', () => {
    assert.deepEqual(found('primary_role: wbe\nservers: {web: [192.0.2.1]}\nproxy: {app_port: 3000}\n', 'proxy-settings-unused'), []);
  });
});

describe('worker-proxied', () => {
  it('leaves it to a person to take the last role out of the root’s proxy', () => {
    const text = 'servers: {web: {hosts: [192.0.2.1], cmd: bin/jobs}}\n';
    assert.deepEqual(fixes(text, 'worker-proxied'), ['* Take `web` out of the proxy: `proxy: false`']);
    assert.deepEqual(fixes(`${text}proxy: {app_port: 3000}\n`, 'worker-proxied'), ['Take `web` out of the proxy: `proxy: false`']);
  });
});

describe('boot', () => {
  it('counts the servers of each destination', () => {
    const text = (limit: string, hosts: string) => `
      servers: [192.0.2.1]
      boot: {limit: ${limit}}
      //- config/deploy.production.yml
      servers: ${hosts}
    `;
    assert.deepEqual(found(text('2', '[192.0.2.1, 192.0.2.2]'), 'boot-limit-no-effect'), ['boot-limit-no-effect: 2']);
    assert.deepEqual(found(text('1', '[192.0.2.1, 192.0.2.2]'), 'boot-limit-no-effect'), []);
    assert.deepEqual(found(text('100%', '[192.0.2.1, 192.0.2.2]'), 'boot-limit-no-effect'), ['boot-limit-no-effect: 100%']);
  });

  it('offers to remove a limit that has no quotes to lose', () => {
    assert.deepEqual(fixes('boot: {limit: true}\n', 'boot-limit-crash'), ['* Remove `limit`: boot on all servers at once']);
    assert.deepEqual(fixes('boot: {limit: true, wait: 5}\n', 'boot-limit-crash'), ['Remove `limit`: boot on all servers at once']);
  });
});
