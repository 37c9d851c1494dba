// What an editor shows beside the text: lenses, hints, links, colours of names; and what it does with a selection or with blanks.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { codeLenses } from '../../server/src/features/codeLens.ts';
import { documentLinks } from '../../server/src/features/documentLinks.ts';
import { formatting } from '../../server/src/features/formatting.ts';
import { inlayHints } from '../../server/src/features/inlayHints.ts';
import { linkedEditing } from '../../server/src/features/linkedEditing.ts';
import { selectionRanges } from '../../server/src/features/selectionRange.ts';
import { semanticTokens, tokensLegend } from '../../server/src/features/semanticTokens.ts';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import { read } from '../../server/src/source/read.ts';
import { root } from '../../scripts/run.mjs';
import { atCursor } from './cursor.ts';
import { file, filesIn, uriOf } from './project.ts';

const whole = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

function deploymentOf(texts: ReadonlyMap<string, string>, destination: string | null = null) {
  const analysis = analyzeTexts(texts);
  const { deployment } = analysis.deployments.find((one) => one.deployment.destination === destination)!;
  return { analysis, deployment };
}

function marked(text: string, places: readonly { readonly line: number; readonly character: number; readonly label: string }[]): string[] {
  return places.map(({ line, character, label }) => `${text.split('\n')[line]!.slice(0, character)}‹${label}›`);
}

suite('code lens', () => {
  test('says what each role is', () => {
    const text = `service: shop
servers:
  web:
    - 192.0.2.1
    - 192.0.2.2
  job:
    hosts: [192.0.2.3]
    cmd: bin/jobs
  api:
    hosts: <%= hosts %>
    proxy:
      hosts: [api.example.com, v2.example.com]
proxy:
  host: shop.example.com
`;
    const { analysis, deployment } = deploymentOf(filesIn(text));
    assert.deepEqual(
      codeLenses(analysis.base, deployment)
        .map(({ range, command }) => `${range.start.line}: ${command?.title}`)
        .sort(),
      [
        '2: primary · http://shop.example.com · 2 servers · boots first',
        '5: no web traffic · 1 server · boots after web',
        '8: http://api.example.com and 1 more · servers hang on ERB',
      ],
    );
  });
});

test('what a half-typed line leaves open is not laid at the door of ERB', () => {
  const { analysis, deployment } = deploymentOf(
    filesIn('service: shop\nservers:\n  web: [192.0.2.1]\n  api:\n    hosts: [192.0.2.2]\n    proxy: {\n'),
  );
  assert.deepEqual(
    codeLenses(analysis.base, deployment)
      .map(({ range, command }) => `${range.start.line}: ${command?.title}`)
      .sort(),
    ['2: primary · http(s)://…/… · 1 server · boots first', '3: traffic cannot be read · at least 1 server · boots after web'],
  );
});

suite('inlay hints', () => {
  test('name the defaults of a proxy that are not written, once', () => {
    const text = `service: shop
servers:
  web: [192.0.2.1]
  api:
    hosts: [192.0.2.2]
    proxy:
      host: api.example.com
      app_port: 3000
proxy: # routes
  healthcheck:
    path: /health
`;
    const { analysis, deployment } = deploymentOf(filesIn(text));
    assert.deepEqual(
      marked(
        text,
        inlayHints(analysis.base, deployment, whole).map(({ position, label }) => ({ ...position, label: String(label) })),
      ),
      ['proxy:‹app_port 80 · 30 s to answer›', '    proxy:‹30 s to answer›'],
    );
  });

  test('say in a destination what the base has, but nothing of its environment', () => {
    const texts = filesIn(`//- config/deploy.yml
service: shop
servers: [192.0.2.1]
proxy:
  host: shop.example.com
  app_port: 3000
env:
  clear:
    API_TOKEN: sk_live_abcdefgh
//- config/deploy.staging.yml
proxy:
  host: staging.example.com
env:
  clear:
    API_TOKEN: other
`);
    const { analysis, deployment } = deploymentOf(texts, 'staging');
    const source = analysis.sources.get('config/deploy.staging.yml')!;
    const hints = inlayHints(source, deployment, whole).map(({ position, label }) => ({ ...position, label: String(label) }));
    assert.deepEqual(
      marked(
        source.text,
        hints.filter(({ label }) => label.startsWith('base')),
      ),
      ['  host: staging.example.com‹base: shop.example.com›'],
    );
  });
});

suite('document links', () => {
  test('lead to files that are there, and nowhere else', () => {
    const texts = filesIn(`//- config/deploy.yml
service: shop
builder:
  arch: amd64
  dockerfile: docker/Dockerfile
accessories:
  db:
    image: mysql:8.4
    files:
      - config/my.cnf:/etc/my.cnf
      - config/not-there.cnf:/etc/other.cnf
//- docker/Dockerfile
FROM ruby
//- config/my.cnf
[mysqld]
`);
    const { analysis, deployment } = deploymentOf(texts);
    assert.deepEqual(
      documentLinks(analysis.base, deployment, filesOf(texts), uriOf).map(({ range, target }) => `${range.start.line} ${target}`),
      ['3 file:///shop/docker/Dockerfile', '8 file:///shop/config/my.cnf'],
    );
  });
});

