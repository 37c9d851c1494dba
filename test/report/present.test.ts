import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { diagnostics } from '../../server/src/features/diagnostics.ts';
import type { RuleSetting } from '../../server/src/rules/rule.ts';
import { apply } from '../features/apply.ts';
import { file, filesIn, roundOf, uriOf } from '../features/project.ts';

/** What is shown, file by file: severity, rule, line from 1, and how the message ends where it names destinations. */
function shownIn(text: string, settings?: ReadonlyMap<string, RuleSetting>): string[] {
  const { shown } = roundOf(filesIn(text), settings);
  return [...shown].flatMap(([path, list]) =>
    list.map(({ finding, severity, source, span, message }) => {
      const names = /\(destinations? [^)]*\)$/.exec(message)?.[0] ?? '';
      return `${path}:${source.position(span.from).line + 1} ${severity} ${finding.rule}${names && ` ${names}`}`;
    }),
  );
}

const head = `service: shop
image: shop/app
registry: {server: "localhost:5000"}
builder: {arch: amd64}
`;
const complete = `${head}servers: [192.0.2.10]\n`;

suite('view', () => {
  test('what is wrong in the base and in every destination is shown once, without a name', () => {
    const text = `//- ${file}\n${complete}nonsense: 1\n//- config/deploy.a.yml\nproxy: {host: a.example}\n//- config/deploy.b.yml\nproxy: {host: b.example}\n`;
    assert.deepEqual(shownIn(text), [`${file}:6 error unknown-key`]);
  });

  test('what is wrong only with some destinations names them', () => {
    const role = 'accessories:\n  logs:\n    image: x:1\n    role: job\n';
    const text = `//- ${file}\n${head}servers:\n  web: [192.0.2.10]\n${role}//- config/deploy.a.yml\nservers:\n  job: {hosts: [192.0.2.11], cmd: run}\n//- config/deploy.b.yml\nproxy: {host: b.example}\n//- config/deploy.c.yml\nproxy: {host: c.example}\n`;
    assert.deepEqual(shownIn(text), [`${file}:10 error accessory-role (destinations b, c)`]);
  });

  test("a destination's own mistakes stand in its file and need no name", () => {
    const text = `//- ${file}\n${complete}//- config/deploy.a.yml\nnonsense: 1\n//- config/deploy.b.yml\nproxy: {host: b.example}\n`;
    assert.deepEqual(shownIn(text), ['config/deploy.a.yml:1 error unknown-key']);
  });

  test('an incomplete base that every destination completes gets one information', () => {
    const text = `//- ${file}\nservice: shop\nbuilder: {arch: amd64}\n//- config/deploy.a.yml\nimage: shop/app\nregistry: {server: "localhost:5000"}\nservers: [192.0.2.10]\n`;
    const { shown, texts } = roundOf(filesIn(text));
    const list = shown.get(file) ?? [];
    assert.deepEqual(
      list.map(({ severity }) => severity),
      ['information'],
    );
    assert.match(list[0]!.message, /^`kamal` without `-d` would refuse this: /);
    const edits = list[0]!.finding.fixes[0]!.edits(texts)!;
    const repaired = apply(filesIn(text).get(file)!, edits.get(file)!);
    assert.equal(repaired, 'service: shop\nrequire_destination: true\nbuilder: {arch: amd64}\n');
    assert.deepEqual(shownIn(text.replace('service: shop\n', 'service: shop\nrequire_destination: true\n')), []);
  });

  test('a file complete by itself may be no destination: only what fails both ways is shown', () => {
    const merged = `//- ${file}\n${complete}proxy:\n  host: shop.example\n`;
    const own = (rest: string): string => `${merged}//- config/deploy.worker.yml\n${complete}${rest}`;
    assert.deepEqual(shownIn(own('proxy:\n  hosts: [a.example]\n')), [], 'host and hosts meet only where it is laid over the base');
    assert.deepEqual(shownIn(own('nonsense: 1\n')), ['config/deploy.worker.yml:6 error unknown-key']);
    assert.deepEqual(
      shownIn(own('').replace('  host: shop.example', '  hots: shop.example')),
      [`${file}:7 error unknown-key`],
      'and it takes nothing off the base',
    );
  });

  test('rules are set by severity, or turned off', () => {
    const text = `${complete}nonsense: 1\n`;
    assert.deepEqual(shownIn(text, new Map([['unknown-key', 'warning']])), [`${file}:6 warning unknown-key`]);
    assert.deepEqual(shownIn(text, new Map([['unknown-key', 'off']])), []);
  });
});

suite('diagnostics', () => {
  test('carry the range, the rule and its page, the terminal line and the other place', () => {
    const text = `${head}servers:\n  web: [192.0.2.10]\n  api:\n    hosts: [192.0.2.11]\n    proxy:\n      host: shop.example\n      ssl: true\nproxy:\n  host: shop.example\n  ssl: true\n`;
    const { analysis, shown } = roundOf(new Map([[file, text]]));
    const [one, ...more] = diagnostics(analysis, shown.get(file) ?? [], uriOf);
    assert.deepEqual(more, []);
    assert.equal(one?.code, 'duplicate-proxy-host');
    assert.equal(one.source, 'kamal');
    assert.equal(one.severity, 1);
    assert.equal(one.codeDescription?.href, 'https://github.com/kamal-tools/vscode-kamal/blob/main/docs/rules/duplicate-proxy-host.md');
    assert.deepEqual(one.data, { kamal: "Different roles can't share the same host for SSL: shop.example", fixable: true });
    assert.deepEqual(
      one.relatedInformation?.map(({ location }) => location.uri),
      [uriOf(file)],
    );
  });
});
