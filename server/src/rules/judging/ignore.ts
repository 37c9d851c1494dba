import { addTo } from '../../addTo.ts';
import type { Source } from '../../source/source.ts';
import { rules } from '../index.ts';
import type { Finding } from '../rule.ts';
import type { TextChange } from '../../edit/change.ts';
import { memoize } from '../../memoize.ts';
import { report } from '../report.ts';
import { fix, safeFix } from '../../edit/index.ts';
import { ignoreUnused } from '../text/ignoreUnused.ts';
import { nearest } from '../validation/nearest.ts';

/** One rule that one `# kamal-ignore:` comment silences. */
interface Ignore {
  readonly rule: string;
  /** Offsets of the rule's id in the comment. */
  readonly from: number;
  readonly to: number;
  /** Lines whose findings it silences, from 0: its own, and the next one with text where it stands alone. */
  readonly lines: readonly number[];
}

/**
 * Marks the findings that a `# kamal-ignore: rule-id` on or above their line silences, and adds a hint for each that silences nothing.
 * @param findings all of one deployment
 * @param layers the deployment's files
 */
export function applyIgnores(findings: readonly Finding[], layers: readonly { readonly source: Source }[]): readonly Finding[] {
  return layers.some(({ source }) => ignoresOf(source).length > 0) ? marked(findings, layers) : findings;
}

function marked(findings: readonly Finding[], layers: readonly { readonly source: Source }[]): readonly Finding[] {
  const ignores = new Map(layers.map(({ source }) => [source.file, { source, all: ignoresOf(source), at: byPlace(ignoresOf(source)) }]));
  const used = new Set<Ignore>();
  const told = findings.map((finding) => {
    const here = ignores.get(finding.at.chunk.file);
    // Kamal does not read comments: what it refuses it refuses.
    if (!here?.all.length || finding.refused) return finding;
    const line = lineOf(here.source, finding);
    const silencing = here.at.get(placeOf(finding.rule, line)) ?? [];
    for (const ignore of silencing) used.add(ignore);
    return silencing.length ? { ...finding, ignored: true as const } : finding;
  });
  for (const { source, all } of ignores.values()) {
    if (all.every((ignore) => used.has(ignore))) continue;
    const refused = findings.filter((one) => one.refused && one.at.chunk.file === source.file);
    const places = new Set(refused.map((one) => placeOf(one.rule, lineOf(source, one))));
    for (const ignore of all) if (!used.has(ignore) && !hangsOnErb(source, ignore)) told.push(unused(source, ignore, places));
  }
  return told;
}

/** ERB on its line may print what the comment is there for. A rule that does not exist finds nothing in any case. */
function hangsOnErb(source: Source, { rule, lines }: Ignore): boolean {
  const texts = lines.map((line) =>
    source.text.slice(source.offsetAt({ line, character: 0 }), source.offsetAt({ line: line + 1, character: 0 })),
  );
  return texts.some((text) => text.includes('<%')) && rules.some(({ id }) => id === rule);
}

function placeOf(rule: string, line: number): string {
  return `${rule} ${line}`;
}

/** There may be thousands, of findings and of comments. */
function byPlace(ignores: readonly Ignore[]): ReadonlyMap<string, readonly Ignore[]> {
  const found = new Map<string, Ignore[]>();
  for (const ignore of ignores) {
    for (const line of new Set(ignore.lines)) {
      const place = placeOf(ignore.rule, line);
      addTo(found, place, ignore);
    }
  }
  return found;
}

function lineOf(source: Source, { at }: Finding): number {
  return source.position((source.offset(at.chunk) ?? 0) + at.from).line;
}

/** The comments of a file, read once for each version. */
const ignoresOf = memoize((source: Source): readonly Ignore[] => (source.text.includes('kamal-ignore') ? [...read(source)] : []));

