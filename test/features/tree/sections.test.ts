import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { brokenBecause } from '../../../server/src/features/stale.ts';
import { judgedOf, tree } from '../../../server/src/features/tree.ts';
import { analyzeTexts, filesOf } from '../../../server/src/project/analyze.ts';
import type { Tree, TreeNode } from '../../../server/src/protocol.ts';
import { nodesText } from '../../scenarios/scenario.ts';
import { file, filesIn, roundOf, uriOf } from '../project.ts';

const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\n';

function drawn(texts: ReadonlyMap<string, string>, destination: string | null = null): Tree {
  const { analysis, shown } = roundOf(texts);
  return tree(analysis, judgedOf(analysis, file, destination)!, shown, { uri: '', version: 1, uriOf, files: filesOf(texts) });
}

suite('problems, servers, secrets and destinations', () => {
  const text = readFileSync(new URL('sections.txt', import.meta.url), 'utf8');
  for (const part of text.split(/^### /m).slice(1)) {
    const name = part.slice(0, part.indexOf('\n'));
    const [project = '', ...asked] = part.slice(name.length).trimStart().split(/^=== /m);
    for (const one of asked) {
      const deployment = one.slice(0, one.indexOf('\n'));
      test(`${name}: ${deployment}`, () => {
        const { problems, more } = drawn(filesIn(project), deployment === 'base' ? null : deployment);
        assert.equal([...nodesText(problems ? [problems] : []), ...nodesText(more)].join('\n'), one.slice(deployment.length).trim());
      });
    }
  }
});

suite('what is too much to be drawn', () => {
  for (const [hosts, last, description] of [
    [200, 'h200', 'h199, h200'],
    [201, 'and 1 more server', 'h200 and 1 more'],
  ] as const) {
    test(`${hosts} servers`, () => {
      const text = `${good}servers: [${Array.from({ length: hosts }, (_, index) => `h${index + 1}`).join(', ')}]\n`;
      const { nodes, more } = drawn(new Map([[file, text]]));
      assert.equal(more.find(({ id }) => id === 'servers')?.children?.at(-1)?.label, last);
      const step = nodes.find(({ id }) => id === 'proxy')?.children?.[0]?.children?.[0];
      assert.equal(step?.description?.slice(-description.length), description);
      assert.equal(step?.description?.slice(0, 8), 'h1, h2, ');
    });
  }
});

suite('a tree that cannot be drawn from its text', () => {
  for (const [what, section, stale] of [
    ['a section of it is broken', 'proxy: {host: "a\n', '`proxy` cannot be read at present'],
    ['its servers are', 'servers: [a, "b\n', '`servers` cannot be read at present'],
    ['its accessories are', 'accessories: {db: {image: "x\n', '`accessories` cannot be read at present'],
    ['its boot is', 'boot: {limit: "x\n', '`boot` cannot be read at present'],
    ['its primary role is', 'primary_role: "x\n', '`primary_role` cannot be read at present'],
    ['another section is', 'labels: {a: "x\n', undefined],
  ] as const) {
    test(what, () => {
      const { analysis } = roundOf(new Map([[file, good + section]]));
      assert.equal(brokenBecause(judgedOf(analysis, file, null)!), stale);
    });
  }
});

suite('what can be copied from a node', () => {
  const copies = (more: string, destination?: string) => {
    const texts = new Map([
      [file, good + more],
      ...(destination ? [[`config/deploy.${destination}.yml`, 'labels: {a: b}\n'] as const] : []),
    ]);
    const all = (nodes: readonly TreeNode[]): TreeNode[] => nodes.flatMap((node) => [node, ...all(node.children ?? [])]);
    return [...new Set(all(drawn(texts, destination ?? null).nodes).flatMap((node) => Object.values(node.copies ?? {})))];
  };
  for (const [what, text, wanted] of [
    [
      'roles and their servers',
      'servers: {web: [a.example]}\n',
      ['kamal app logs -r web', 'a.example', 'ssh root@a.example', 'kamal app logs -h a.example'],
    ],
    [
      'another user and port',
      'servers: [a]\nssh: {user: deploy, port: 2222}\n',
      ['kamal app logs -r web', 'a', 'ssh -p 2222 deploy@a', 'kamal app logs -h a'],
    ],
    [
      'a jump host',
      'servers: [a]\nssh: {proxy: bastion}\n',
      ['kamal app logs -r web', 'a', 'ssh -J root@bastion root@a', 'kamal app logs -h a'],
    ],
    [
      'a command that connects',
      'servers: [a]\nssh: {proxy_command: "nc %h 22"}\n',
      ['kamal app logs -r web', 'a', "ssh -o 'ProxyCommand=nc %h 22' root@a", 'kamal app logs -h a'],
    ],
    ['a user that ERB decides', 'servers: [a]\nssh: {user: <%= who %>}\n', ['kamal app logs -r web', 'a', 'kamal app logs -h a']],
    [
      'names that a shell would read otherwise',
      'servers: {"my web": ["$(reboot)"]}\nprimary_role: my web\n',
      ["kamal app logs -r 'my web'", '$(reboot)', "ssh 'root@$(reboot)'", "kamal app logs -h '$(reboot)'"],
    ],
    ['no option in the place of a name', 'servers: {web: ["-oProxyCommand=reboot"]}\n', ['kamal app logs -r web']],
    ['nothing hidden', 'servers: {web: ["a\\u001b[201~\\nreboot"]}\n', ['kamal app logs -r web']],
  ] as const) {
    test(what, () => assert.deepEqual(copies(text), wanted));
  }
  test('a destination, and an accessory', () =>
    assert.deepEqual(copies('servers: {job: [a], web: [b]}\naccessories: {db: {image: postgres, host: a}}\n', 'staging'), [
      'kamal app logs -r web -d staging',
      'b',
      'ssh root@b',
      'kamal app logs -h b -d staging',
      'kamal app logs -r job -d staging',
      'a',
      'ssh root@a',
      'kamal app logs -h a -d staging',
      'kamal accessory logs db -d staging',
    ]));
});

suite('the summary', () => {
  const summary = (text: string) => drawn(new Map([[file, good + text]])).summary;
  test('says whether Kamal accepts it, and how many errors are shown', () => {
    const said = ['servers: [a]\n', 'servers: [a]\nnonsense: 1\n', 'servers: [a]\nlabels: <%= File.read("x") %>\n'];
    assert.deepEqual(
      said.map(summary).map(({ accepted, errors }) => [accepted, errors]),
      [
        [true, 0],
        [false, 1],
        [null, 0],
      ],
    );
  });
  test('holds the aliases that can be run, and which of them name a destination', () =>
    assert.deepEqual(
      summary(
        'servers: [a]\naliases: {console: app exec -i bash, logs: app logs -d staging, deploy: app boot, help: details, "-x": audit}\n',
      ).aliases,
      [
        { name: 'console', command: 'app exec -i bash', fixed: false },
        { name: 'logs', command: 'app logs -d staging', fixed: true },
      ],
    ));
  test('has what stands behind every command', () => {
    const other = 'config/deploy-worker.yml';
    const analysis = analyzeTexts(new Map([[other, `${good}servers: [a]\n`]]), other);
    assert.deepEqual(tree(analysis, analysis.deployments[0]!, new Map(), { uri: '', version: 1, uriOf }).summary.options, ['-c', other]);
  });
});
