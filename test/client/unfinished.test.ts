import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unfinished } from '../../client/src/unfinished.ts';

/** The text with its cursor `|`; what is unfinished is marked with `>`. */
const texts: Readonly<Record<string, string>> = {
  'a root key stands alone': `
 service: shop
>ima|
`,
  'a server belongs to its role, and the role to the servers': `
 service: shop
>servers:
   job:
     - 192.0.2.1
>  web:
     # the first
     - 192.0.2.2
 
>    - 192|
 proxy:
   host: a
`,
  'an item may stand right below its key': `
>servers:
 - 192.0.2.1
>- 19|
`,
  'a key of an item': `
 hosts: [a]
>files:
   - a: b
>  - c: d
>    e|
`,
  'a blank line is below what its cursor is behind': `
>proxy:
   ssl: true
>  |
`,
  'a blank line at the margin': `
 proxy:
   ssl: true
>|
`,
  'a key that has nothing yet is above a line of which nothing stands': `
>servers:
>  web:
>|
`,
  'a comment is no key': `
>proxy:
 # about the host
>  ho|
`,
  'a dash that begins a word is none of a list': `
 servers:
>-192|
`,
};

describe('what is unfinished while somebody types', () => {
  for (const [what, marked] of Object.entries(texts))
    it(what, () => {
      const lines = marked.slice(1, -1).split('\n');
      const text = lines.map((line) => line.slice(1));
      const line = text.findIndex((one) => one.includes('|'));
      const character = text[line]!.indexOf('|');
      const plain = text.map((one) => one.replace('|', ''));
      const found = unfinished((number) => plain[number]!, line, character);
      assert.equal(plain.map((one, index) => `${found.has(index) ? '>' : ' '}${one}`).join('\n'), lines.join('\n').replace('|', ''));
    });
});
