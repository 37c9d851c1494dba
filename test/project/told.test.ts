// What projects make of their files while these change: `projects.txt` holds files and what happens to them, `projects.told.txt` what is known after
// each step. UPDATE=1 writes the answers anew.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { Project, type ProjectOptions } from '../../server/src/project/project.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { spanOf } from '../../server/src/source/locate.ts';
import { filesIn } from '../features/project.ts';

const stored = new URL('projects.told.txt', import.meta.url);

/** A disk that can be changed: a file whose text is `(unread)` is there, and may not be looked at yet. */
class Disk {
  readonly reads: string[] = [];

  constructor(private readonly files: Map<string, string>) {}

  readonly project = new Project({
    read: (path) => {
      this.reads.push(path);
      const text = this.files.get(path);
      if (text === undefined) return 'absent';
      const invalidAt = text.indexOf('\uFFFD');
      return isUnread(text) ? 'unread' : { text, ...(invalidAt >= 0 && { invalidAt }) };
    },
    list: (folder) => {
      if (isUnread(this.files.get(`${folder}/`) ?? '')) return 'unread';
      const start = folder === '.' ? '' : `${folder}/`;
      const names = [...this.files.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length).split('/')[0]!);
      return names.length > 0 ? [...new Set(names)] : 'absent';
    },
    executable: (path) => !(this.files.get(path) ?? '').includes('(no program)'),
  });

  /** Steps by their names; what is not told of is found by asking again. */
  readonly steps: Readonly<Record<string, (path: string, text: string) => unknown>> = {
    open: (path, text) => this.project.edit(path, text),
    close: (path) => this.project.close(path),
    change: (path, text) => {
      this.put(path, text);
      this.project.changed([path]);
    },
    quietly: (path, text) => this.put(path, text),
    reread: () => `something is different: ${this.project.reread()}`,
    settings: (_path, text) => this.project.configure(JSON.parse(text) as ProjectOptions),
    nothing: () => undefined,
  };

  private put(path: string, text: string): void {
    if (text === '(gone)\n') this.files.delete(path);
    else this.files.set(path, text);
  }
}

/** What makes the deployments, whatever rules are curious about. */
const ownFiles = /^(config\/|\.kamal\/(lint|secrets)|Gemfile)/;

const isUnread = (text: string): boolean => text === '(unread)\n';

/** Of each deployment what Kamal would do with it; of each finding its place and rule, and all of what stands in the project's own settings. */
function known(disk: Disk): string[] {
  const { project } = disk;
  const kamal = project.kamal();
  const bases = project.bases();
  const lines = [
    `bases: ${bases.join(', ') || 'none'}; Kamal ${kamal ? `${kamal.version} by ${kamal.from}` : 'of any version'}`,
    ...['config/deploy.eu.yml', 'config/deploy.eu.west.yml'].map((path) => `${path} is of ${project.baseOf(path) ?? 'none'}`),
    `config/ holds ${project.look('config').join(', ') || 'nothing'}`,
    `a change of it may tell of ${project.familyOf('config/deploy.eu.yml').join(', ')}`,
    `a change of secrets may tell of ${project.familyOf('.kamal/secrets').join(', ')}`,
  ];
  for (const base of bases.length > 0 ? bases : ['config/deploy.eu.yml']) {
    const analysis = project.analysisOf(base);
    if (!analysis) continue;
    assert.equal(project.analysisOf(base), analysis, 'nothing is worked out twice');
    for (const file of project.unread(base)) lines.push(`${base} is judged without ${file}`);
    for (const [rule, setting] of analysis.lint) lines.push(`${base}: rule ${rule} is set to ${setting}`);
    for (const { deployment, accepted, possible, findings, standalone, unsure } of analysis.deployments) {
      const verdict = accepted === null ? 'who knows' : accepted ? 'accepted' : 'refused';
      const alone = standalone ? `; ${unsure ? 'perhaps' : 'also'} complete alone, and then ${rulesOf(standalone())}` : '';
      const { destination, service } = deployment;
      lines.push(
        `${base} ${destination ?? 'alone'}: ${verdict}, ${possible.length} possible, service ${service}, ${rulesOf(findings)}${alone}`,
      );
    }
    const [first] = analysis.deployments;
    for (const finding of first!.findings) {
      const source = analysis.sources.get(finding.at.chunk.file);
      assert.ok(source, 'a finding has its text');
      if (finding.rule !== 'lint-settings' && !finding.message.startsWith('Once the Ruby')) continue;
      const { from, to } = spanOf(source, finding.at)!;
      const fixes = finding.fixes.map(({ safety, title }) => ` [${safety}: ${title}]`);
      lines.push(`${source.file} at «${source.text.slice(from, to)}»: ${finding.message}${fixes.join('')}`);
    }
  }
  return lines;
}

/** After the first step, what is told otherwise than before. */
function difference(before: readonly string[], now: readonly string[]): string[] {
  if (before.length === 0) return [...now];
  const gone = before.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const come = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
  const lines = [...gone, ...come];
  return lines.length > 0 ? lines : ['as before'];
}

const rulesOf = (findings: readonly Finding[]): string =>
  [...new Set(findings.map(({ rule }) => rule))].sort().join(' ') || 'nothing is found';

suite('what a project makes of its files', () => {
  const before = existsSync(stored) ? readFileSync(stored, 'utf8').split(/^(?==== )/m) : [];
  const sections = readFileSync(new URL('projects.txt', import.meta.url), 'utf8').split(/^=== /m).slice(1); // prettier-ignore
  const now: string[] = [];
  for (const [index, section] of sections.entries()) {
    const heading = section.slice(0, section.indexOf('\n'));
    test(heading, () => {
      const [files = '', ...steps] = section.slice(heading.length + 1).split(/^--> /m);
      const disk = new Disk(filesIn(files.replaceAll('<head>\n', head)));
      let last: readonly string[] = [];
      const told = ['nothing', ...steps].flatMap((step) => {
        const [line = '', ...text] = step.split('\n');
        const [name = '', path = ''] = line.split(' ');
        const answer = disk.steps[name]!(path, text.join('\n').replaceAll('<head>\n', head));
        const before = last;
        last = known(disk);
        const read = disk.reads.splice(0).filter((one) => name !== 'nothing' && name !== 'reread' && ownFiles.test(one));
        const more = [...(typeof answer === 'string' ? [answer] : []), ...(read.length > 0 ? [`read ${read.join(' ')}`] : [])];
        return [`--> ${line}`, ...difference(before, last), ...more];
      });
      now.push(`=== ${heading}\n${told.map((line) => `${line.replaceAll('\n', '⏎').trimEnd()}\n`).join('')}`);
      if (!process.env['UPDATE']) assert.equal(now.at(-1), before[index], 'read the difference; UPDATE=1 stores it');
    });
  }
  test('all are stored', () => {
    if (process.env['UPDATE']) writeFileSync(stored, now.join(''));
    else assert.equal(before.length, sections.length);
  });
});

/** What most projects begin with. */
const head = 'service: shop\nimage: acme/shop\nregistry: {server: "localhost:5555"}\nbuilder: {arch: amd64}\n';
