import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files } from '../support/files.ts';
import manifest from '../../server/package.json' with { type: 'json' };
import { coloursWanted } from '../../server/src/cli/colours.ts';
import { run } from './terminal.ts';

const good = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';
const bad = good.replace('image:', 'imagee:');
const shop = new Map([['config/deploy.yml', good]]);

test('help is asked for in any place, and is no mistake', () => {
  for (const argv of [['--help'], ['-h'], ['help'], ['check', '--help'], ['check', '.', '-h']]) {
    const { status, out, err } = run(argv);
    assert.equal(status, 0);
    assert.match(out, /^Usage: .*check.*PATH/);
    assert.equal(err, '');
  }
});

test('each command has its own help, and the program has a version', () => {
  assert.match(run(['check', '--help']).out, /--destination DEST .*\n/);
  assert.equal(run(['help', 'check']).out, run(['check', '-h']).out);
  assert.equal(run(['check', '--help', '--nonsense']).status, 0);
  for (const argv of [['--version'], ['-V'], ['check', '--version']]) assert.equal(run(argv).out, `${manifest.version}\n`);
});

test('without a command, and without a path, it checks the folder that it is called in', () => {
  const expected = run(['check', '.'], shop);
  for (const argv of [[], ['check'], ['.'], ['config/deploy.yml'], ['-f', 'text'], ['config']]) {
    if (argv[0] !== 'config') assert.deepEqual(run(argv, shop), expected, argv.join(' '));
  }
  assert.deepEqual(run(['shop'], new Map([['shop/config/deploy.yml', good]])).out, 'shop/config/deploy.yml: nothing to report\n');
});

const usage: [argv: string, message: RegExp][] = [
  ['', /\.: there is no config\/deploy\.yml in this folder/],
  ['chekc .', /unknown command chekc/],
  ['check --fix=1 .', /--fix takes no value/],
  ['check -x .', /unknown option -x/],
  ['check --fromat=json .', /unknown option --fromat/],
  ['check --format yaml .', /--format yaml is none of text, json, github, gitlab, sarif, junit, checkstyle/],
  ['check . --format', /--format needs a value/],
  ['check -d --format json .', /-d needs a value/],
  ['check --watch --output-file x .', /--watch .* no --output-file/],
  ['check --explain', /--explain needs a value/],
  ['mcp x', /mcp takes no x/],
  ['commands --fix .', /commands takes no --fix/],
  ['commands --format sarif .', /--format sarif is none of text, json /],
];
for (const [argv, message] of usage) {
  test(`bad usage ends with 2 and one line: ${argv || '(nothing)'}`, () => {
    const { status, out, err } = run(argv.split(' ').filter(Boolean), argv === '' ? new Map([['README', '']]) : shop);
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(err, message);
    assert.equal(err.split('\n').length, 2);
  });
}

for (const argv of [
  '-d staging --format json .',
  '-dstaging --format=json .',
  '. --destination=staging --format json',
  '--format json -d staging -- .',
]) {
  test(`options stand where one likes: ${argv}`, () => {
    const { out } = run(['check', ...argv.split(' ')], new Map([...shop, ['config/deploy.staging.yml', '']]));
    assert.deepEqual(
      JSON.parse(out).deployments.map(({ destination }: { destination: string }) => destination),
      ['staging'],
    );
  });
}

test('the status is 0 where nothing shown is an error, and 1 where something is', () => {
  assert.equal(run(['check', '.'], shop).status, 0);
  assert.equal(run(['check', '.'], new Map([['config/deploy.yml', bad]])).status, 1);
});

test('the status goes by what is shown: a base that every destination completes is none', () => {
  const incomplete = files(`service: shop
image: acme/shop
registry: {server: "localhost:5555"}
builder: {arch: amd64}
//- /config/deploy.production.yml
servers: [192.0.2.1]
`);
  const { status, out } = run(['check', '.', '--format', 'json'], incomplete);
  assert.equal(status, 0);
  assert.deepEqual(
    JSON.parse(out).deployments.map(({ accepted }: { accepted: boolean }) => accepted),
    [false, true],
  );
});

test('what cannot be read ends with 2, and the rest is judged all the same', () => {
  const { status, out, err } = run(
    ['check', 'nowhere', 'shop', 'empty', '--format', 'json'],
    new Map([
      ['shop/config/deploy.yml', good],
      ['empty/README', ''],
    ]),
  );
  assert.equal(status, 2);
  assert.equal(JSON.parse(out).deployments.length, 1);
  assert.equal(err, 'kamal-check: nowhere: no such file or folder\nkamal-check: empty: there is no config/deploy.yml in this folder\n');
});

const paths: [path: string, file: string][] = [
  ['.', 'config/deploy.yml'],
  ['config/deploy.yml', 'config/deploy.yml'],
  ['./config/../config/deploy.yml', 'config/deploy.yml'],
  ['/app/config/deploy.yml', 'config/deploy.yml'],
  ['config/deploy.eu.west.yml', 'config/deploy.yml'],
  ['config/deploy-worker.yml', 'config/deploy-worker.yml'],
  ['sub', 'sub/config/deploy.yml'],
  ['/elsewhere', '/elsewhere/config/deploy.yml'],
  ['one.yml', 'one.yml'],
];
for (const [path, file] of paths) {
  test(`PATH ${path} judges ${file}`, () => {
    const project = [
      'config/deploy.yml',
      'config/deploy.eu.west.yml',
      'config/deploy-worker.yml',
      'sub/config/deploy.yml',
      '/elsewhere/config/deploy.yml',
      'one.yml',
    ];
    const { out } = run(['check', path, '--format', 'json'], new Map(project.map((one) => [one, good])));
    assert.equal(JSON.parse(out).deployments[0].file, file);
  });
}

