import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ResponseError, type TextDocumentEdit, type WorkspaceEdit } from 'vscode-languageserver';
import { prepareRename, rename } from '../../server/src/features/rename.ts';
import { analyzeTexts } from '../../server/src/project/analyze.ts';
import { read } from '../../server/src/source/read.ts';
import { apply } from './apply.ts';
import { atCursor } from './cursor.ts';
import { askedAbout } from './names.ts';
import { file, filesIn, uriOf } from './project.ts';

type Texts = ReadonlyMap<string, string>;

interface Cursor {
  readonly texts: Texts;
  readonly file: string;
  readonly position: { readonly line: number; readonly character: number };
}

function renamed({ texts, file: at, position }: Cursor, to: string): { texts: Texts; note: string } | string {
  const { asked, host } = askedAbout(texts);
  try {
    const edit = rename(asked, at, position, to, host);
    return edit ? { texts: applied(texts, edit), note: edit.changeAnnotations?.['note']?.description ?? '' } : '(nothing)';
  } catch (error) {
    if (error instanceof ResponseError) return error.message;
    throw error;
  }
}

function applied(texts: Texts, { documentChanges = [] }: WorkspaceEdit): Texts {
  const after = new Map(texts);
  for (const { textDocument, edits } of documentChanges as TextDocumentEdit[]) {
    const path = textDocument.uri.replace(uriOf(''), '');
    const source = read(path, texts.get(path)!);
    const changes = edits.map((edit) => {
      if (!('range' in edit && 'newText' in edit)) throw new Error('no text edit');
      return { from: source.offsetAt(edit.range.start), to: source.offsetAt(edit.range.end), text: edit.newText };
    });
    after.set(path, apply(texts.get(path)!, changes));
  }
  return after;
}

const joined = (texts: Texts): string => [...texts].map(([path, text]) => `//- ${path}\n${text}`).join('');

/** Renames at the cursor and back at the same place: what is in between is returned, and the end must be the beginning. */
function thereAndBack(marked: string, to: string): string {
  const cursor = atCursor(marked);
  const there = renamed(cursor, to);
  assert.ok(typeof there !== 'string', String(there));
  // The name begins where it began, unless a line was written above it.
  const { line, character } = cursor.position;
  const name = prepareRename(askedAbout(cursor.texts).asked, cursor.file, cursor.position)!;
  const lines = there.texts.get(cursor.file)!.split('\n').length - cursor.texts.get(cursor.file)!.split('\n').length;
  const position = { line: line + lines, character: Math.min(character, name.range.start.character + 1) };
  const back = renamed({ ...cursor, texts: there.texts, position }, name.placeholder);
  assert.ok(typeof back !== 'string', String(back));
  assert.equal(joined(back.texts), joined(cursor.texts));
  return joined(there.texts);
}

const shop = (mark: (name: string) => string): string => `//- config/deploy.yml
# the role web takes the traffic
service: shop
image: shop/app
primary_role: "web" # not job
servers:
  ${mark('web')}:   # two servers
    hosts:
      - 192.0.2.1: [eu]
      - '192.0.2.2'
    env: {secret: [TOKEN, "API:TOKEN"]}
  job: {hosts: [192.0.2.1], cmd: bin/jobs --web}
env:
  clear: {web: web}
  secret:
    - ${mark('TOKEN')}
  tags:
    ${mark('eu')}: {REGION: eu}
proxy: {host: "${mark('shop.example')},www.shop.example", ssl: {certificate_pem: TOKEN}}
registry: {username: [USER], password: [TOKEN]}
accessories:
  ${mark('db')}:
    image: postgres
    roles: [web, 'job']
    env: {secret: [TOKEN]}
  search: {image: x, tag: eu}
ssh: {key_data: [TOKEN]}
builder: {arch: amd64, secrets: [TOKEN]}
aliases:
  ${mark('sh')}: app exec -i -r web,job "bin/web"
  logs: "app logs --roles=web --hosts 192.0.2.2"
  psql: accessory exec db psql
  both: sh -d staging
//- config/deploy.staging.yml
servers:
  web:
    hosts:
      - 192.0.2.3: eu
accessories: {db: {role: web}}
//- config/deploy.production.yml
servers: {"web": [192.0.2.4], job: [192.0.2.4]}
proxy: {hosts: [shop.example]}
//- .kamal/secrets-common
# TOKEN
TOKEN=$TOKEN
AGAIN="x $TOKEN \${TOKEN} \\$TOKEN"
//- .kamal/secrets.staging
export TOKEN=$(kamal secrets extract TOKEN $AGAIN)
`;
/** The cursor in the middle of one of its names. */
const at = (name: string): string => shop((one) => (one === name ? `${one[0]}|${one.slice(1)}` : one));
/** The same text with other lines in the place of some. */
function changed(...lines: readonly (readonly [from: string, to: string])[]): string {
  let text = shop((one) => one);
  for (const [from, to] of lines) {
    assert.ok(text.includes(from), from);
    text = text.replace(from, to);
  }
  return text;
}

