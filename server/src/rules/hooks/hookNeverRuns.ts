import { mapAt } from '../../config/get.ts';
import type { ConfigEntry, MapValue } from '../../config/value.ts';
import { hookMigrations } from '../../schema/migrations.ts';
import { hooks } from '../../schema/commands.ts';
import { fix, placeOf, renameKey } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule, type Finding, type Given } from '../rule.ts';
import type { Part } from '../../deployment/deployment.ts';
import type { Files } from '../../files/files.ts';
import type { Fix } from '../../edit/change.ts';
import { removeIt } from '../fixes/scalarFixes.ts';
import { mayHave, certainEntry } from '../../config/certain.ts';
import { nearest } from '../validation/nearest.ts';

const known = Object.keys(hooks);

/** Kamal runs a script only under the exact name of a hook (`commands/hook.rb`), and as a program. */
export const hookNeverRuns = rule({
  id: 'hook-never-runs',
  severity: 'information',
  kind: 'deployment',
  summary: 'A hook that Kamal does not know, or cannot run',
  reads: ['files'],
  keys: ['hooks_output', 'hooks_path'],
  *check(given) {
    yield* inOutput(given);
    yield* inFolder(given);
  },
});

function* inOutput({ root }: Part<never, 'hooks_output'>): Iterable<Finding> {
  const output = mapAt(root, 'hooks_output');
  if (!output || output.conditional) return;
  for (const entry of output.entries.values()) {
    const { name, key, keyType, conditional } = entry;
    if (conditional || keyType !== 'string' || known.includes(name) || name in hookMigrations) continue;
    const near = likely(name);
    yield report(
      hookNeverRuns,
      key.at,
      `Kamal has no hook \`${name}\`, so this output setting has no effect. ${near ? `Did you mean \`${near}\`?` : `Its hooks are ${known.join(', ')}.`}`,
      { fixes: fixesFor(entry, output, near) },
    );
  }
}

function fixesFor(entry: ConfigEntry, output: MapValue, near: string | undefined): Fix[] {
  if (entry.shadows || output.alias) return [];
  const rename =
    near === undefined || output.entries.has(near)
      ? []
      : [
          fix(
            `Rename to \`${near}\``,
            entry.key.at.chunk.file,
            (source) => {
              const place = placeOf(source, entry.key);
              return place && renameKey(source, place, near);
            },
            true,
          ),
        ];
  return [...rename, removeIt(entry)];
}

function* inFolder({ root, files }: Given<'files', 'hooks_path'>): Iterable<Finding> {
  const path = certainEntry(root, 'hooks_path');
  if (mayHave(root, 'hooks_path') || (path && (path.value.kind !== 'scalar' || path.value.type !== 'string'))) return;
  const folder = (path?.value.kind === 'scalar' ? path.value.string : '.kamal/hooks').replace(/^(\.\/+)+/, '').replace(/(?<!\/)\/+$/, '');
  // Outside of the project nothing is read.
  if (folder === '' || /^[/~\\]|^[a-z]:|(^|\/)\.\.(\/|$)/i.test(folder)) return;
  const names = files.list(folder);
  if (typeof names === 'string') return;
  for (const name of names) {
    const file = `${folder}/${name}`;
    if (known.includes(name)) {
      if (files.executable?.(file) !== false) continue;
      const at = firstLine(files, file);
      if (at)
        yield report(
          hookNeverRuns,
          at,
          `The hook ${file} is not executable: Kamal tries to run it and stops with "Hook \`${name}\` failed … Permission denied". Run \`chmod +x ${file}\` (and \`git update-index --chmod=+x ${file}\`).`,
          { severity: 'error' },
        );
      continue;
    }
    if (isAside(name) || name in hookMigrations || isMentioned(name, folder, names, files)) continue;
    const at = firstLine(files, file);
    if (!at) continue;
    const near = likely(name);
    yield report(
      hookNeverRuns,
      at,
      `Kamal has no hook \`${name}\`: ${file} never runs. ${near && !names.includes(near) ? `Did you mean \`${near}\`? Rename the file.` : `Its hooks are ${known.join(', ')}, without an ending.`}`,
    );
  }
}

/** Samples, what somebody has put aside, notes and hidden files: not meant to run. */
function isAside(name: string): boolean {
  return /^[._]|~$|\.(sample|example|disabled|off|old|orig|bak|backup|swp|md|txt)$|^(README|LICENSE)/i.test(name);
}

/** Is it a helper that another script of the folder speaks of? Yes also as long as one of them is unread. */
function isMentioned(name: string, folder: string, names: readonly string[], files: Files): boolean {
  const stem = name.replace(/\.\w+$/, '');
  return names.some((other) => {
    if (other === name) return false;
    const answer = files.get(`${folder}/${other}`);
    // Under its own name a hook is often spoken of in its own sample.
    return answer === 'unread' || (answer !== 'absent' && !isAside(other) && answer.text.includes(known.includes(stem) ? name : stem));
  });
}

/** The place of a script's first line; undefined for a folder, and where its text is not known. */
function firstLine(files: Files, file: string) {
  if (typeof files.get(file) === 'string') return undefined;
  const source = files.source(file);
  return source?.at(0, /^[^\r\n]*/.exec(source.text)![0].length);
}

/** The hook that was probably meant: `pre_deploy`, `pre-deploy.sh`, `predeploy`. */
function likely(name: string): string | undefined {
  const plain = name
    .replace(/\.\w+$/, '')
    .toLowerCase()
    .replace(/[_ .]/g, '-');
  return known.find((hook) => hook === plain || hook.replaceAll('-', '') === plain.replaceAll('-', '')) ?? nearest(plain, known);
}
