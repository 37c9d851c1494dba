import { mapAt } from '../../config/get.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/** Aliases are read before the command line is, when no destination is known yet (`cli/alias/command.rb`, kamal issue 1953). */
export const aliasDestination = rule({
  id: 'alias-destination',
  severity: 'hint',
  kind: 'deployment',
  summary: '`ENV["KAMAL_DESTINATION"]` within `aliases`, where it is always empty',
  each: 'file',
  *check({ source, document }) {
    const aliases = mapAt(document, 'aliases');
    const values = [...(aliases?.entries.values() ?? [])];
    const [first, last] = [values[0], values.at(-1)];
    const from = first && offset(source.offset(first.key.at.chunk), first.key.at.from);
    const to = last && offset(source.offset(last.value.at.chunk), last.value.at.to);
    if (from === undefined || to === undefined) return;
    for (const { at, code } of source.erb) {
      const start = offset(source.offset(at.chunk), at.from);
      if (!code.includes('KAMAL_DESTINATION') || start === undefined || start < from || start > to) continue;
      yield report(
        this,
        at,
        'Kamal reads aliases before it knows the destination: `KAMAL_DESTINATION` is empty here, whatever `-d` says. Put the alias into the destination’s own file.',
      );
    }
  },
});

const offset = (chunk: number | undefined, from: number): number | undefined => (chunk === undefined ? undefined : chunk + from);
