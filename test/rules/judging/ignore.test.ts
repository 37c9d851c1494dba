import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeTexts } from '../../../server/src/project/analyze.ts';
import { present } from '../../../server/src/report/present.ts';
import { applyChanges } from '../../../server/src/edit/index.ts';
import { ignoreEdit } from '../../../server/src/rules/judging/ignore.ts';

const head = 'service: shop\nimage: me/shop\nregistry: {username: me, password: [KEY]}\nbuilder: {arch: amd64}\nservers: [10.0.0.1]\n';

/** What is shown of the rules named, as `line rule`; lines count from 0 after the head. */
function shown(text: string, rules: readonly string[], lint?: string): string[] {
  const analysis = analyzeTexts(
    new Map([['config/deploy.yml', head + text], ...(lint === undefined ? [] : [['.kamal/lint.yml', lint] as const])]),
  );
  return (present(analysis).get('config/deploy.yml') ?? [])
    .filter(({ finding }) => rules.includes(finding.rule))
    .map(({ source, span, finding, severity }) => `${source.position(span.from).line - 5} ${severity} ${finding.rule}`);
}

describe('kamal-ignore', () => {
  const both = ['run-directory-ignored', 'unknown-key', 'ignore-unused'];
  it('silences a rule on its own line', () =>
    assert.deepEqual(shown('run_directory: /a # kamal-ignore: run-directory-ignored\n', both), []));
  it('silences the next line with text from a line of its own', () =>
    assert.deepEqual(shown('# kamal-ignore: run-directory-ignored\n\n# why\nrun_directory: /a\n', both), []));
  it('silences no other line', () =>
    assert.deepEqual(shown('# kamal-ignore: run-directory-ignored\nenv: {A: b}\nrun_directory: /a\n', both), [
      '0 hint ignore-unused',
      '2 warning run-directory-ignored',
    ]));
  it('says so when it silences nothing', () =>
    assert.deepEqual(shown('env: {A: b} # kamal-ignore: unknown-key\n', both), ['0 hint ignore-unused']));
  it('says so of a rule that is not there', () =>
    assert.deepEqual(shown('foo: 1 # kamal-ignore: unknown-keys\n', both), ['0 error unknown-key', '0 hint ignore-unused']));
  it('takes several rules', () =>
    assert.deepEqual(shown('# kamal-ignore: run-directory-ignored, wrong-type\nrun_directory: /a\n', both), ['0 hint ignore-unused']));
  it('silences nothing that Kamal refuses, and says so', () => {
    assert.deepEqual(shown('foo: 1 # kamal-ignore: unknown-key\n', both), ['0 error unknown-key', '0 hint ignore-unused']);
    assert.deepEqual(shown('# kamal-ignore: yaml-syntax\nproxy: {\n', ['yaml-syntax']), ['1 error yaml-syntax']);
    for (const text of ['foo: 1 # kamal-ignore: unknown-key\n', '# kamal-ignore: unknown-key\nfoo: 1\n']) {
      const [judged] = analyzeTexts(new Map([['config/deploy.yml', head + text]])).deployments;
      const hint = judged!.findings.find(({ rule }) => rule === 'ignore-unused');
      assert.match(hint!.message, /^What Kamal refuses cannot be silenced/, text);
    }
  });
  it('leaves a refused deployment refused', () => {
    const [judged] = analyzeTexts(new Map([['config/deploy.yml', `${head}foo: 1 # kamal-ignore: unknown-key\n`]])).deployments;
    assert.equal(judged?.accepted, false);
  });
});

describe('the edit that silences a rule', () => {
  const inserted = (text: string, at: string): string => {
    const source = analyzeTexts(new Map([['config/deploy.yml', text]])).base;
    return applyChanges(text, [ignoreEdit(source, 'wrong-type', text.indexOf(at))]);
  };
  it('is a comment above, indented as the line', () =>
    assert.equal(inserted('a:\n  b: 1\n', 'b'), 'a:\n  # kamal-ignore: wrong-type\n  b: 1\n'));
  it('joins one that is there', () => assert.equal(inserted('# kamal-ignore: x\na: 1\n', 'a:'), '# kamal-ignore: x, wrong-type\na: 1\n'));
});

describe('.kamal/lint.yml', () => {
  it('sets a severity', () =>
    assert.deepEqual(shown('foo: 1\n', ['unknown-key'], 'rules:\n  unknown-key: hint\n'), ['0 hint unknown-key']));
  it('switches a rule off, also with a bare off', () =>
    assert.deepEqual(shown('foo: 1\n', ['unknown-key'], 'rules: {unknown-key: off}\n'), []));
  it('is passed over where it cannot be read', () =>
    assert.deepEqual(shown('foo: 1\n', ['unknown-key'], 'rules: [nonsense\n'), ['0 error unknown-key']));
});
