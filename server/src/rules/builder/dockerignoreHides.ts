import ignore, { type Ignore } from 'ignore';
import { certainEntry, mayHave } from '../../config/certain.ts';
import { writtenText } from '../../config/written.ts';
import { copiedPaths } from '../../files/dockerfile.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Docker sends no file to a build that `.dockerignore` names, and `COPY` of one fails: "not found". */
export const dockerignoreHides = rule({
  id: 'dockerignore-hides',
  severity: 'information',
  kind: 'deployment',
  summary: '`.dockerignore` hides what the Dockerfile copies',
  reads: ['files', 'top'],
  keys: ['builder'],
  *check({ root, files, top }) {
    const builder = certainEntry(root, 'builder');
    if (mayHave(root, 'builder') || ['pack', 'dockerfile', 'context'].some((key) => mayHave(builder?.value, key))) return;
    // Another context has a `.dockerignore` of its own.
    if (certainEntry(builder?.value, 'pack') || certainEntry(builder?.value, 'context')) return;
    const path = (writtenText(builder?.value, 'dockerfile')?.text ?? 'Dockerfile').replace(/^(\.\/)+/, '');
    const dockerfile = files.get(path);
    const ignored = files.get('.dockerignore');
    if (typeof dockerfile === 'string' || typeof ignored === 'string' || files.get(`${path}.dockerignore`) !== 'absent') return;
    const hidden = hides(ignored.text);
    for (const copied of copiedPaths(dockerfile.text)) {
      if (!hidden(copied)) continue;
      yield report(
        this,
        builder?.key.at ?? top,
        `${path} copies \`${copied}\`, and .dockerignore hides it from the build: \`COPY ${copied}\` fails with "not found", and so does \`kamal deploy\`. Take it out of .dockerignore, or do not copy it by name.`,
      );
    }
  },
});

/**
 * Docker's patterns count from the context's root and match whole paths; those of git that `ignore` reads match at any depth unless they begin
 * with a slash. Docker asks one after the other, and the last that matches the path or a folder above counts: git shows nothing below a
 * hidden folder again.
 */
function hides(text: string): (path: string) => boolean {
  const runs: { shows: boolean; matches: Ignore }[] = [];
  const shown: string[] = [];
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const shows = line.startsWith('!');
    const pattern = line.slice(shows ? 1 : 0).replace(/^[\s/]+|(?<!\/)\/+$/g, '');
    if (shows) shown.push(pattern);
    if (runs.at(-1)?.shows !== shows) runs.push({ shows, matches: ignore() });
    runs.at(-1)!.matches.add(`/${pattern}`);
  }
  // What is below a hidden folder may be shown again: then nobody can tell from here.
  return (path) =>
    runs.findLast(({ matches }) => matches.ignores(path))?.shows === false &&
    !shown.some((one) => one.startsWith(`${path}/`) || one.startsWith('**'));
}
