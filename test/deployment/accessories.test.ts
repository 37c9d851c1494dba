// Where Kamal would run accessories, and as what (`configuration/accessory.rb`).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { accessoryText, deploymentIn, proxyText } from './table.ts';

const servers = 'servers:\n  web: [a: monitoring, b: [monitoring, db], c]\n  job: {hosts: [b, d: monitoring]}\n';

describe('hosts', () => {
  const rows: readonly [written: string, expected: string][] = [
    ['host: z', 'z'],
    ['hosts: [z, y]', 'z, y'],
    ['hosts: [z, z]', 'z'],
    ['hosts: []', '-'],
    ['host:', '-'],
    ['role: web', 'a, b, c'],
    ['roles: [job, web]', 'b, d, a, b, c'],
    ['roles: [web, web]', 'a, b, c, a, b, c'],
    ['role: other', '-'],
    // Roles written as a map are not searched: `d` carries the tag too.
    ['tag: monitoring', 'a, b'],
    // One tag as text is searched for inside the host's; a list of tags is compared whole.
    ['tag: monitor', 'a'],
    ['tag: db', 'b'],
    ['tags: [db, monitoring]', 'b, a, b'],
    ['tags: []', '-'],
    ['tag: <%= x %>', '…'],
    ['host: <%= x %>', '…'],
    ['hosts:\n      - z\n      - <%= x %>', 'z, …'],
    ['image: x', '-'],
  ];
  for (const [written, expected] of rows) {
    it(written.replaceAll('\n', '⏎'), () => {
      const { accessories } = deploymentIn(`${servers}accessories:\n  redis:\n    ${written}\n`);
      assert.deepEqual(accessories.map(accessoryText), [`redis: ${expected}`]);
    });
  }

  it('a tag that is a number is not the text of it', () => {
    const { accessories } = deploymentIn('servers: {web: [a: [5], b: ["5"]]}\naccessories: {x: {tag: 5}, y: {tag: "5"}}');
    assert.deepEqual(accessories.map(accessoryText), ['x: a', 'y: b']);
  });

  it('a list of servers has no tags', () => {
    assert.deepEqual(deploymentIn('servers: [a: db]\naccessories: {x: {tag: db}}').accessories.map(accessoryText), ['x: -']);
  });

  it('roles of a destination count', () => {
    const { accessories } = deploymentIn(
      `${servers}accessories: {x: {role: job}}\n//- /config/deploy.staging.yml\nservers: {job: {hosts: [e]}}`,
    );
    assert.deepEqual(accessories.map(accessoryText), ['x: e']);
  });
});

describe('what runs', () => {
  const rows: readonly [written: string, expected: string][] = [
    ['{image: postgres:17, host: z}', 'shop-db postgres:17 null none'],
    ['{image: postgres:17, host: z, port: 5432}', 'shop-db postgres:17 5432:5432 none'],
    ['{image: postgres:17, host: z, port: "127.0.0.1:5432:5432"}', 'shop-db postgres:17 127.0.0.1:5432:5432 none'],
    ['{image: postgres:17, host: z, service: pg}', 'pg postgres:17 null none'],
    // Its own registry stands before the image; the root's never does.
    ['{image: postgres:17, host: z, registry: {server: r.example}}', 'shop-db r.example/postgres:17 null none'],
    ['{host: z}', 'shop-db null null none'],
    ['{image: x, host: z, proxy: {host: db.example}}', 'shop-db x null http://db.example:80 health /up'],
    ['{image: x, host: z, proxy: {}}', 'shop-db x null none'],
    ['{image: x, host: z, proxy: true}', 'shop-db x null none'],
    ['text', 'shop-db null null none'],
  ];
  for (const [written, expected] of rows) {
    it(written, () => {
      const text = `service: shop\nregistry: {server: root.example}\nproxy: {host: root.example}\naccessories: {db: ${written}}`;
      const found = deploymentIn(text).accessories.map(
        ({ service, image, port, proxy }) => `${service} ${image} ${port} ${proxyText(proxy)}`,
      );
      assert.deepEqual(found, [expected]);
    });
  }

  it('accessories stand as in the file, without names that are no text', () => {
    const names = deploymentIn('accessories: {redis: {}, 5: {}, db: {}}').accessories.map(({ name }) => name);
    assert.deepEqual(names, ['redis', 'db']);
  });
});
