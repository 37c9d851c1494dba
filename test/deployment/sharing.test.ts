// Roles, accessories and validated values are kept by the identity of what they were made of. That must never be seen: what a project
// says after any number of edits is what it would say if it had just been opened.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { resolved } from '../../server/src/deployment/resolved.ts';
import type { Analysis } from '../../server/src/project/analysis.ts';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { Project } from '../../server/src/project/project.ts';
import type { At } from '../../server/src/source/node.ts';
import { files } from '../support/files.ts';
import { sections } from './fragments.ts';
import { seed } from '../support/seed.ts';
import { runs as times } from '../support/share.ts';

const runs = { numRuns: times(60, 25), seed };
const base = 'config/deploy.yml';
const paths = [base, 'config/deploy.production.yml', 'config/deploy.staging.yml'] as const;

/** All that is found and resolved, with places as offsets in their files. */
function told({ deployments, sources }: Analysis): unknown {
  const place = ({ chunk, from, to }: At): string => {
    const start = sources.get(chunk.file)?.offset(chunk);
    return start === undefined ? `lost in ${chunk.file}` : `${chunk.file} ${start + from}-${start + to}`;
  };
  return deployments.map(({ deployment, findings, accepted, standalone }) => ({
    destination: deployment.destination,
    accepted,
    findings: [...findings, ...(standalone?.() ?? [])].map(({ rule, at, severity, message, kamal, related, fixes, ignored }) => ({
      rule,
      at: place(at),
      severity,
      message,
      kamal,
      related: related.map((one) => `${place(one.at)} ${one.message}`),
      fixes: fixes.map(({ title, preferred }) => `${title} ${preferred}`),
      ignored,
    })),
    resolved: resolved(deployment),
    places: [...deployment.roles.map(({ at }) => place(at)), ...deployment.accessories.map(({ at }) => place(at))],
    proxied: deployment.roles.map(({ name, proxied, because, proxy }) => [name, proxied, because, proxy?.hosts.map(({ at }) => place(at))]),
    primary: deployment.primaryRole.name,
    boot: deployment.boot.certain,
  }));
}

function assertAsIfJustOpened(project: Project, texts: ReadonlyMap<string, string>): void {
  assert.deepEqual(
    told(project.analysisOf(base)!),
    told(analyzeTexts(texts, base)),
    [...texts].map(([path, text]) => `//- ${path}\n${text}`).join('\n'),
  );
}

function open(texts: ReadonlyMap<string, string>): Project {
  const project = new Project({
    read: (path) => (texts.has(path) ? { text: texts.get(path)! } : 'absent'),
    list: (folder) => (folder === 'config' ? paths.map((path) => path.slice('config/'.length)) : 'absent'),
  });
  project.analysisOf(base);
  return project;
}

interface Change {
  readonly path: string;
  readonly section: string;
  /** Another text for the section; null takes it out. */
  readonly text: string | null;
}

const names = Object.keys(sections);
const change: fc.Arbitrary<Change> = fc.constantFrom(...names).chain((section) =>
  fc.record({
    path: fc.constantFrom(...paths),
    section: fc.constant(section),
    text: fc.option(fc.constantFrom(...sections[section]!), { freq: 4 }),
  }),
);

/** The sections of each file: what a file says is all of them in the order of the table. */
type Written = Map<string, Map<string, string>>;

function textsOf(written: Written): Map<string, string> {
  return new Map(
    paths.map((path) => [
      path,
      names
        .map((name) => written.get(path)?.get(name))
        .filter((text) => text !== undefined)
        .map((text) => `${text}\n`)
        .join(''),
    ]),
  );
}

function started(): Written {
  const first = (...chosen: string[]) => new Map(chosen.map((name) => [name, sections[name]![name === 'servers' ? 2 : 0]!]));
  return new Map([
    [paths[0], first('service', 'registry', 'servers', 'proxy', 'env', 'boot', 'accessories')],
    [paths[1], first('boot')],
    [paths[2], first('env')],
  ]);
}

