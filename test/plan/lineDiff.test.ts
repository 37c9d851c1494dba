// Which lines two texts do not share: letters stand for lines, `-` for what goes and `+` for what comes.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lineDiff } from '../../server/src/plan/consequences/lineDiff.ts';

function told(before: string, after: string): string {
  return lineDiff([...before].join('\n'), [...after].join('\n'))
    .map(({ before: old, after: now }) => `${old.from}:-${before.slice(old.from, old.to)} ${now.from}:+${after.slice(now.from, now.to)}`)
    .join(', ');
}

suite('lines that differ', () => {
  for (const [before, after, expected] of [
    ['abc', 'abc', ''],
    ['abc', 'axc', '1:-b 1:+x'],
    ['abc', 'ac', '1:-b 1:+'],
    ['ac', 'abc', '1:- 1:+b'],
    ['abcde', 'xbydz', '0:-a 0:+x, 2:-c 2:+y, 4:-e 4:+z'],
    ['aab', 'ab', '1:-a 1:+'],
    ['xabcdy', 'zbcdaw', '0:-xa 0:+z, 5:-y 4:+aw'],
    ['xaby', 'zbaw', '0:-xa 0:+z, 3:-y 2:+aw'],
    ['ab', 'ba', '0:-a 0:+, 2:- 1:+a'],
  ] as const)
    test(`${before} and ${after}`, () => assert.equal(told(before, after), expected));

  test('no two texts of four lines share more than what is found', () => {
    const texts = ['', ...'abc'].flatMap((a) => [...'abc'].flatMap((b) => [...'abc'].flatMap((c) => [...'abc'].map((d) => a + b + c + d))));
    for (const before of texts.slice(0, 60))
      for (const after of texts) {
        const kept =
          before.length -
          lineDiff([...before].join('\n'), [...after].join('\n')).reduce((sum, { before: { from, to } }) => sum + to - from, 0);
        assert.equal(kept, shared(before, after), `${before} and ${after}`);
      }
  });
});

/** As many letters as one can strike from both to leave the same, tried in every way. */
function shared(one: string, other: string): number {
  if (one === '' || other === '') return 0;
  if (one[0] === other[0]) return 1 + shared(one.slice(1), other.slice(1));
  return Math.max(shared(one.slice(1), other), shared(one, other.slice(1)));
}