test('the project of a file outside of `config/` is where `.kamal` or `.git` is', () => {
  const text = `${good}env: {secret: [TOKEN]}\n`;
  const rules = (marks: readonly [string, string][]): string[] => {
    const { out } = run(['check', 'deploy/eu/shop.yml', '--format', 'json'], new Map([['deploy/eu/shop.yml', text], ...marks]));
    const [{ file, findings }] = JSON.parse(out).deployments;
    return [file, ...findings.map(({ rule }: { rule: string }) => rule)];
  };
  assert.deepEqual(rules([['.kamal/secrets', 'TOKEN=$TOKEN\n']]), ['deploy/eu/shop.yml']);
  assert.deepEqual(rules([['.git/HEAD', '']]), ['deploy/eu/shop.yml', 'secret-not-declared']);
  assert.deepEqual(
    rules([
      ['deploy/.kamal/secrets', 'TOKEN=$TOKEN\n'],
      ['.kamal/secrets', ''],
    ]),
    ['deploy/eu/shop.yml'],
  );
});

test('a template is a destination for whoever names it, and for nobody else', () => {
  const project = new Map([...shop, ['config/deploy.example.yml', 'imagee: x\nservers: [192.0.2.9]\n']]);
  assert.equal(run(['check', '.'], project).status, 0);
  const { out, status } = run(['check', '.', '-d', 'example', '--format', 'github'], project);
  assert.equal(status, 1);
  assert.match(out, /^::error file=config\/deploy\.example\.yml,line=1,.*title=unknown-key/);
});

test('a base named several times is judged once', () => {
  const { out } = run(
    ['check', '.', 'config/deploy.yml', 'config/deploy.staging.yml', '--format', 'json'],
    new Map([...shop, ['config/deploy.staging.yml', '']]),
  );
  assert.equal(JSON.parse(out).deployments.length, 2);
});

const worker = good.replace('service: shop', 'service: worker').replace('192.0.2.1', '192.0.2.2');

test('a folder is judged with all that the project deploys with `-c`, each by itself', () => {
  const project = (says: readonly [string, string]): Map<string, string> =>
    new Map([...shop, ['config/deploy.worker.yml', worker], ['config/deploy-api.yml', good], says]);
  const judged = (path: string, says: readonly [string, string]): string[] => {
    const { out } = run(['check', path, '--format', 'json'], project(says));
    return JSON.parse(out).deployments.map(({ file, destination }: { file: string; destination: string | null }) =>
      destination === null ? file : `${file} -d ${destination}`,
    );
  };
  const lint = ['.kamal/lint.yml', 'config_files: [config/deploy.worker.yml, ./config/deploy-api.yml, config/gone.yml]\n'] as const;
  assert.deepEqual(judged('.', lint), ['config/deploy.yml', 'config/deploy.worker.yml', 'config/deploy-api.yml']);
  assert.deepEqual(judged('config/deploy.worker.yml', lint), ['config/deploy.worker.yml']);
  const script = ['bin/deploy-worker', 'bin/kamal deploy -c config/deploy.worker.yml\n'] as const;
  assert.deepEqual(judged('.', script), ['config/deploy.yml', 'config/deploy.worker.yml']);
  assert.deepEqual(judged('.', ['bin/deploy', 'kamal deploy -d worker\n']), ['config/deploy.yml', 'config/deploy.yml -d worker']);
});

test('what is named after `-d` is a destination whatever scripts say', () => {
  const project = new Map([...shop, ['config/deploy.worker.yml', worker], ['Makefile', 'kamal deploy -c config/deploy.worker.yml']]);
  const { out } = run(['check', '.', '-d', 'worker'], project);
  assert.equal(out, 'config/deploy.yml: nothing to report with worker\n');
});

test('a base that asks for a destination is not called right by itself', () => {
  const project = new Map([
    ['config/deploy.yml', `require_destination: true\n${good}`],
    ['config/deploy.staging.yml', 'image: acme/x\n'],
  ]);
  assert.equal(run(['check', '.'], project).out, 'config/deploy.yml: nothing to report with staging; Kamal refuses it alone\n');
});

test('where a refusal is switched off, the verdict says so', () => {
  const project = new Map([
    ['config/deploy.yml', `${good}nonsense: 1\n`],
    ['.kamal/lint.yml', 'rules: {unknown-key: off}'],
  ]);
  const { out, status } = run(['check', '.'], project);
  assert.equal(out, 'config/deploy.yml: Kamal refuses it, and the rules that say why are set lower or off\n');
  assert.equal(status, 0);
});

test('NO_COLOR and FORCE_COLOR decide over the terminal, and the refusal wins', () => {
  for (const [env, terminal, wanted] of [
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ] as const)
    assert.equal(coloursWanted(env, terminal), wanted, JSON.stringify([env, terminal]));
});
