// More destinations than anybody has: the first are judged, and that the others are not is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Project } from '../../server/src/project/project.ts';
import { checkedOf } from '../../server/src/report/checked.ts';

const base = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\nservers: [192.0.2.1]\n';

function projectWith(count: number, text = (index: number) => `servers: [192.0.2.${index}]\n`): { project: Project; read: string[] } {
  const texts = new Map([['config/deploy.yml', base]]);
  for (let index = 0; index < count; index++) texts.set(`config/deploy.d${String(index).padStart(3, '0')}.yml`, text(index));
  const read: string[] = [];
  const project = new Project({
    read: (path) => {
      read.push(path);
      const found = texts.get(path);
      return found === undefined ? 'absent' : { text: found };
    },
    list: (folder) => (folder === 'config' ? [...texts.keys()].map((path) => path.slice('config/'.length)) : 'absent'),
  });
  return { project, read };
}

const leftOut = (project: Project): string[] =>
  project
    .analysisOf('config/deploy.yml')!
    .deployments[0]!.findings.filter(({ rule }) => rule === 'yaml-syntax')
    .map(({ severity, refused, message }) => `${severity} ${refused} ${message.split(' than')[0]}`);

test('a hundred destinations are judged', () => {
  const { project } = projectWith(100);
  assert.equal(project.analysisOf('config/deploy.yml')!.deployments.length, 101);
  assert.deepEqual(leftOut(project), []);
});

test('of more, a hundred are, and the base says so; the others are not even read', () => {
  const { project, read } = projectWith(1_200);
  assert.equal(project.analysisOf('config/deploy.yml')!.deployments.length, 101);
  assert.deepEqual(leftOut(project), ['warning false Beside this file lie 1,100 more destinations']);
  assert.ok(read.length < 300, `${read.length}`);
});

test('one that is open is judged, whatever its name', () => {
  const { project } = projectWith(450);
  project.edit('config/deploy.d400.yml', 'servers: []\n');
  const names = project.analysisOf('config/deploy.yml')!.deployments.map(({ deployment }) => deployment.destination);
  assert.ok(names.includes('d400'));
  assert.equal(names.length, 101);
});

test('one that is asked for by its name is judged', () => {
  const { project } = projectWith(450, (index) => `service: ${index === 400 ? '"a b"' : 'shop'}\n`);
  const checked = checkedOf(project, project.analysisOf('config/deploy.yml')!, { destination: 'd400' }, (file) => file);
  assert.deepEqual(
    checked.judged.map(({ deployment, accepted }) => [deployment.destination, accepted]),
    [['d400', false]],
  );
});

test('of large ones as many are judged as can be at a keystroke', () => {
  const { project } = projectWith(20, () => `x-note: a\n${'# a comment\n'.repeat(10_000)}`);
  assert.equal(project.analysisOf('config/deploy.yml')!.deployments.length, 10);
  assert.deepEqual(leftOut(project), ['warning false Beside this file lie 11 more destinations']);
});