suite('rename, there and back', () => {
  test('a role, over base, two destinations, accessories and aliases', () => {
    assert.equal(
      thereAndBack(at('web'), 'app'),
      changed(
        ['primary_role: "web"', 'primary_role: "app"'],
        ['  web:   # two', '  app:   # two'],
        ['roles: [web,', 'roles: [app,'],
        ['-r web,job', '-r app,job'],
        ['--roles=web', '--roles=app'],
        ['servers:\n  web:\n', 'servers:\n  app:\n'],
        ['role: web', 'role: app'],
        ['"web": [', '"app": ['],
      ),
    );
  });

  test('a secret, over deploy files and secrets files', () => {
    assert.equal(
      thereAndBack(at('TOKEN'), 'KEY'),
      changed(
        ['[TOKEN, "API:TOKEN"]', '[KEY, "API:KEY"]'],
        ['    - TOKEN', '    - KEY'],
        ['certificate_pem: TOKEN', 'certificate_pem: KEY'],
        ['password: [TOKEN]', 'password: [KEY]'],
        // The image asks for the variable by its name.
        ['secret: [TOKEN]}\n  search', 'secret: [TOKEN:KEY]}\n  search'],
        ['key_data: [TOKEN]', 'key_data: [KEY]'],
        ['secrets: [TOKEN]', 'secrets: [KEY]'],
        ['TOKEN=$TOKEN\nAGAIN="x $TOKEN ${TOKEN}', 'KEY=$TOKEN\nAGAIN="x $KEY ${KEY}'],
        ['export TOKEN=', 'export KEY='],
      ),
    );
  });

  test('an accessory', () => {
    assert.equal(
      thereAndBack(at('db'), 'postgres'),
      changed(['  db:\n', '  postgres:\n'], ['exec db psql', 'exec postgres psql'], ['{db: {role', '{postgres: {role']),
    );
  });

  test('an accessory, by the name of its container in variables, too', () => {
    const text = (mark: string, name: string): string =>
      `service: shop\nenv:\n  clear:\n    DB_HOST: shop-${name}\n    URL: "redis://shop-${name}:6379/0"\n    OTHER: shop-dbs my-shop-db shop-db.example\naccessories:\n  ${mark}: {image: x, host: a}\n  dbs: {image: x, host: a, env: {OF: shop-${name}}}\n`;
    assert.equal(thereAndBack(text('d|b', 'db'), 'pg'), `//- ${file}\n${text('pg', 'pg')}`);
    // With a name of its own the container keeps it.
    const own = 'service: shop\nenv: {DB_HOST: shop-db}\naccessories:\n  d|b: {service: shop-db, image: x, host: a}\n';
    assert.equal(thereAndBack(own, 'pg'), `//- ${file}\n${own.replace('d|b', 'pg')}`);
  });

  test('a tag, an alias, a host of the proxy', () => {
    assert.equal(
      thereAndBack(at('eu'), 'europe'),
      changed(
        ['192.0.2.1: [eu]', '192.0.2.1: [europe]'],
        ['eu: {REGION', 'europe: {REGION'],
        ['tag: eu', 'tag: europe'],
        ['.3: eu', '.3: europe'],
      ),
    );
    assert.equal(thereAndBack(at('sh'), 'shell'), changed(['  sh: app', '  shell: app'], ['both: sh ', 'both: shell ']));
    assert.equal(
      thereAndBack(at('shop.example'), 'kiosk.example'),
      changed(['"shop.example,www', '"kiosk.example,www'], ['hosts: [shop.example]', 'hosts: [kiosk.example]']),
    );
  });

  test('a server, in lists, tags and commands', () => {
    const text = `servers:\n  web:\n    - 192.0.|2.2: eu\n  job: ['192.0.2.2']\naccessories: {db: {host: 192.0.2.2}}\naliases:\n  x: app logs -h 192.0.2.1,192.0.2.2\n`;
    assert.equal(thereAndBack(text, '2001:db8::2'), `//- ${file}\n${text.replace('|', '').replaceAll('192.0.2.2', '2001:db8::2')}`);
  });

  test('an anchor, and no other of the same name', () => {
    const text = 'x-a: &a 1\nx-b: *a\nx-c: &|a [1]\nx-d: [*a]\n';
    assert.equal(thereAndBack(text, 'list'), `//- ${file}\nx-a: &a 1\nx-b: *a\nx-c: &list [1]\nx-d: [*list]\n`);
  });

  test('quotes come where the new name needs them, and go with it', () => {
    const text = 'servers:\n  w|eb: [a]\nprimary_role: "web"\naccessories: {db: {roles: [web]}}\naliases: {x: app logs -r web}\n';
    for (const name of ['no', '5', '1.5', 'null', '2024-01-01'])
      assert.equal(
        thereAndBack(text, name),
        `//- ${file}\nservers:\n  '${name}': [a]\nprimary_role: "${name}"\naccessories: {db: {roles: ['${name}']}}\naliases: {x: app logs -r ${name}}\n`,
      );
  });

  test('the primary role by default is named where it is called otherwise', () => {
    const text = '# shop\r\n\r\nservers:\r\n  w|eb: [a]\r\n  job: [b]\r\n';
    assert.equal(
      thereAndBack(text, 'app'),
      `//- ${file}\n# shop\r\n\r\nprimary_role: app # without this line: web\r\nservers:\r\n  app: [a]\r\n  job: [b]\r\n`,
    );
    // One that a person has written stays.
    assert.match(thereAndBack('primary_role: web\nservers:\n  w|eb: [a]\n', 'app'), /\nprimary_role: app\nservers/);
    assert.match(thereAndBack('primary_role: app\nservers:\n  a|pp: [a]\n', 'web'), /\nprimary_role: web\nservers/);
    // Of a base without servers the destinations have their own.
    assert.equal(
      thereAndBack(
        `//- ${file}\nservice: x\n//- config/deploy.a.yml\nservers:\n  w|eb: [a]\n//- config/deploy.b.yml\nservers: {web: [b]}\n`,
        'app',
      ),
      `//- ${file}\nservice: x\n//- config/deploy.a.yml\nprimary_role: app # without this line: web\nservers:\n  app: [a]\n//- config/deploy.b.yml\nprimary_role: app # without this line: web\nservers: {app: [b]}\n`,
    );
  });

  test('words in long values: over lines, in blocks, behind escapes', () => {
    const value = (text: string): string => `servers: {w|eb: [a], job: [b]}\nprimary_role: web\naliases:\n  x: ${text}\n`;
    for (const [before, after] of [
      ['app logs\n    -r web', 'app logs\n    -r app'],
      ['|\n    app logs\n    -r job,web', '|\n    app logs\n    -r job,app'],
      ['"app logs -r \'job\',web"', '"app logs -r \'job\',app"'],
      [`'app exec -r web "it''s"'`, `'app exec -r app "it''s"'`],
      ['"app logs\\t-r web"', '"app logs\\t-r app"'],
    ] as const)
      assert.equal(thereAndBack(value(before), 'app').split('  x: ')[1], `${after}\n`);
  });

  test('what is left is accepted as before', () => {
    const findings = (text: string): string[] =>
      analyzeTexts(filesIn(text)).deployments.flatMap((one) => one.findings.map(({ rule }) => rule));
    const before = findings(shop((one) => one));
    for (const [name, to] of [
      ['web', 'no'],
      ['TOKEN', 'KEY'],
      ['db', 'pg'],
      ['eu', 'us'],
      ['sh', 'shell'],
    ] as const)
      assert.deepEqual(findings(thereAndBack(at(name), to)), before, name);
  });
});

