import { inProject } from '../../deployment/accessoryFiles.ts';
import type { Files } from '../../files/files.ts';
import { safeFix } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** ERB runs over the whole text before YAML knows what a comment is (`configuration.rb`, `load_config_file`). */
export const erbInComment = rule({
  id: 'erb-in-comment',
  severity: 'warning',
  kind: 'deployment',
  summary: 'Ruby code in a comment runs all the same',
  each: 'file',
  reads: ['files'],
  *check({ source }, { files }) {
    for (const { at, kind, code, inComment, open, mayRaise } of source.erb) {
      // Kamal's own template has such a line, which reads the environment and nothing else.
      if (!inComment || open || !mayRaise || (kind !== 'output' && kind !== 'statement') || readsLine(code, files)) continue;
      yield report(
        this,
        at,
        "This Ruby code runs although it stands in a comment: ERB does not know YAML's `#`. If it raises an error, no Kamal command works; if it prints several lines, they become part of the file. Write `<%#` to switch it off.",
        {
          fixes: [
            safeFix('Switch the tag off with `<%#`', source.file, (newest) => {
              const start = newest.offset(at.chunk);
              if (start === undefined) return undefined;
              const from = start + at.from + '<%'.length;
              const sign = /^[=-]/.test(newest.text.slice(from)) ? 1 : 0;
              return [{ from, to: from + sign, text: '#' }];
            }),
          ],
        },
      );
    }
  },
});

/** The other line of Kamal's templates: `File.read('.ruby-version').strip`, of a file that is there and has one line. */
function readsLine(code: string, files: Files): boolean {
  const path = /^\s*File\.read\(\s*(["'])([\w./-]+)\1\s*\)(\.(strip|chomp))?\s*$/.exec(code)?.[2];
  const inside = path === undefined ? null : inProject(path);
  if (inside === null) return false;
  const file = files.get(inside);
  return file === 'unread' || (typeof file === 'object' && !file.text.trim().includes('\n'));
}
