import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { definition } from '../../server/src/features/definition.ts';
import { judgedOf } from '../../server/src/features/tree.ts';
import { atCursor } from './cursor.ts';
import { askedAbout } from './names.ts';
import { file, uriOf } from './project.ts';

/** Where the cursor leads: paths with lines from 1. */
function target(marked: string): string {
  const { texts, file: from, position } = atCursor(marked);
  const { asked } = askedAbout(texts);
  const found = definition(asked, judgedOf(asked.analyses[0]!, from, undefined)!, from, position) ?? [];
  return found.map(({ uri, range }) => `${uri.replace(uriOf(''), '')}:${range.start.line + 1}`).join(' ') || '(nothing)';
}

suite('definition', () => {
  test('leads from a name to its role, and from an alias to its anchor', () => {
    assert.equal(target('primary_role: a|pp\nservers:\n  app: [a]\n'), `${file}:3`);
    assert.equal(target('servers:\n  app: [a]\naccessories:\n  db:\n    roles: [a|pp]\n'), `${file}:2`);
    assert.equal(target('x-a: &a 1\nx-b: &a 2\nservice: *|a\nx-c: &a 3\n'), `${file}:2`);
    assert.equal(target('x-a: &a 1\nservice: |*a\n'), `${file}:1`);
    assert.equal(target('ser|vice: a\n'), '(nothing)');
  });

  test("leads from a destination's file into the base", () => {
    const text = `//- ${file}\nservers:\n  app: [a]\n//- config/deploy.x.yml\nprimary_role: ap|p\n`;
    assert.equal(target(text), `${file}:2`);
    assert.equal(target(`//- ${file}\nservers:\n  app: [a]\n//- config/deploy.x.yml\nservers:\n  ap|p: [b]\n`), `${file}:2`);
    assert.equal(target(`//- ${file}\naccessories:\n  db: {}\n//- config/deploy.x.yml\naccessories:\n  d|b: {}\n`), `${file}:2`);
  });

  test('leads from the base to what only a destination gives', () => {
    assert.equal(target(`//- ${file}\nprimary_role: a|pp\n//- config/deploy.x.yml\nservers:\n  app: [a]\n`), 'config/deploy.x.yml:2');
  });

  test('stays where a name is given nowhere else', () => {
    assert.equal(target('servers:\n  w|eb: [a]\n'), `${file}:2`);
  });

  test('leads from the tag of a server to `env.tags`', () => {
    assert.equal(target('servers:\n  web:\n    - a: [eu, u|s]\nenv:\n  tags:\n    eu: {A: 1}\n    us: {A: 2}\n'), `${file}:7`);
    assert.equal(target('servers:\n  web:\n    - a: e|u\n'), '(nothing)');
  });

  test('leads from the command of an alias to roles, servers, accessories, aliases and destinations', () => {
    const text = (command: string): string =>
      `//- ${file}\nservers:\n  web: [a]\n  worker: [b]\n  work: [c]\naccessories:\n  db: {}\naliases:\n  sh: app exec sh\n  x: ${command}\n//- config/deploy.eu.yml\nservice: x\n`;
    assert.equal(target(text('app logs -r web,wor|ker')), `${file}:3`);
    assert.equal(target(text("app logs -r 'wo|rk*'")), `${file}:3 ${file}:4`);
    assert.equal(target(text('app logs --hosts=|b')), `${file}:3`);
    assert.equal(target(text('accessory logs d|b')), `${file}:6`);
    assert.equal(target(text('s|h -d eu')), `${file}:8`);
    assert.equal(target(text('sh -d e|u')), 'config/deploy.eu.yml:1');
  });

  test('leads from a secret to its line, in the file of the destination, and from there to its uses', () => {
    const files = '//- .kamal/secrets-common\nB=1\n//- .kamal/secrets\nA=$X\n//- .kamal/secrets.eu\nX=2\nA=$B\n';
    assert.equal(target(`//- ${file}\nenv: {secret: [X:|A]}\n${files}`), '.kamal/secrets:1');
    assert.equal(target(`//- ${file}\nservice: x\n//- config/deploy.eu.yml\nenv: {secret: [|A]}\n${files}`), '.kamal/secrets.eu:2');
    assert.equal(target(`//- ${file}\nregistry: {password: [B|]}\n${files}`), '.kamal/secrets-common:1');
    assert.equal(target(`//- ${file}\nenv: {secret: [A]}\nbuilder: {secrets: [A]}\n//- .kamal/secrets\nA|=$X\n`), `${file}:1 ${file}:2`);
  });

  test('leads from a path to the file', () => {
    const files =
      '//- docker/App\nFROM x\n//- my.cnf\nx\n//- public/502.html\nx\n//- public/app.css\nx\n//- hooks/pre-deploy\nx\n//- hooks/notes\nx\n//- s/ecrets-common\nx\n';
    assert.equal(target(`//- ${file}\nbuilder: {dockerfile: ./docker/A|pp}\n${files}`), 'docker/App:1');
    assert.equal(target(`//- ${file}\nbuilder: {dockerfile: docker/Ot|her}\n${files}`), '(nothing)');
    assert.equal(target(`//- ${file}\naccessories: {db: {files: ["my.|cnf:/etc/my.cnf"]}}\n${files}`), 'my.cnf:1');
    assert.equal(target(`//- ${file}\naccessories: {db: {files: [{local: my.|cnf, remote: /etc/my.cnf}]}}\n${files}`), 'my.cnf:1');
    assert.equal(target(`//- ${file}\nerror_pages_path: pub|lic\n${files}`), 'public/502.html:1');
    assert.equal(target(`//- ${file}\nhooks_path: ho|oks\n${files}`), 'hooks/pre-deploy:1');
    assert.equal(target(`//- ${file}\nhooks_path: hooks\nhooks_output: {pre-de|ploy: quiet}\n${files}`), 'hooks/pre-deploy:1');
    assert.equal(target(`//- ${file}\nsecrets_path: s/ec|rets\n${files}`), 's/ecrets-common:1');
  });
});
