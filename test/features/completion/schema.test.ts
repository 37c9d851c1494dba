// Every key of the schema is offered at its place and nowhere else, and everything that is put in is what Kamal would read there.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parse } from 'yaml';
import { alternativesTo } from '../../../server/src/schema/conflicts.ts';
import { eachKey, sectionAt, type Path } from '../../../server/src/schema/index.ts';
import { accepted, completionsOf } from './cell.ts';

/** The maps that the schema knows, as paths with `x` for names that people choose. */
function maps(): Path[] {
  const found = new Map<string, Path>();
  eachKey((path) => {
    const map = path.slice(0, -1).map((step) => (step === '*' ? 'x' : step));
    if (sectionAt(map)) found.set(map.join('.'), map);
  });
  return [...found.values()];
}

/** Lines that lead to a map, with the cursor in it. */
function below(path: Path): string {
  let indent = '';
  let text = '';
  for (const step of path) {
    if (step === '0') text = `${text.replace(/ *$/, '')}${indent}- `;
    else text += `${text.endsWith('- ') ? '' : indent}${step}:\n`;
    indent += '  ';
  }
  return text.endsWith('- ') ? text : text + indent;
}

const keysIn = (text: string): string[] =>
  completionsOf({ texts: new Map([['config/deploy.yml', text]]), file: 'config/deploy.yml', offset: text.length })
    .items.filter(({ kind }) => kind === 10)
    .map(({ label }) => label);

suite('keys of the schema', () => {
  for (const path of maps()) {
    const known = Object.entries(sectionAt(path)!).filter(([, key]) => !key.ignored);
    test(`${path.join('.') || 'the root'}: each is offered, and no other`, () => {
      assert.deepEqual(keysIn(below(path)).sort(), known.map(([name]) => name).sort());
    });

    test(`${path.join('.') || 'the root'}: each is offered by its beginning, and not once it is there`, () => {
      for (const [name] of known) {
        assert.ok(keysIn(below(path) + name.slice(0, -1)).includes(name), name);
        if (path.at(-1) === '0') continue;
        const indent = '  '.repeat(path.length);
        const offered = keysIn(`${below(path)}${name}: 1\n${indent}`);
        const excluded = [name, ...alternativesTo(path, name)];
        assert.deepEqual(
          offered.filter((other) => excluded.includes(other)),
          [],
        );
      }
    });

    test(`${path.join('.') || 'the root'}: what is put in leads to the place of its value`, () => {
      const text = below(path);
      const { items } = completionsOf({ texts: new Map([['config/deploy.yml', text]]), file: 'config/deploy.yml', offset: text.length });
      for (const item of items.filter(({ kind }) => kind === 10)) {
        let value: unknown = parse(accepted(text, item));
        for (const step of [...path, item.label]) value = (value as Record<string, unknown>)[step];
        assert.ok(
          value === null || (Array.isArray(value) && value.length === 1 && value[0] === null),
          `${item.label}: ${JSON.stringify(value)}`,
        );
      }
    });
  }

  test('below names that people choose, and below what Kamal does not look at, there are none', () => {
    for (const text of [
      'servers:\n  ',
      'accessories:\n  ',
      'labels:\n  ',
      'aliases:\n  ',
      'builder:\n  args:\n    ',
      'x-own:\n  ',
      'traefik:\n  ',
    ])
      assert.deepEqual(keysIn(text), [], text);
  });
});

suite('whoever types fast', () => {
  const at = (text: string) =>
    completionsOf({ texts: new Map([['config/deploy.yml', text]]), file: 'config/deploy.yml', offset: text.length });

  test('a list that nothing can join is shortened by the editor: the whole word no longer fits it', () => {
    const { isIncomplete, items } = at('builder:\n  arch: am');
    assert.equal(isIncomplete, false);
    assert.deepEqual(
      items.map(({ filterText }) => filterText),
      ['amd6'],
    );
  });

  test('where one value holds the letters of another the server is asked for each letter', () => {
    const { isIncomplete, items } = at('builder:\n  driver: do');
    assert.equal(isIncomplete, true);
    assert.deepEqual(
      items.map(({ label, filterText }) => filterText ?? label),
      ['docker-container', 'docker'],
    );
  });

  test('of a free name the last letter is left to the person', () => {
    const text = 'servers:\n  web: [a.example]\naccessories:\n  db:\n    host: a.';
    assert.equal(at(`${text}e`).items.length, 1);
    assert.equal(at(`${text}exampl`).items.length, 0);
  });
});
