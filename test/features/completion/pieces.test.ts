// Every whole piece, put in as it is, gives a deployment that `check` accepts: for clients with placeholders and for those without.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { roundOf } from '../project.ts';
import { accepted, completionsOf, vscode } from './cell.ts';

const head =
  'service: shop\nimage: me/shop\nregistry:\n  username: me\n  password:\n    - KAMAL_REGISTRY_PASSWORD\nbuilder:\n  arch: amd64\n';
const servers = 'servers:\n  web:\n    - 192.0.2.10\n';
const base = `${head}${servers}proxy:\n  host: shop.example.com\n  ssl: true\n`;
const secrets = [
  'KAMAL_REGISTRY_PASSWORD',
  'POSTGRES_PASSWORD',
  'MYSQL_ROOT_PASSWORD',
  'MEILI_MASTER_KEY',
  'CERTIFICATE_PEM',
  'PRIVATE_KEY_PEM',
].map((name) => `${name}=$${name}\n`);

const places: Readonly<Record<string, string>> = {
  'a whole deployment': '',
  'job role': base.replace(servers, `${servers}  |\n`),
  'API role with its own host': base.replace(servers, `${servers}  |\n`),
  Postgres: `${base}accessories:\n  |`,
  MySQL: `${base}accessories:\n  |`,
  Redis: `${base}accessories:\n  |`,
  Meilisearch: `${base}accessories:\n  |`,
  'registry with a login': `${head.replace(/registry:[^]*?PASSWORD\n/, '|\n')}${servers}`,
  'TLS with an own certificate': `${head}${servers}proxy:\n  |`,
};

function put(label: string, texts: ReadonlyMap<string, string>, file: string, marked: string, client = vscode): string {
  const offset = marked.includes('|') ? marked.indexOf('|') : marked.length;
  const text = marked.replace('|', '');
  const { items } = completionsOf({ texts: new Map([...texts, [file, text]]), file, offset }, client);
  const item = items.find((one) => one.label === label);
  assert.ok(item, `${label} is offered`);
  return accepted(text, item);
}

function check(texts: ReadonlyMap<string, string>): { accepted: (boolean | null)[]; findings: string[] } {
  const { analysis, shown: presented } = roundOf(texts);
  const shown = [...presented.values()].flat().map(({ finding }) => `${finding.severity} ${finding.rule}: ${finding.message}`);
  return { accepted: analysis.deployments.map((one) => one.accepted), findings: shown.filter((line) => /^(error|warning)/.test(line)) };
}

suite('whole pieces', () => {
  const file = 'config/deploy.yml';
  const around = new Map([['.kamal/secrets', secrets.join('')]]);

  for (const [label, marked] of Object.entries(places))
    for (const client of [vscode, { snippets: false, asIs: false }])
      test(`${label}, ${client.snippets ? 'with' : 'without'} placeholders`, () => {
        const text = put(label, around, file, marked, client as typeof vscode);
        assert.doesNotMatch(text, /\$\{|\$\d/);
        assert.deepEqual(check(new Map([...around, [file, text]])), { accepted: [true], findings: [] });
      });

  for (const [name, form] of Object.entries({
    'roles with lists': base,
    'roles with maps': base.replace('web:\n    -', 'web:\n    hosts:\n      -'),
    'a plain list': base.replace('  web:\n    -', '  -'),
    'several hosts': base.replace('  host: shop.example.com\n', '  hosts:\n    - shop.example.com\n'),
    'no servers yet': base.replace(servers, ''),
  }))
    test(`what a destination overrides, over a base with ${name}`, () => {
      const over = 'config/deploy.staging.yml';
      const texts = new Map([...around, ['.kamal/secrets.staging', 'KAMAL_REGISTRY_PASSWORD=$A\n'], [file, form]]);
      const text = put('what a destination overrides', texts, over, '');
      const { accepted: all, findings } = check(new Map([...texts, [over, text]]));
      assert.equal(all[1], true, text);
      assert.deepEqual(findings, []);
    });
});
