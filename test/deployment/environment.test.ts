// The variables of a container on one host: root, role and the host's tags, in this order (`configuration/role.rb`, `env`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { environmentOf } from '../../server/src/deployment/environment.ts';
import { print } from '../config/print.ts';
import { deploymentIn, roleIn } from './table.ts';

/** Each host of `web` on a line: clear values, then secrets. */
function environments(text: string): string {
  const deployment = deploymentIn(text);
  const role = roleIn(deployment, 'web');
  return role.hosts
    .map((host) => {
      const found = environmentOf(deployment, role, host);
      const clear = found && [...found.clear.values()].map(({ name, value }) => `${name}=${print(value)}`);
      return found ? `${host.name}: ${[...clear!, ...found.secret.map((secret) => `$${print(secret)}`)].join(' ')}` : `${host.name}: crash`;
    })
    .join('\n');
}

const rows: readonly [title: string, text: string, expected: string][] = [
  ['none', 'servers: [a]', 'a: '],
  ['the simple form', 'servers: [a]\nenv: {A: 1, B: x}', 'a: A=1 B=x'],
  ['the complex form', 'servers: [a]\nenv: {clear: {A: 1}, secret: [S, T:U]}', 'a: A=1 $S $"T:U"'],
  ['only names of the complex form count once it is one', 'servers: [a]\nenv: {A: 1, clear: {B: 2}}', 'a: B=2'],
  ['the role wins in the root’s place', 'servers: {web: {hosts: [a], env: {A: 2, C: 3}}}\nenv: {A: 1, B: 1}', 'a: A=2 B=1 C=3'],
  ['secrets add up', 'servers: {web: {hosts: [a], env: {secret: [T, S]}}}\nenv: {secret: [S]}', 'a: $S $T'],
  ['a name may be clear and secret', 'servers: {web: {hosts: [a], env: {clear: {S: x}}}}\nenv: {secret: [S]}', 'a: S=x $S'],
  [
    'tags win in their order, each on its hosts',
    'servers: [a: [x, y], b: x, c]\nenv: {clear: {A: 0}, tags: {y: {A: 2, Y: 1}, x: {A: 1}}}',
    'a: A=2 Y=1\nb: A=1\nc: A=0',
  ],
  ['a tag that is not defined brings nothing', 'servers: [a: z]\nenv: {A: 1}', 'a: A=1'],
  ['tags without any env crash', 'servers: [a: z, b]', 'a: crash\nb: '],
  ['a tag’s secrets', 'servers: [a: x]\nenv: {tags: {x: {secret: [S]}}}', 'a: $S'],
  [
    'the destination’s lie over the base’s',
    'servers: [a]\nenv: {clear: {A: 1, B: 1}, secret: [S]}\n//- /config/deploy.staging.yml\nenv: {clear: {A: 2}, secret: [T]}',
    'a: A=2 B=1 $T',
  ],
  ['what is no map is none', 'servers: {web: {hosts: [a], env: [x]}}\nenv: text', 'a: '],
];

describe('environment', () => {
  for (const [title, text, expected] of rows) it(title, () => assert.equal(environments(text), expected));
});