suite('rename is refused', () => {
  const refusal = (marked: string, to: string): string => {
    const result = renamed(atCursor(marked), to);
    assert.equal(typeof result, 'string', 'it is not refused');
    return result as string;
  };

  test('where the name is taken', () => {
    assert.equal(
      refusal(at('web'), 'job'),
      'A role `job` is there already (config/deploy.yml): the two would become one. Choose another name, or remove that one first.',
    );
    assert.match(
      refusal(`//- ${file}\nservers: {w|eb: [a]}\n//- config/deploy.x.yml\nservers: {app: [b]}\n`, 'app'),
      /there already in the destination x \(config\/deploy.x.yml\)/,
    );
    assert.match(refusal(at('TOKEN'), 'AGAIN'), /A secret `AGAIN` is there already/);
    assert.match(refusal('x-a: &|a 1\nx-b: &b 2\nx-c: *a\n', 'b'), /anchor `&b` stands in/);
    assert.match(refusal('x-b: &b 2\nx-a: &|a 1\nx-c: *b\n', 'b'), /anchor `&b` stands in/);
    assert.match(refusal(at('db'), 'search'), /An accessory `search` is there already/);
  });

  test('but not where another destination alone has it', () => {
    const text = `//- ${file}\nservice: x\n//- config/deploy.a.yml\nservers: {web: [|a]}\n//- config/deploy.b.yml\nservers: {web: [b]}\n`;
    assert.ok(typeof renamed(atCursor(text), 'b') !== 'string');
  });

  test('where nothing of the kind can be called so', () => {
    assert.match(refusal(at('web'), 'my role'), /^A role cannot be called `my role`/);
    assert.match(refusal(at('web'), ''), /^A role cannot be called ``/);
    assert.match(refusal(at('TOKEN'), '1-A'), /^A secret cannot be called `1-A`/);
    assert.match(refusal(at('sh'), 'deploy'), /`kamal deploy` is a command of Kamal's own/);
    assert.match(refusal(at('sh'), 'Sh'), /^An alias cannot be called `Sh`/);
    assert.match(refusal(at('shop.example'), 'https://shop.example'), /no `https:\/\/`/);
    assert.match(refusal(at('db'), 'all'), /means every accessory/);
  });

  test('where the name is not written', () => {
    assert.match(refusal('servers: [a]\naliases: {x: app logs -r w|eb}\n', 'app'), /is a list, which makes it the role `web` by itself/);
    assert.match(refusal("servers: {web: [a]}\naliases: {x: app logs -r 'w|*'}\n", 'app'), /stands for every role that it matches/);
    assert.match(refusal('primary_role: <%= ENV.fetch("R", "w|eb") %>\nservers: {web: [a]}\n', 'app'), /comes from Ruby code/);
    assert.match(refusal('aliases: {x: app logs -d stag|ing}\n', 'app'), /A destination is called as its file is/);
  });

  test('where no name stands at all', () => {
    assert.equal(refusal('serv|ice: shop\n', 'app'), '(nothing)');
    assert.equal(refusal('# w|eb\nservers: {web: [a]}\n', 'app'), '(nothing)');
  });
});

test('rename says what goes on under the old name, and what it has left alone', () => {
  const note = (marked: string, to: string): string => {
    const result = renamed(atCursor(marked), to);
    return typeof result === 'string' ? result : result.note;
  };
  const roles = (mark: string): string => `service: shop\nservers: {web: [a], ${mark}: [b]}\naliases: {x: app logs -r 'jo*'}\n`;
  assert.equal(
    note(roles('j|ob'), 'work'),
    'The containers of `job` go on running beside those of `work`, with their secrets on the server. End them with the file as it was: `kamal app stop --roles job`. ' +
      '`jo*` (config/deploy.yml, line 3) matches `job` and not `work`: change it by hand.',
  );
  assert.match(note('service: shop\nservers: {w|eb: [a]}\n', 'app'), /keep their route in kamal-proxy, so that the next deployment fails/);
  assert.match(note('service: shop\naccessories: {d|b: {host: a}}\n', 'pg'), /empty data directory.*`service: shop-db`/);
  assert.match(
    note('servers: {j|ob: [a]}\nprimary_role: <%= ENV.fetch("R", "job") %>\n', 'app'),
    /Ruby code \(config\/deploy.yml, line 2\) gives this role the name `job`, too/,
  );
  assert.equal(note('x-a: &|a 1\n', 'b'), '');
});

test('what can be renamed is offered with its own word', () => {
  const offered = (marked: string): string => {
    const { texts, file: path, position } = atCursor(marked);
    const found = prepareRename(askedAbout(texts).asked, path, position);
    return found ? `${found.placeholder} ${found.range.start.character}-${found.range.end.character}` : '(nothing)';
  };
  assert.equal(offered('proxy: {host: "a.example,b.e|xample"}\n'), 'b.example 25-34');
  assert.equal(offered('env: {secret: [A:B|]}\n'), 'B 17-18');
  assert.equal(offered('service: sh|op\n'), '(nothing)');
});
