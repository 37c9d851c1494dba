import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { files } from '../support/files.ts';
import { run, runLoading } from './terminal.ts';

const project = files(`service: shop
image: acme/shop
registry: {server: "localhost:5555"}
builder: {arch: amd64}
servers: [192.0.2.1]
proxy: {host: shop.example.com, ssl: yes}
//- /config/deploy.eu.yml
proxy: {host: eu.example.com}
//- /config/deploy.us.yml
proxy: {host: "<%= ENV['KAMAL_DESTINATION'] %>.example.com"}
servers: [192.0.2.9]
`);

describe('show', () => {
  it('prints one deployment as YAML', () => {
    const { out, status } = run(['show', '-d', 'eu', '.'], project);
    assert.equal(status, 0);
    assert.equal(
      out,
      `# config/deploy.yml with -d eu
service: shop
image: acme/shop
registry:
  server: localhost:5555
builder:
  arch: amd64
servers:
  - 192.0.2.1
proxy:
  host: eu.example.com
  ssl: true
`,
    );
    assert.match(run(['show'], project).out, /^# config\/deploy\.yml\n[^]*host: shop\.example\.com\n/);
  });

  it('prints what ERB prints where that is certain, and with origins what is written', () => {
    assert.match(run(['show', '-d', 'us'], project).out, /^ {2}host: us\.example\.com$/m);
    const { out } = run(['show', '-d', 'us', '--origins'], project);
    assert.match(out, /^service: shop # config\/deploy\.yml:1$/m);
    assert.match(out, /^proxy: # config\/deploy\.yml:6, config\/deploy\.us\.yml:1$/m);
    assert.match(out, /^ {2}host: "<%= ENV\['KAMAL_DESTINATION'\] %>\.example\.com" # config\/deploy\.us\.yml:1, ERB decides the value$/m);
  });

  it('shows what Kamal refuses, too, and says so', () => {
    const { out, status } = run(['show'], files('service: shop\nimagee: x\n'));
    assert.equal(status, 1);
    assert.match(out, /^# config\/deploy\.yml\n# Kamal refuses it: unknown key: imagee\nservice: shop\nimagee: x\n$/);
  });

  it('is about one deployment', () => {
    const two = new Map([...project, ['other/config/deploy.yml', 'service: other\n']]);
    assert.match(run(['show'], two).out, /^# config\/deploy\.yml\n/, 'the folder’s own comes first');
    assert.deepEqual(run(['show', '.', 'other'], two), { ...run(['show', '.', 'other'], two), status: 2, out: '' });
    assert.match(run(['show', '.', 'other'], two).err, /one PATH at a time/);
    const { status, err } = run(['show', 'nowhere'], project);
    assert.deepEqual([status, err], [2, 'kamal-check: nowhere: no such file or folder\n']);
  });
});

describe('diff', () => {
  it('shows what differs after the merge, and ends with 1', () => {
    const { out, status } = run(['diff', 'eu', 'us', '.'], project);
    assert.equal(status, 1);
    assert.equal(
      out,
      `--- config/deploy.yml with -d eu
+++ config/deploy.yml with -d us
@@ -5,7 +5,7 @@
 builder:
   arch: amd64
 servers:
-  - 192.0.2.1
+  - 192.0.2.9
 proxy:
-  host: eu.example.com
+  host: us.example.com
   ssl: true
`,
    );
  });

  it('takes - for the base alone, and ends with 0 where nothing differs', () => {
    assert.match(run(['diff', '-', 'eu'], project).out, /^--- config\/deploy\.yml\n\+\+\+ config\/deploy\.yml with -d eu\n/);
    assert.deepEqual(run(['diff', 'eu', 'eu'], project), { ...run(['diff', 'eu', 'eu'], project), status: 0, out: '', err: '' });
  });

  it('needs two destinations that are there', () => {
    assert.match(run(['diff', 'eu'], project).err, /diff needs two destinations/);
    const { status, err } = run(['diff', 'eu', 'xx'], project);
    assert.equal(status, 2);
    assert.match(err, /There is no config\/deploy\.xx\.yml/);
  });
});

describe('graph', () => {
  it('draws one deployment as SVG, or as Mermaid', async () => {
    const { out, status } = await runLoading(['graph', '-d', 'eu', '.'], project);
    assert.equal(status, 0);
    assert.match(out, /^<svg xmlns[^]*<\/svg>\n$/);
    assert.ok(out.includes('>https://eu.example.com</text>') && out.includes('>192.0.2.1</text>'));
    assert.match((await runLoading(['graph', '--format', 'mermaid', '-d', 'us'], project)).out, /route1\("https:\/\/us\.example\.com"\)/);
  });

  it('takes a width', async () => {
    assert.match((await runLoading(['graph', '--width', '400'], project)).out, /^<svg [^>]* width="(3\d\d|400)" /);
    assert.match(run(['graph', '--width', 'wide'], project).err, /--width wide is too narrow|--width.*give 300 or more/);
  });
});
