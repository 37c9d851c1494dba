// Rules are asked again only where something that they read is another, and what is kept is never seen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Project } from '../../../server/src/project/project.ts';
import type { Finding } from '../../../server/src/rules/rule.ts';
import { base } from '../../bench/typing.ts';
import { seed } from '../../support/seed.ts';
import { projects } from '../projects.ts';
import { runs } from '../../support/share.ts';

/** Texts on a disk, and a project that reads them. */
function projectOf(texts: ReadonlyMap<string, string>): Project {
  return new Project({
    read: (path) => {
      const text = texts.get(path);
      return text === undefined ? 'absent' : { text };
    },
    list: (folder) => {
      const inside = [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
      return inside.length > 0 ? [...new Set(inside.map((path) => path.split('/')[0]!))] : 'absent';
    },
    executable: (path) => (texts.has(path) ? texts.get(path)!.startsWith('#!') : undefined),
  });
}

/** All that a person could see of a finding, with its fixes carried out. */
function told(project: Project, { at, related, fixes, ...rest }: Finding): unknown {
  const place = ({ chunk, from, to }: Finding['at']) => {
    const source = project.source(chunk.file) ?? project.files.source(chunk.file);
    const start = source?.offset(chunk) ?? project.files.source(chunk.file)?.offset(chunk);
    return [chunk.file, start === undefined ? 'nowhere' : start + from, start === undefined ? 'nowhere' : start + to];
  };
  return {
    ...rest,
    at: place(at),
    related: related.map((one) => [one.message, place(one.at)]),
    fixes: fixes.map(({ title, preferred, edits }) => [title, preferred, [...(edits(project) ?? [])]]),
  };
}

function everything(project: Project): unknown {
  return project
    .analysisOf(base)
    ?.deployments.map(({ deployment, findings, standalone, accepted }) => [
      deployment.destination,
      accepted,
      findings.map((finding) => told(project, finding)),
      standalone?.().map((finding) => told(project, finding)),
    ]);
}

const paths = [base, 'config/deploy.staging.yml', 'config/deploy.production.yml', '.kamal/secrets', '.kamal/secrets-common', '.kamal/lint.yml', '.kamal/hooks/pre-deploy', 'Dockerfile', 'Gemfile.lock']; // prettier-ignore

const snippets = ['', ' ', '\n', 'x', '1', ':', '"', '  web: [192.0.2.1]\n', 'proxy:\n  ssl: true\n', '# kamal-ignore: host-duplicate\n', '*a', '&a ', '<%= x %>', 'TOKEN=$TOKEN\n', '#!/bin/sh\n', 'EXPOSE 3000\n', '    kamal (2.3.0)\n', 'rules: {service-name: off}\n']; // prettier-ignore

interface Step {
  readonly path: string;
  readonly how: 'type' | 'save' | 'delete' | 'replace' | 'close';
  readonly at: number;
  readonly removed: number;
  readonly text: string;
  readonly other: ReadonlyMap<string, string>;
}

const step: fc.Arbitrary<Step> = fc.record({
  path: fc.oneof({ arbitrary: fc.constant(base), weight: 2 }, { arbitrary: fc.constantFrom(...paths), weight: 3 }),
  how: fc.constantFrom('type', 'type', 'type', 'save', 'delete', 'replace', 'close'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.constantFrom(0, 0, 1, 5, 40),
  text: fc.constantFrom(...snippets),
  other: projects,
});

test('after any changes the findings are those of a project that is read for the first time', () => {
  fc.assert(
    fc.property(projects, fc.array(step, { minLength: 1, maxLength: 8 }), (texts, steps) => {
      const disk = new Map(texts);
      const open = new Map<string, string>();
      const project = projectOf(disk);
      everything(project);
      for (const { path, how, at, removed, text, other } of steps) {
        const before = open.get(path) ?? disk.get(path) ?? '';
        const from = Math.floor(at * before.length);
        const after = how === 'replace' ? (other.get(path) ?? '') : before.slice(0, from) + text + before.slice(from + removed);
        if (how === 'close') {
          open.delete(path);
          project.close(path);
        } else if (how === 'save' || how === 'delete') {
          if (how === 'save') disk.set(path, after);
          else disk.delete(path);
          project.changed([path]);
        } else {
          open.set(path, after);
          project.edit(path, after);
        }
        const fresh = projectOf(disk);
        for (const [opened, now] of open) fresh.edit(opened, now);
        assert.deepEqual(everything(project), everything(fresh));
      }
    }),
    { numRuns: runs(40, 15), seed },
  );
});

const head = 'service: shop\nimage: acme/shop\nregistry: {username: acme, password: [KEY]}\nbuilder: {arch: amd64}\n';
const staging = 'config/deploy.staging.yml';
const production = 'config/deploy.production.yml';

/** Where a rule finds something: `destination: the text that it points at`. */
function found(project: Project, rule: string): string[] {
  return (project.analysisOf(base)?.deployments ?? []).flatMap(({ deployment, findings }) =>
    findings
      .filter((one) => one.rule === rule)
      .map(({ at: { chunk, from, to } }) => `${deployment.destination}: ${chunk.text.slice(from, to)}`),
  );
}

/** Each step writes files anew, or takes them away, and names what is found of the rule then. */
for (const [what, rule, ...steps] of [
  [
    'hangs on another destination comes and goes with that one',
    'destinations-collide',
    [
      {
        [base]: `${head}servers: [192.0.2.1]\n`,
        [production]: 'proxy: {host: a.example}\n',
        [staging]: 'proxy: {hosts: [b.example, a.example]}\n',
      },
      ['staging: a.example'],
    ],
    [{ [production]: 'proxy: {host: c.example}\n' }, []],
    [{ [production]: 'proxy: {host: b.example}\n' }, ['staging: b.example']],
    [{ [production]: undefined }, []],
  ],
  [
    'is about one destination stays with it when another one comes before it',
    'retain-containers',
    [{ [base]: `${head}servers: [192.0.2.1]\n`, [staging]: 'retain_containers: 0\n' }, ['staging: 0']],
    [{ [production]: 'proxy: {host: c.example}\n' }, ['staging: 0']],
    [{ [staging]: 'retain_containers: 1\n', [production]: 'retain_containers: 0\n' }, ['production: 0']],
  ],
  [
    'is looked for among variables is found where it comes to stand, and nowhere else',
    'env-name-case',
    [{ [base]: `${head}servers: [192.0.2.1]\nenv: {secret: [API_TOKEN]}\n`, [staging]: 'env: {clear: {MODE: x}}\n' }, []],
    [{ [staging]: 'env: {clear: {api_token: x}}\n' }, ['staging: api_token']],
    [{ [base]: `${head}servers: [192.0.2.1]\nenv: {secret: [TOKEN]}\n` }, []],
  ],
  [
    'is about one accessory is told of each, and again where what stands beside them is another',
    'accessory-role',
    [
      {
        [base]: `${head}servers: {web: [192.0.2.1]}\naccessories:\n  one: {image: "a:1", role: job}\n  two: {image: "a:1", role: web}\n  three: {image: "a:1", role: jobs}\n`,
      },
      ['null: job', 'null: jobs'],
    ],
    [
      {
        [base]: `${head}servers: {job: [192.0.2.1]}\naccessories:\n  one: {image: "a:1", role: job}\n  two: {image: "a:1", role: web}\n  three: {image: "a:1", role: jobs}\n`,
      },
      ['null: web', 'null: jobs'],
    ],
  ],
] as const) {
  test(`what ${what}`, () => {
    const project = projectOf(new Map());
    for (const [files, expected] of steps) {
      for (const [path, text] of Object.entries(files)) {
        if (text === undefined) project.close(path);
        else project.edit(path, text);
      }
      assert.deepEqual(found(project, rule), expected);
    }
  });
}