function* read(source: Source): Iterable<Ignore> {
  const { text } = source;
  for (const match of text.matchAll(/(^|[ \t])#[ \t]*kamal-ignore:[ \t]*([\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)/gm)) {
    const start = match.index + match[0].length - match[2]!.length;
    const { line } = source.position(match.index);
    const alone = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index).trim() === '';
    const lines = alone ? [line, nextWithText(source, line + 1)] : [line];
    for (const id of match[2]!.matchAll(/[\w-]+/g))
      yield { rule: id[0], from: start + id.index, to: start + id.index + id[0].length, lines };
  }
}

/** The next line that is neither blank nor a comment: several ignores may stand above one line. */
function nextWithText(source: Source, from: number): number {
  const { text } = source;
  const written = /[^\r\n]*/y;
  for (let line = from; ; line++) {
    written.lastIndex = source.offsetAt({ line, character: 0 });
    if (!/^\s*(#|$)/.test(written.exec(text)![0])) return line;
    if (written.lastIndex >= text.length) return from;
  }
}

function unused(source: Source, { rule, from, to, lines }: Ignore, allRefused: ReadonlySet<string>): Finding {
  const refused = lines.some((line) => allRefused.has(placeOf(rule, line)));
  const exists = rules.some(({ id }) => id === rule);
  const near = exists
    ? undefined
    : nearest(
        rule,
        rules.map(({ id }) => id),
      );
  const message = refused
    ? `What Kamal refuses cannot be silenced: it refuses \`${rule}\` all the same. Repair it, and remove this comment.`
    : exists
      ? `\`${rule}\` finds nothing on this line (any more): this comment silences nothing. Remove it.`
      : `There is no rule \`${rule}\`, so this comment silences nothing.${near ? ` Did you mean \`${near}\`?` : ' Remove it.'}`;
  const build = near ? fix : safeFix;
  return report(ignoreUnused, source.at(from, to), message, {
    tag: 'unnecessary',
    fixes: [
      ...(near ? [safeFix(`Write \`${near}\``, source.file, () => [{ from, to, text: near }])] : []),
      build(`Remove the silent \`${rule}\``, source.file, ({ text }) => removal(text, from, to)),
    ],
  });
}

/** Takes one id out of a comment, and the comment, or its line, with the last one. */
function removal(text: string, from: number, to: number): TextChange[] {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const line = text.slice(start, from);
  const before = /(?<![ \t])[ \t]*,[ \t]*$/.exec(line);
  if (before) return [{ from: start + before.index, to, text: '' }];
  const after = /^[ \t]*,[ \t]*/.exec(text.slice(to));
  if (after) return [{ from, to: to + after[0].length, text: '' }];
  const comment = /(?<![ \t])[ \t]*#[ \t]*kamal-ignore:[ \t]*$/.exec(line)!;
  const end = /^[ \t]*(\r\n|\r|\n|$)/.exec(text.slice(to));
  // Words after the id explain it: they stay as an ordinary comment.
  if (!end) return [{ from: start + line.lastIndexOf('#') + 1, to, text: '' }];
  return comment.index > 0 ? [{ from: start + comment.index, to, text: '' }] : [{ from: start, to: to + end[0].length, text: '' }];
}

/**
 * The edit that silences a rule on a line: a comment above it, or one more id in the comment that is there already.
 * @param offset of the finding in the file
 */
export function ignoreEdit(source: Source, rule: string, offset: number): TextChange {
  const { text } = source;
  const { line } = source.position(offset);
  const start = source.offsetAt({ line, character: 0 });
  const above = line > 0 ? text.slice(source.offsetAt({ line: line - 1, character: 0 }), start) : '';
  const there = /^[ \t]*#[ \t]*kamal-ignore:[ \t]*[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*/.exec(above);
  if (there) {
    const at = start - above.length + there[0].length;
    return { from: at, to: at, text: `, ${rule}` };
  }
  const indent = /^[ \t]*/.exec(text.slice(start))![0];
  const next = /\r\n|\r|\n/.exec(text)?.[0] ?? '\n';
  return { from: start, to: start, text: `${indent}# kamal-ignore: ${rule}${next}` };
}
