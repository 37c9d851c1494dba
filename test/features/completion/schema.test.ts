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
  /** What is offered, by the text that an editor compares with what is typed while the list is open. */
  const compared = (text: string): string[] => {
    const list = completionsOf({ texts: new Map([['config/deploy.yml', text]]), file: 'config/deploy.yml', offset: text.length });
    assert.equal(list.isIncomplete, false);
    return list.items.map(({ label, filterText }) => `${label}: ${filterText ?? label}`);
  };

  test('the whole word no longer fits', () => assert.deepEqual(compared('builder:\n  arch: am'), ['amd64: amd6']));

  test('nor does it fit another that holds its letters', () => {
    assert.deepEqual(compared('builder:\n  driver: d'), ['docker-container: docke', 'docker: docke']);
    assert.deepEqual(compared('servers:\n  web: {}\n  web2: {}\nprimary_role: w'), ['web: we', 'web2: we']);
  });

  test('where other words are as good, half of it is compared, and at least what is typed', () => {
    const text = 'servers:\n  web: [db.example]\naccessories:\n  db:\n    host: d';
    assert.deepEqual(compared(text), ['db.example: db.ex']);
    assert.deepEqual(compared(`${text}b.exampl`), ['db.example: db.exampl']);
  });

  test('an address without its last number, a registry without its port', () => {
    assert.deepEqual(compared('servers:\n  web: [192.0.2.10]\naccessories:\n  db:\n    host: 19'), ['192.0.2.10: 192.0.2.']);
    assert.deepEqual(compared('registry:\n  server: l'), ['localhost:5000: localho']);
  });
});
