// A project's files: open documents, the disk, and what is not read yet.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Project } from '../../server/src/project/project.ts';
import { files } from '../support/files.ts';

const base = 'config/deploy.yml';
const head = 'service: shop\nimage: acme/shop\nregistry: {username: a, password: [TOKEN]}\nbuilder: {arch: amd64}\n';
const deploy = `${head}servers: [192.0.2.1]\n`;

/** A project on a disk that can be changed; what is in `unread` has not arrived yet. */
function disk(texts: Map<string, string>, unread = new Set<string>()) {
  const reads: string[] = [];
  const project = new Project({
    read: (path) => {
      reads.push(path);
      if (unread.has(path)) return 'unread';
      const text = texts.get(path);
      return text === undefined ? 'absent' : { text };
    },
    list: (folder) => {
      if (unread.has(folder)) return 'unread';
      const names = [...texts.keys()].filter((path) => path.startsWith(`${folder}/`)).map((path) => path.slice(folder.length + 1));
      return names.length ? names : 'absent';
    },
  });
  return { project, texts, unread, reads };
}

const destinations = (project: Project, of = base) => project.analysisOf(of)?.deployments.map(({ deployment }) => deployment.destination);
const rules = (project: Project, of = base) => [
  ...new Set(project.analysisOf(of)!.deployments.flatMap(({ findings }) => findings.map(({ rule }) => rule))),
];

describe('destinations', () => {
  it('are found beside the base, without templates', () => {
    const { project } = disk(
      files(
        `//- /config/deploy.yml\n${deploy}//- /config/deploy.staging.yml\nboot: {}\n//- /config/deploy.example.yml\nx: 1\n//- /config/deploy.eu.yml\nboot: {}\n`,
      ),
    );
    assert.deepEqual(destinations(project), [null, 'eu', 'staging']);
    assert.deepEqual(project.familyOf('config/deploy.eu.yml'), [base, 'config/deploy.eu.yml', 'config/deploy.staging.yml']);
  });

  it('come with the first edit of a file that is not on the disk, and go when it is closed', () => {
    const { project } = disk(new Map([[base, deploy]]));
    assert.deepEqual(destinations(project), [null]);
    project.edit('config/deploy.staging.yml', 'boot: {limit: 1}\n');
    assert.deepEqual(destinations(project), [null, 'staging']);
    project.close('config/deploy.staging.yml');
    assert.deepEqual(destinations(project), [null]);
  });

  it('come and go on the disk', () => {
    const { project, texts } = disk(new Map([[base, deploy]]));
    assert.deepEqual(destinations(project), [null]);
    texts.set('config/deploy.staging.yml', 'boot: {limit: 1}\n');
    project.changed(['config/deploy.staging.yml']);
    assert.deepEqual(destinations(project), [null, 'staging']);
    texts.delete('config/deploy.staging.yml');
    project.changed(['config/deploy.staging.yml']);
    assert.deepEqual(destinations(project), [null]);
  });

  it('without a base stand for themselves, and may lack what the base would say', () => {
    const { project, texts } = disk(new Map([['config/deploy.staging.yml', 'servers: [192.0.2.1]\n']]));
    const staging = 'config/deploy.staging.yml';
    assert.equal(project.baseOf(staging), staging);
    assert.deepEqual(project.bases(), []);
    assert.ok(!rules(project, staging).includes('missing-key'));
    texts.set(base, deploy);
    project.changed([base]);
    assert.equal(project.baseOf(staging), base);
    assert.deepEqual(destinations(project, staging), [null, 'staging']);
  });
});

it('further bases have destinations of their own', () => {
  const { project } = disk(new Map([base, 'config/deploy-worker.yml', 'config/deploy-worker.staging.yml'].map((path) => [path, deploy])));
  assert.equal(project.analysisOf('config/deploy-worker.staging.yml'), undefined);
  project.configure({ configFiles: ['config/deploy-worker.yml'] });
  assert.deepEqual(project.bases(), [base, 'config/deploy-worker.yml']);
  assert.deepEqual(destinations(project, 'config/deploy-worker.staging.yml'), [null, 'staging']);
  assert.deepEqual(destinations(project), [null]);
});

describe('a file that is not read yet', () => {
  const secret = 'secret-not-declared';

  it('silences the rules that ask for it, until it is there', () => {
    const { project, texts, unread } = disk(new Map([[base, deploy]]), new Set(['.kamal/secrets', '.kamal/secrets-common']));
    assert.ok(!rules(project).includes(secret));
    texts.set('.kamal/secrets', 'OTHER=1\n');
    unread.clear();
    project.changed(['.kamal/secrets', '.kamal/secrets-common']);
    assert.ok(rules(project).includes(secret));
    project.edit('.kamal/secrets', 'TOKEN=1\n');
    assert.ok(!rules(project).includes(secret));
  });

  it('is asked for once', () => {
    const { project, reads } = disk(new Map([[base, deploy]]), new Set(['.kamal/secrets']));
    for (const line of ['a', 'b', 'c']) {
      project.edit(base, `${deploy}# ${line}\n`);
      project.analysisOf(base);
    }
    assert.equal(reads.filter((path) => path === '.kamal/secrets').length, 1);
  });

  it('is no base, no destination and no version', () => {
    const { project, unread } = disk(
      new Map([[base, deploy], ['config/deploy.staging.yml', 'boot: {}\n'], ['Gemfile.lock', '    kamal (2.1.0)\n']]), // prettier-ignore
      new Set([base, 'config', 'Gemfile.lock']),
    );
    assert.deepEqual([project.bases(), project.analysisOf(base), project.kamal()], [[], undefined, null]);
    unread.clear();
    project.changed([base, 'config', 'Gemfile.lock']);
    assert.deepEqual([project.bases(), destinations(project), project.kamal()?.version], [[base], [null, 'staging'], '2.1.0']);
  });
});

it('an open document wins over the disk until it is closed', () => {
  const { project } = disk(new Map([[base, deploy]]));
  project.edit(base, deploy.replace('shop', 'blog'));
  const service = () => project.analysisOf(base)!.deployments[0]!.deployment.service;
  assert.equal(service(), 'blog');
  project.changed([base]);
  assert.equal(service(), 'blog');
  project.close(base);
  assert.equal(service(), 'shop');
});

it('the version is the one of the settings, else of Gemfile.lock', () => {
  const { project } = disk(new Map([[base, deploy], ['Gemfile.lock', '    kamal (2.1.0)\n']])); // prettier-ignore
  assert.deepEqual(project.kamal(), { version: '2.1.0', from: 'Gemfile.lock' });
  project.configure({ version: '2.9.0' });
  assert.deepEqual(project.kamal(), { version: '2.9.0', from: 'setting' });
});

it('settings of .kamal/lint.yml hold from the moment they are written', () => {
  const { project } = disk(new Map([[base, deploy]]));
  assert.equal(project.analysisOf(base)!.lint.size, 0);
  project.edit('.kamal/lint.yml', 'rules: {host-format: off}\n');
  assert.deepEqual([...project.analysisOf(base)!.lint], [['host-format', 'off']]);
});
