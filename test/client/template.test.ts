import assert from 'node:assert/strict';
import { test } from 'node:test';
import { template } from '../../client/src/template.ts';
import { analyzeTexts } from '../../server/src/project/analyze.ts';

for (const [folder, service] of [
  ['shop', 'shop'],
  ['My Shop', 'my-shop'],
  ['.dotfiles', 'dotfiles'],
  ['Лавка', 'shop'],
  ['2048', 'app-2048'],
  ['on', 'app-on'],
  ['a${1:b}', 'a-1-b'],
] as const) {
  test(`what is offered in a folder called ${folder} loads in Kamal`, () => {
    const text = filledIn(template(folder));
    assert.match(text, new RegExp(`^service: ${service}$`, 'm'));
    assert.match(text, new RegExp(`^image: user/${service}$`, 'm'));
    const { deployments } = analyzeTexts(new Map([['config/deploy.yml', text]]));
    assert.deepEqual(
      deployments.flatMap(({ accepted, findings }) => [
        accepted,
        ...findings.filter(({ refused }) => refused).map(({ message }) => message),
      ]),
      [true],
    );
  });
}

/** The snippet as it stands when a person presses Tab through it without typing. */
function filledIn(snippet: string): string {
  const defaults = new Map(
    [...snippet.matchAll(/\$\{(\d+):([^}]*)\}|\$\{(\d+)\|([^,|]*)[^}]*\}/g)].map((m) => [m[1] ?? m[3], m[2] ?? m[4] ?? '']),
  );
  return snippet.replaceAll(/\$\{?(\d+)(?:[:|][^}]*)?\}?/g, (_, stop: string) => defaults.get(stop) ?? '');
}
