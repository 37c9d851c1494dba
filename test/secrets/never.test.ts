import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hover } from '../../server/src/features/hover.ts';
import { present } from '../../server/src/report/present.ts';
import { analyzeTexts, filesOf } from '../../server/src/project/analyze.ts';
import { run } from '../cli/terminal.ts';
import { planted, unnamed } from './places.ts';

/** Shapes of credentials, none of which may ever be seen outside the file that it stands in. */
const secrets = ['Tr0ub4dor-and-3x', 'ghp_0123456789abcdefghijABCDEFGHIJ0123', '0123456701', 'redis-hunter22'];

const files = {
  'config/deploy.yml': `service: shop
image: me/shop
servers: [192.0.2.1]
registry:
  username: me
  password: ${secrets[2]}
builder: {arch: amd64}
env:
  secret: ${secrets[0]}
  clear:
    DB_PASSWORD: ${secrets[0]}
    GITHUB: ${secrets[1]}
    API_TOKEN: ${secrets[2]}
    CACHE_URL: redis://shop:${secrets[3]}@192.0.2.6
    SMTP_PASSWORD: [${secrets[0]}]
accessories:
  db:
    image: postgres:17
    host: 192.0.2.2
    env:
      POSTGRES_PASSWORD: ${secrets[0]}
`,
  'config/deploy.staging.yml': `proxy:
  ssl:
    certificate_pem: |
      -----BEGIN CERTIFICATE-----
      ${secrets[0]}
registry:
  password: x
env:
  secret: [A_SECRET]
  clear:
    DB_PASSWORD: x
    GITHUB: x
    SMTP_PASSWORD: [x]
accessories:
  db:
    env:
      POSTGRES_PASSWORD: x
`,
  '.kamal/secrets.staging': `A_SECRET=${secrets[0]}\n`,
  '.kamal/secrets': `A_SECRET=${secrets[0]}\nTOKEN ${secrets[1]}\nexport B\n- ${secrets[2]}\n`,
};

const leaks = (text: string): string[] => secrets.filter((secret) => text.includes(secret));

describe('a secret is never repeated', () => {
  const texts = new Map(Object.entries(files));
  const analysis = analyzeTexts(texts);

  it('in a message, a line of Kamal, a related place or the title of a fix', () => {
    const findings = analysis.deployments.flatMap((judged) => judged.findings);
    assert(findings.length > 5);
    for (const { rule, message, kamal, related, fixes } of findings) {
      assert.deepEqual(
        leaks(JSON.stringify([message, kamal, related.map((one) => one.message), fixes.map(({ title }) => title)])),
        [],
        rule,
      );
    }
  });

  for (const format of ['text', 'json', 'github', 'sarif']) {
    it(`in what check prints as ${format}`, () => {
      const { out, err } = run(['check', '--format', format, '.'], texts);
      assert(out.length > 100);
      assert.deepEqual(leaks(out + err), []);
    });
  }

  it('in what check prints as json with --redact of a deployment that Kamal accepts', () => {
    const accepted = files['config/deploy.yml']
      .replace(/password: .*/, `password: [REGISTRY]`)
      .replace(/  secret: .*/, '  secret: [A_SECRET]')
      .replace(/    SMTP_PASSWORD: .*\n/, '')
      .concat(`aliases:\n  console: app exec --env API_TOKEN=${secrets[1]} bash\n`);
    const given = new Map([['config/deploy.yml', accepted]]);
    const resolvedIn = (...args: string[]): Record<string, unknown> =>
      (JSON.parse(run(['check', '--format', 'json', ...args, '.'], given).out) as { deployments: { resolved: Record<string, unknown> }[] })
        .deployments[0]!.resolved;
    assert.notDeepEqual(leaks(JSON.stringify(resolvedIn())), []);
    const redacted = resolvedIn('--redact');
    assert.deepEqual(leaks(JSON.stringify(redacted)), []);
    const [role] = redacted['roles'] as { name: string; hosts: string[]; env: { clear: Record<string, Record<string, unknown>> } }[];
    assert.deepEqual([role!.name, role!.hosts], ['web', ['192.0.2.1']]);
    const { clear } = role!.env;
    assert.deepEqual(Object.keys(clear['192.0.2.1']!), ['DB_PASSWORD', 'GITHUB', 'API_TOKEN', 'CACHE_URL']);
    assert.equal(clear['192.0.2.1']!['CACHE_URL'], '•••');
  });

  for (const [index, file] of (['config/deploy.yml', 'config/deploy.staging.yml'] as const).entries()) {
    it(`in a hover on a key of ${file}`, () => {
      const asked = { analyses: [analysis], files: filesOf(texts), uriOf: (path: string) => path };
      const shown = present(analysis).get(file) ?? [];
      for (const [line, text] of files[file].split('\n').entries()) {
        const key = /\S/.exec(text)?.index;
        if (key === undefined) continue;
        const content = JSON.stringify(hover(asked, analysis.deployments[index]!, file, { line, character: key }, shown));
        assert.deepEqual(leaks(content ?? ''), [], text.replace(/:.*/, ''));
      }
    });
  }
});

for (const [place, text] of Object.entries({ ...planted, ...unnamed })) {
  it(`a secret is never repeated: ${place}`, () => {
    const secret = 'hunter2REAL';
    for (const names of [undefined, 'OTHER=$OTHER\n']) {
      const texts = new Map([['config/deploy.yml', text.replaceAll('SECRET', secret)]]);
      if (names !== undefined) texts.set('.kamal/secrets', names);
      const findings = analyzeTexts(texts).deployments.flatMap((judged) => judged.findings);
      assert.ok(findings.length > 0);
      const said = findings.map(({ rule, message, kamal, related, fixes }) => [
        rule,
        message,
        kamal,
        related.map((one) => one.message),
        fixes.map((fix) => fix.title),
      ]);
      assert.ok(!JSON.stringify(said).includes(secret), JSON.stringify(said));
      for (const format of ['text', 'github', 'sarif', 'gitlab', 'junit', 'checkstyle']) {
        const { out } = run(['check', '--format', format, '.'], texts);
        assert.ok(!out.includes(secret), out);
      }
    }
  });
}
