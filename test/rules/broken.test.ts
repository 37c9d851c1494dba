// While a value is being typed, what is certain all the same is said as before.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { present } from '../../server/src/report/present.ts';

const base = 'config/deploy.yml';
const text = `service: shop
image: acme/shop
servers:
  - 192.0.2.1
  - 192.0.2.2
registry:
  username: acme
  password:
    - TOKEN
builder:
  arch: amd64
  cache:
    type: gha
proxy:
  ssl: true
  host: shop.example.com
`;

const rulesIn = (deploy: string): string[] =>
  [...present(analyzeTexts(new Map([[base, deploy]]))).values()].flat().map(({ finding }) => finding.rule);

test('the file has a mistake that rests on two sections', () => assert.deepEqual(rulesIn(text), ['ssl-on-several-servers']));

for (const value of ['shop', 'acme/shop', 'amd64', 'gha']) {
  test(`it is told while a quote is open before ${value}`, () => {
    const broken = text.replace(`: ${value}\n`, `: "${value}xx\n`);
    assert.notEqual(broken, text);
    assert.deepEqual(rulesIn(broken).sort(), ['ssl-on-several-servers', 'yaml-syntax']);
  });
}

test('it is not told while the proxy itself cannot be read', () => {
  for (const [from, to] of [
    ['ssl: true', 'ssl: "true'],
    ['proxy:', 'prox'],
    ['proxy:', '<%= x %>'],
  ] as const)
    assert.ok(!rulesIn(text.replace(from, to)).includes('ssl-on-several-servers'), to);
});
