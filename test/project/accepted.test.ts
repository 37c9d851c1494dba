// Would Kamal load it? Its own answers are held against ours in test/kamal; here is what we do not know.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';

const deploy =
  'service: shop\nimage: acme/shop\nregistry: {username: a, password: [TOKEN]}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';

describe('accepted', () => {
  const rows: readonly [title: string, text: string, expected: boolean | null][] = [
    ['a right file', deploy, true],
    ['a wrong file', `${deploy}sevice: x\n`, false],
    ['an empty file', '', false],
    ['a list', '- a\n', false],
    ['a merge conflict', `<<<<<<< HEAD\n${deploy}=======\n>>>>>>> other\n`, false],
    // Our own limits: Kamal has none.
    ['more than 1 MB', `${deploy}${`# ${'x'.repeat(97)}\n`.repeat(10_001)}`, null],
    ['a line that is too long', `${deploy}# ${'x'.repeat(20_001)}\n`, null],
    ['nesting that is too deep', `${deploy}x-deep: ${'['.repeat(250)}${']'.repeat(250)}\n`, null],
    ['ERB that runs code', `${deploy}# <%= x %>\n`, null],
    ['ERB that tells everything', '<%= x %>\n', null],
    ['a wrong key whatever ERB says', `${deploy}sevice: <%= x %>\n`, false],
  ];
  for (const [title, text, expected] of rows) {
    it(title, () => assert.equal(analyzeTexts(new Map([['config/deploy.yml', text]])).deployments[0]!.accepted, expected));
    it(`${title}, as a destination`, () => {
      const { deployments } = analyzeTexts(new Map([['config/deploy.yml', deploy], ['config/deploy.staging.yml', text]])); // prettier-ignore
      assert.deepEqual(
        deployments.map(({ accepted }) => accepted),
        [true, expected],
      );
    });
  }
});