suite('semantic tokens', () => {
  test('colour names by what they are, where they are given and where they are used', () => {
    const text = `primary_role: app
servers:
  app:
    - 192.0.2.1: eu
env:
  secret: [KEY]
  tags:
    eu: {}
`;
    const { data } = semanticTokens(read(file, text));
    let line = 0;
    let character = 0;
    const shown: string[] = [];
    for (let i = 0; i < data.length; i += 5) {
      const [down, right, length, type, given] = data.slice(i, i + 5) as [number, number, number, number, number];
      character = down > 0 ? right : character + right;
      line += down;
      shown.push(
        `${text.split('\n')[line]!.slice(character, character + length)}: ${tokensLegend.tokenTypes[type]}${given ? ', given' : ''}`,
      );
    }
    assert.deepEqual(shown, [
      'app: class',
      'app: class, given',
      '192.0.2.1: variable, given',
      'eu: enumMember',
      'KEY: macro',
      'eu: enumMember, given',
    ]);
  });
});

suite('linked editing', () => {
  const ranges = (text: string) => {
    const { texts, file: at, position } = atCursor(text);
    const { analysis } = deploymentOf(texts);
    return linkedEditing({ analyses: [analysis], files: filesOf(texts), uriOf }, at, position)?.ranges.map(({ start }) => start.line);
  };
  test('an anchor and its aliases', () => {
    assert.deepEqual(ranges('x-a: &sha|red {a: 1}\nlabels:\n  <<: *shared\nenv: *shared\n'), [0, 2, 3]);
  });
  test('nothing else', () => {
    assert.equal(ranges('primary_role: w|eb\nservers: {web: [192.0.2.1]}\n'), undefined);
    assert.equal(ranges('x-a: &al|one {a: 1}\n'), undefined);
  });
});

suite('selection ranges', () => {
  test('grow from the word to the file', () => {
    const { texts, position } = atCursor('service: shop\nservers:\n  web:\n    - 192.0.|2.1\n    - 192.0.2.2\n  job: [192.0.2.3]\n');
    const source = read(file, texts.get(file)!);
    const found: string[] = [];
    for (
      let at: { range: typeof whole; parent?: unknown } | undefined = selectionRanges(source, [position])[0];
      at;
      at = at.parent as typeof at
    )
      found.push(source.text.slice(source.offsetAt(at.range.start), source.offsetAt(at.range.end)).replaceAll('\n', '⏎'));
    assert.deepEqual(found, [
      '192.0.2.1',
      '- 192.0.2.1⏎    - 192.0.2.2',
      'web:⏎    - 192.0.2.1⏎    - 192.0.2.2',
      'web:⏎    - 192.0.2.1⏎    - 192.0.2.2⏎  job: [192.0.2.3]',
      'servers:⏎  web:⏎    - 192.0.2.1⏎    - 192.0.2.2⏎  job: [192.0.2.3]',
      'service: shop⏎servers:⏎  web:⏎    - 192.0.2.1⏎    - 192.0.2.2⏎  job: [192.0.2.3]',
      'service: shop⏎servers:⏎  web:⏎    - 192.0.2.1⏎    - 192.0.2.2⏎  job: [192.0.2.3]⏎',
    ]);
  });
});

suite('formatting', () => {
  const formatted = (text: string): string => {
    const source = read(file, text);
    const edits = formatting(source).map(({ range, newText }) => ({
      from: source.offsetAt(range.start),
      to: source.offsetAt(range.end),
      newText,
    }));
    return edits.toReversed().reduce((now, { from, to, newText }) => now.slice(0, from) + newText + now.slice(to), text);
  };
  const cases: readonly (readonly [name: string, before: string, after: string])[] = [
    ['levels and blanks at the end', 'servers:\n    web:   \n        hosts:\n        - a\n', 'servers:\n  web:\n    hosts:\n    - a\n'],
    ['comments go with the line below', 'servers:\n    # the web\n    web: [a] # one \n', 'servers:\n  # the web\n  web: [a] # one\n'],
    [
      'maps in a list',
      'accessories:\n   db:\n      files:\n         - local: a\n           remote: /b\n',
      'accessories:\n  db:\n    files:\n      - local: a\n        remote: /b\n',
    ],
    [
      'a block of text stays as it is',
      'x-a: |\n      two \n       more\nservers: [a] \n',
      'x-a: |\n      two \n       more\nservers: [a]\n',
    ],
    ['CRLF', 'servers:\r\n    web: [a]  \r\n', 'servers:\r\n  web: [a]\r\n'],
    ['broken text is left alone', 'servers:\n    web: [a\n', 'servers:\n    web: [a\n'],
    ['ERB statements are left alone', 'servers:\n<% if x %>\n    web: [a]\n<% end %>\n', 'servers:\n<% if x %>\n    web: [a]\n<% end %>\n'],
  ];
  for (const [name, before, after] of cases) test(name, () => assert.equal(formatted(before), after));

  test('twice does no more than once, and the twenty projects say the same afterwards', () => {
    const projects = path.join(root, 'test/real');
    for (const name of readdirSync(projects, { recursive: true, encoding: 'utf8' }).filter((one) => /deploy[^/]*\.yml$/.test(one))) {
      const text = readFileSync(path.join(projects, name), 'utf8');
      const once = formatted(text);
      assert.equal(formatted(once), once, name);
    }
  });
});
