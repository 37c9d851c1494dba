import { unsafeFix } from '../../edit/index.ts';
import type { ErbTag } from '../../source/source.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';

/**
 * Kamal runs ERB with what it has loaded itself (`configuration.rb`, `load_config_file`): no Rails, and no variable of the environment by its bare name.
 * Told only of what is run whatever else happens: before it stands nothing but assignments, and no code loads or defines more.
 */
export const erbUndefined = rule({
  id: 'erb-undefined',
  severity: 'error',
  kind: 'kamal',
  summary: 'Ruby code names a constant that Kamal does not have',
  each: 'file',
  *check({ source: { erb, file } }) {
    if (erb.some(({ code }) => defines.test(code))) return;
    for (const tag of erb) {
      if (tag.kind === 'statement' && !assignment.test(tag.code)) return;
      const name = tag.open || tag.inComment ? undefined : undefinedIn(tag);
      if (name === undefined) continue;
      const isRails = name === 'Rails';
      yield report(
        this,
        tag.at,
        isRails
          ? 'Kamal runs this Ruby code without Rails: it stops with a NameError, and no command works. Take the value from `ENV`, or write it here.'
          : `Ruby knows no \`${name}\` here: Kamal stops with a NameError, and no command works. A variable of the environment is \`ENV["${name}"]\`.`,
        {
          kamal: `uninitialized constant ${name}`,
          fixes: isRails
            ? []
            : [
                unsafeFix(`Write \`ENV["${name}"]\`, which may be empty`, file, (newest) => {
                  const start = newest.offset(tag.at.chunk);
                  if (start === undefined) return undefined;
                  const from = newest.text.indexOf(name, start + tag.at.from);
                  return [{ from, to: from + name.length, text: `ENV["${name}"]` }];
                }),
              ],
        },
      );
    }
  },
});

/** Code that may bring in what is named elsewhere, or ends before it comes to it. */
const defines =
  /\b(?:require\w*|load|eval|\w+_eval|autoload|const_set|const_missing|include|extend|class|module|exit|abort)\b|\b[A-Z]\w*\s*(?:\|\||&&)?=(?![=~>])/;
/** What no later tag hangs on. */
const assignment = /^-?\s*\w+\s*=[^=~>][^\n;]*-?$/;

/** The constant that the tag begins with, which Ruby asks for first; undefined where it has one, or another part of the code decides. */
function undefinedIn({ kind, code }: ErbTag): string | undefined {
  if (kind !== 'output' || /\b(?:if|unless|rescue|while|until|defined)\b|[\n;#]/.test(code)) return undefined;
  const [, name = ''] = /^\s*(Rails(?=\s*(?:\.|::|-?$))|[A-Z][A-Z\d]*_[A-Z\d_]+(?![\w:!?(]))/.exec(code) ?? [];
  return name === '' || /^(?:RUBY_|TOPLEVEL_)/.test(name) ? undefined : name;
}
