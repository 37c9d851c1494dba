// Every place where people write a secret, in every shape, against everything that leaves the program.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answered, printed } from './outputs.ts';
import { planted, shapes, shown } from './places.ts';
import { share } from '../support/share.ts';

const base = 'config/deploy.yml';
const kinds = Object.entries(shapes);

describe('no output repeats a secret', () => {
  for (const [number, [place, text]] of share(Object.entries({ ...planted, ...shown }), 2).entries()) {
    // Each of half the places with one shape, all shapes in turn, and each night all with all.
    const some = process.env['THOROUGH'] ? kinds : [kinds[number % kinds.length]!];
    for (const [shape, secret] of some)
      it(`${place}, ${shape}`, async () => {
        const written = text.replaceAll('SECRET', secret);
        const destination = `env: {clear: {SMTP_PASSWORD: ${secret}, B: c}}\n`;
        const beside = [
          ['config/deploy.eu.yml', destination],
          ['.kamal/secrets', `OTHER=${secret}\nAPI_TOKEN=${secret}\n`],
        ] as const;
        const projects = process.env['THOROUGH'] ? [[], beside] : [beside];
        for (const files of projects) {
          const project = new Map<string, string>([[base, written], ...files]);
          for await (const [output, said] of printed(project)) assert.ok(!said.includes(secret), `${output}: ${around(said, secret)}`);
          for (const path of project.keys())
            for (const [output, said] of answered(project, path))
              assert.ok(!said.includes(secret), `${path}: ${output}: ${around(said, secret)}`);
        }
      });
  }
});

const around = (text: string, secret: string): string => text.slice(Math.max(0, text.indexOf(secret) - 200), text.indexOf(secret) + 40);

/** Most like a secret, or near to one. */
const harmless = [
  'https://vault.example.com/v1',
  'app.example.com',
  'KAMAL_REGISTRY_PASSWORD',
  'config/master.key',
  '/run/secrets/token',
  'shop-hunter2',
  'redis://cache.example.com:6379/0',
  'us-east-1',
  'argon2-bcrypt',
];
const near = `service: shop-hunter2
image: me/shop
servers: {web: [192.0.2.1], jobs: {hosts: [192.0.2.2], cmd: "run --token-file /run/secrets/token"}}
registry: {username: me, password: [KAMAL_REGISTRY_PASSWORD]}
builder: {arch: amd64}
proxy: {host: app.example.com}
env:
  clear:
    VAULT_TOKEN: https://vault.example.com/v1
    REDIS: redis://cache.example.com:6379/0
    RAILS_MASTER_KEY: config/master.key
    REGION: us-east-1
    PASSWORD_HASHER: argon2-bcrypt
    DB_PASSWORD: hunter2-REAL
`;

it('what is no secret stays as it is', async () => {
  const project = new Map([[base, near]]);
  const of = async (name: string): Promise<string> => {
    for await (const [output, said] of printed(project)) if (output === name) return said;
    return assert.fail(name);
  };
  const shownText = await of('show now');
  for (const text of harmless) assert.ok(shownText.includes(text), text);
  assert.ok(!shownText.includes('hunter2-REAL'));
  const run = await of('commands now');
  assert.match(
    run,
    /VAULT_TOKEN="https:\/\/vault\.example\.com\/v1" .* RAILS_MASTER_KEY="config\/master\.key" --env REGION="us-east-1" --env PASSWORD_HASHER="argon2-bcrypt" --env DB_PASSWORD="•••"/,
  );
  const symbols = [...answered(project, base)].find(([name]) => name.startsWith('textDocument/documentSymbol'))![1];
  for (const text of harmless.filter((one) => !one.startsWith('/run'))) assert.ok(symbols.includes(text), text);
});
