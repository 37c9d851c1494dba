import { mapAt } from '../../config/get.ts';
import { isWritten } from '../../config/certain.ts';
import type { MapValue, ScalarValue } from '../../config/value.ts';
import type { Part } from '../../deployment/deployment.ts';
import { list } from '../../deployment/proxies.ts';
import { fix, spanOf } from '../../edit/index.ts';
import { replaceWords } from '../../edit/replaceWord.ts';
import { memoize } from '../../memoize.ts';
import { isPattern, matchesPattern, namesInCommand, type NameInCommand } from '../../references/command.ts';
import { placeIn } from '../../references/words.ts';
import type { At } from '../../source/node.ts';
import type { Fix } from '../../edit/change.ts';
import { report } from '../report.ts';
import { rule } from '../rule.ts';
import { nearest } from '../validation/nearest.ts';

/**
 * Who a command is for is looked for among roles, servers and accessories (`commander.rb`, `cli/accessory.rb`). Asked for a destination, the
 * alias finds those of the destination: so it must be none of all.
 */
export const aliasTarget = rule({
  id: 'alias-target',
  severity: 'warning',
  kind: 'deployment',
  summary: 'An alias is for a role, server or accessory that does not exist',
  reads: ['roles', 'rolesIncomplete', 'accessories', 'family'],
  keys: ['aliases', 'servers', 'accessories'],
  *check({ root, family }) {
    const aliases = mapAt(root, 'aliases');
    const named = aliases ? targetsIn(aliases) : [];
    if (named.length === 0) return;
    const there = family.map(thereIn);
    for (const { alias, value, at, kind, word } of named) {
      // Nobody knows what is behind ERB, nor what a base without servers will have.
      if (there.some((one) => one[kind] === null)) continue;
      const known = [...new Set(there.flatMap((one) => one[kind] ?? []))];
      if (known.length === 0 || known.some((name) => matches(word.text, name))) continue;
      // Addresses that differ in a digit are as far apart as any others.
      const near = isAddress.test(word.text) ? undefined : nearest(word.text, known);
      yield report(this, at, message(alias, kind, word.text, known, near), { fixes: near ? [write(value, word, at, near)] : [] });
    }
  },
});

const isAddress = /^[\d.*]+$|:/;

type Kind = 'role' | 'host' | 'accessory';

interface Target extends NameInCommand {
  readonly kind: Kind;
  readonly alias: string;
  readonly value: ScalarValue;
  readonly at: At;
}

const targetsIn = memoize((aliases: MapValue): readonly Target[] =>
  [...aliases.entries.values()].flatMap(({ name, value, conditional }) => {
    if (conditional || value.kind !== 'scalar' || value.type !== 'string' || !isWritten(value) || value.node.kind !== 'scalar') return [];
    // With another file, others are there.
    if (/(^|\s)(-c|--config[-_]file)(?=[\s=]|$)/.test(value.string)) return [];
    const { node } = value;
    return namesInCommand(value.string).flatMap(({ kind, word }): Target[] => {
      const at = kind === 'role' || kind === 'host' || kind === 'accessory' ? placeIn(node, word) : undefined;
      return at ? [{ kind: kind as Kind, word, alias: name, value, at }] : [];
    });
  }),
);

/** The names of a deployment; null where ERB may add to them. */
function thereIn({ roles, rolesIncomplete, accessories, root }: Part<'roles' | 'rolesIncomplete' | 'accessories', 'accessories'>): {
  readonly [Name in Kind]: readonly string[] | null;
} {
  const section = root.entries.get('accessories');
  const open =
    root.incomplete ||
    (section !== undefined && (section.conditional || section.value.kind !== 'map' || section.value.incomplete)) ||
    accessories.some(({ conditional }) => conditional);
  const hostsOpen = rolesIncomplete || open || [...roles, ...accessories].some(({ hostsIncomplete }) => hostsIncomplete);
  return {
    role: rolesIncomplete || root.incomplete ? null : roles.map(({ name }) => name),
    host: hostsOpen ? null : [...roles.flatMap(({ hosts }) => hosts.map(({ name }) => name)), ...accessories.flatMap(({ hosts }) => hosts)],
    accessory: open ? null : accessories.map(({ name }) => name),
  };
}

function matches(written: string, name: string): boolean {
  return written === name || (isPattern(written) && matchesPattern(written, name));
}

const what = {
  role: { word: 'role', plural: 'roles', stops: 'stops with "No --roles match", or passes over it where another role is named beside it' },
  host: {
    word: 'server',
    plural: 'servers',
    stops: 'stops with "No --hosts match", or passes over it where another server is named beside it',
  },
  accessory: { word: 'accessory', plural: 'accessories', stops: 'does nothing but print "No accessory by the name"' },
} as const;

function message(alias: string, kind: Kind, name: string, known: readonly string[], near: string | undefined): string {
  const { word, plural, stops } = what[kind];
  const there = known.length > 8 ? '' : ` (there ${known.length > 1 ? `are ${list(known)}` : `is ${list(known)}`})`;
  return `No ${word} ${isPattern(name) ? `matches \`${name}\`` : `is called \`${name}\``}${there}: \`kamal ${alias}\` ${stops}. ${near ? `Did you mean \`${near}\`?` : `Name one of the ${plural}.`}`;
}

/** Not preferred: the name may be that of a role which is still to be written. */
function write({ node }: ScalarValue, word: NameInCommand['word'], at: At, name: string): Fix {
  return fix(`Write \`${name}\``, at.chunk.file, (source) => {
    if (node.kind !== 'scalar') return undefined;
    const { from } = spanOf(source, node);
    const offset = from - node.at.from;
    return replaceWords(node, [{ ...word, at, text: name }]).map((change) => ({
      from: offset + change.at.from,
      to: offset + change.at.to,
      text: change.text,
    }));
  });
}
