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
  *check({ source }) {
    for (const { at, kind, inComment, open, mayRaise } of source.erb) {
      // Kamal's own template has such a line, which reads the environment and nothing else.
      if (!inComment || open || !mayRaise || (kind !== 'output' && kind !== 'statement')) continue;
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
