import type { ScalarValue } from '../../config/value.ts';
import { fix, quote, placeOf, safeFix, replaceValue } from '../../edit/index.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import type { Fix } from '../../edit/change.ts';
import type { Rewritten } from './problem.ts';
import { dotted, isDelicate } from './words.ts';

/** Keys with a rule of their own for it, and keys where a symbol is meant. */
const elsewhere = new Set(['service', 'minimum_version', 'hooks_output', 'ssh.log_level', 'app_port']);

/** Plain text that YAML 1.1, as Ruby's Psych reads it, makes another value of. */
export const readOtherwise = rule({
  id: 'read-otherwise',
  severity: 'warning',
  kind: 'deployment',
  summary: 'YAML reads a value as another one than is written',
  reads: ['problems'],
  *check({ problems }) {
    for (const problem of problems) {
      if (problem.kind !== 'rewritten' || elsewhere.has(dotted(problem.path)) || problem.value.conditional) continue;
      // What ERB prints is what its author wanted to be read.
      if (written(problem.value).includes('<%')) continue;
      yield report(this, problem.value.at, message(problem), { fixes: [mend(problem)] });
    }
  },
});

function message({ path, value, wants }: Rewritten): string {
  const text = written(value);
  const sees = `\`${value.string}\``;
  const why = reason(value, text);
  if (isDelicate(path))
    return `Kamal does not see the value of \`${dotted(path)}\` as it is written: ${why}. Write it in quotes to keep it as it is.`;
  const todo = wants === 'text' ? `Write \`"${text}"\` in quotes to keep it as it is.` : `Write \`${value.string}\` if that is meant.`;
  return `Kamal does not see \`${text}\` in \`${dotted(path)}\`, but ${sees}: ${why}. ${todo}`;
}

function written(value: ScalarValue): string {
  return value.node.kind === 'scalar' ? value.node.text : value.string;
}

function reason(value: ScalarValue, text: string): string {
  if (value.type === 'boolean') return 'YAML takes this word for a boolean';
  if (value.type === 'symbol') return 'a word after a colon is a Ruby symbol';
  if (text.includes(':')) return 'YAML takes digits with colons for a time in seconds';
  if (text.includes(',')) return 'YAML takes the comma for a separator of thousands';
  if (/^[-+]?0[0-7_]+$/.test(text)) return 'a number that starts with 0 is octal';
  if (value.type === 'float') return 'YAML takes it for a decimal number, which loses what does not count';
  return 'YAML takes it for a number';
}

function mend({ path, value, wants }: Rewritten): Fix {
  const { file } = value.at.chunk;
  const { node } = value;
  if (wants === 'text')
    return safeFix(isDelicate(path) ? 'Quote the value' : `Quote \`${written(value)}\``, file, (source) =>
      node.kind === 'scalar' ? quote(source, node) : undefined,
    );
  // Who writes `1,000` means 1000; of `010` and `15:00` nobody can tell.
  const meant = written(value).replace(/[,_]/g, '') === value.string;
  return fix(
    `Write \`${value.string}\``,
    file,
    (source) => {
      const place = placeOf(source, node);
      return place && replaceValue(source, place, value.string);
    },
    meant,
  );
}