it('random edits of three files end as if they had just been opened', () => {
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const written = started();
      const project = open(textsOf(written));
      for (const { path, section, text } of changes) {
        if (text === null) written.get(path)!.delete(section);
        else written.get(path)!.set(section, text);
        const texts = textsOf(written);
        project.edit(path, texts.get(path)!);
        assertAsIfJustOpened(project, texts);
      }
    }),
    runs,
  );
});

describe('an edit of what roles share', () => {
  const overlaid = files(`service: shop
image: acme/shop
registry: {username: a, password: [P]}
builder: {arch: amd64}
primary_role: web
servers:
  web:
    - a: x
    - b
  job:
    hosts: [b]
    proxy: {host: job.example}
proxy: {host: shop.example, ssl: true}
env: {clear: {A: 1}, tags: {x: {A: 2}}}
accessories:
  db: {image: x, roles: [job]}
  log: {image: x, tag: x}
//- /config/deploy.production.yml
servers: {job: {hosts: [c]}}
//- /config/deploy.staging.yml
proxy: {host: staging.example}
`);
  // A proxy of the destination's makes every role anew; without it all deployments share them.
  const shared = new Map(overlaid).set(paths[2], 'boot: {limit: 1}\n');
  const rows: readonly [title: string, path: string, from: string, to: string][] = [
    ['the root’s proxy', base, 'ssl: true', 'ssl: false'],
    ['the root’s proxy goes', base, 'proxy: {host: shop.example, ssl: true}\n', ''],
    ['the primary role', base, 'primary_role: web', 'primary_role: job'],
    ['the primary role hangs on ERB', base, 'primary_role: web', 'primary_role: <%= x %>'],
    ['the root opens', base, 'service: shop\n', 'service: shop\n<%= more %>\n'],
    ['a role’s hosts, which an accessory uses', base, 'hosts: [b]', 'hosts: [d]'],
    ['a tag, which an accessory uses', base, 'a: x', 'a: y'],
    ['the service, which names accessories', base, 'service: shop', 'service: blog'],
    ['variables of a tag', base, 'x: {A: 2}', 'x: {A: 3}'],
    ['a role comes', base, '  job:', '  api: [e]\n  job:'],
    ['a role becomes another', base, '  job:', '  jobs:'],
    ['the destination’s proxy', paths[2], 'staging.example', 'new.example'],
    ['the destination’s servers', paths[1], '[c]', '[c, d]'],
    ['the destination names the primary role', paths[2], 'boot:', 'primary_role: job\nboot:'],
    ['the destination lets ERB name the primary role', paths[2], 'boot:', 'primary_role: <%= x %>\nboot:'],
    ['the destination opens', paths[2], 'boot:', '<%= more %>\nboot:'],
  ];
  for (const [title, path, from, to] of rows) {
    it(title, () => {
      const able = [overlaid, shared].filter((texts) => texts.get(path)!.includes(from));
      assert.ok(able.length > 0);
      for (const texts of able) {
        const project = open(texts);
        const text = texts.get(path)!;
        const changed = new Map(texts).set(path, text.replace(from, to));
        project.edit(path, changed.get(path)!);
        assertAsIfJustOpened(project, changed);
        project.edit(path, text);
        assertAsIfJustOpened(project, texts);
      }
    });
  }

  it('a role that a destination leaves alone is one object for both', () => {
    const [alone, production, staging] = analyzeTexts(overlaid).deployments.map(({ deployment }) => deployment.roles);
    assert.equal(production![1], alone![1]);
    assert.notEqual(production![0], alone![0]);
    // The root's proxy lies under every role's.
    assert.notEqual(staging![1], alone![1]);
  });

  it('an accessory with hosts of its own outlives an edit of the roles', () => {
    const own = new Map(overlaid).set(base, overlaid.get(base)!.replace('roles: [job]', 'host: z'));
    const project = open(own);
    const accessory = () => project.analysisOf(base)!.deployments[0]!.deployment.accessories[0];
    const before = accessory();
    project.edit(base, own.get(base)!.replace('hosts: [b]', 'hosts: [d]'));
    assert.equal(accessory(), before);
  });
});
